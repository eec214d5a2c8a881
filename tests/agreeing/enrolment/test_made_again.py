"""The page on which an admin puts the house at a server that began empty, after the one before was lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.agreeing.enrolment.test_moving import NOWHERE, Moving
from tests.agreeing.servers import Here
from tests.agreeing.sync.elsewhere import elsewhere
from tests.agreeing.sync.kept import Kept, Small
from zvhdesk.domain.standing import Trouble
from zvhdesk.line.address import Address
from zvhdesk.ui.kit import StepStrip
from zvhserver.acts.compartments import Mode, set_mode
from zvhserver.cli.houses import new_code
from zvhserver.store import tables as t


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Here]:
    """A new server."""
    with elsewhere(tmp_path / "nieuw") as there:
        yield there


@pytest.fixture
def folders(tmp_path: Path, pair: Kept[Small]) -> tuple[Path, Path]:
    """The desk of an admin, and that of a colleague; their server is lost."""
    with elsewhere(tmp_path / "verloren") as lost, pair.put_down(tmp_path, NOWHERE, lost.store) as both:
        first, second = both
        return first.desk.folder, second.desk.folder


def _steps(desk: Moving) -> str:
    return desk.find(StepStrip, "move.steps").accessibleName()


def _heads(at: Here) -> list[int]:
    with at.store.read() as connection:
        return sorted(connection.scalars(select(t.compartment.c.head_seq)))


def test_an_admin_puts_the_house_at_the_server_that_came_in_its_place(
    qtbot: QtBot, folders: tuple[Path, Path], empty: Here
) -> None:
    """It has the address of the one before, as after a repair of the machine."""
    url = str(empty.client.base_url)
    desk = Moving(qtbot, folders[0], Address(url))
    desk.until(lambda: desk.line.standing.trouble is Trouble.UNKNOWN)
    desk.press("move.next")
    desk.until(lambda: desk.shown("move.code"))
    assert desk.guide.next.text() == "Huis hier terugzetten"
    assert "Vul de code in" in desk.refused("code")
    desk.write("move.code", "GERADEN")
    assert "nieuwe; er is niets gewijzigd" in desk.refused("code")
    assert desk.find(QLineEdit, "move.code").text() == "GERADEN"
    assert _heads(empty) == []
    desk.press("move.back")
    assert desk.shown("move.address")
    assert "Huis terugzetten" not in _steps(desk)
    desk.press("move.next")
    desk.until(lambda: desk.shown("move.code") and desk.guide.next.isEnabled())
    desk.write("move.code", f" {new_code(empty.store)} ")
    desk.press("move.next")
    desk.until(lambda: desk.shown("move.end"))
    assert desk.read("move.end").startswith("Uw huis staat op deze server")
    assert "Huis terugzetten" in _steps(desk), "that is how it went"
    desk.until(lambda: desk.agrees_with(url))
    assert _heads(empty)[0] == 0, "of CTER this desk has nothing"
    assert _heads(empty)[1] > 0
    with empty.store.write() as connection:
        set_mode(connection, Mode.OPEN)
    desk.end()
    colleague = Moving(qtbot, folders[1], Address(url))
    colleague.until(lambda: colleague.agrees_with(url))
    colleague.end()


def test_who_is_no_admin_hears_who_can(qtbot: QtBot, folders: tuple[Path, Path], empty: Here) -> None:
    desk = Moving(qtbot, folders[1], Address(NOWHERE))
    desk.write("move.address", str(empty.client.base_url))
    assert "zet eerst een beheerder van het huis het terug" in desk.refused("address")
    assert not desk.shown("move.code")
    assert desk.address == Address(NOWHERE)
    desk.end()


def test_the_page_of_an_ordinary_move_does_not_name_it(
    qtbot: QtBot, folders: tuple[Path, Path], empty: Here
) -> None:
    desk = Moving(qtbot, folders[0], Address(NOWHERE))
    assert "Huis terugzetten" not in _steps(desk)
    desk.write("move.address", str(empty.client.base_url))
    desk.press("move.next")
    desk.until(lambda: desk.shown("move.code"))
    assert "Huis terugzetten" in _steps(desk)
    desk.end()
