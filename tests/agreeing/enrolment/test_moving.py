"""The page on which a desk is told that its server stands at another address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import Screen
from tests.agreeing.lying.shelf import Shelf
from tests.agreeing.sync.certificates import self_signed
from tests.agreeing.sync.elsewhere import elsewhere
from tests.agreeing.sync.kept import Kept, Small
from tests.worlds import KEY, FixedClock
from zvhdesk.line import Line
from zvhdesk.line.address import Address, keep_address, read_address
from zvhdesk.line.moving import LineMoving
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk
from zvhdesk.ui.agreeing.address_guide import AddressGuide

NOWHERE = "http://127.0.0.1:9"


class Moving(Screen):
    """A desk that has a server, in front of the page."""

    def __init__(self, qtbot: QtBot, folder: Path, address: Address) -> None:
        super().__init__(qtbot)
        self.clock = FixedClock()
        self.tasks.open(lambda: self._open(folder, address), lambda _none: None)
        self.settle()
        self.line = Line(self.tasks, self.clock)
        self.line.begin()
        self.guide = AddressGuide(LineMoving(self.line, self.tasks))
        self.window = self.guide
        self.guide.resize(900, 700)
        self.show_window()
        self.settle()

    def _open(self, folder: Path, address: Address) -> Desk:
        desk = Desk.open(folder, KEY, self.clock)
        keep_address(desk, address)
        return desk

    def end(self) -> None:
        """As the program ends; the page may be gone."""
        self.line.close()
        self.tasks.close()
        if isValid(self.guide):
            self.guide.close()
            self.guide.deleteLater()

    @property
    def address(self) -> Address:
        """What the desk was told."""
        return self.asked(read_address)

    def agrees_with(self, url: str) -> bool:
        """Whether a pass there was made, and nothing waits."""
        stands = self.line.standing
        return stands.address == url and bool(stands.last_contact) and not (stands.waiting or stands.trouble)

    def refused(self, field: str) -> str:
        """Have what was typed looked at, and read what is said beside that field."""
        self.press("move.next")
        self.until(lambda: bool(self.said(f"move.{field}.error")))
        return self.said(f"move.{field}.error")


@pytest.fixture
def folder(tmp_path: Path, pair: Kept[Small], central: Central) -> Path:
    """A desk whose server is the central one."""
    with pair.put_down(tmp_path, central.url, central.store) as (first, _second):
        return first.desk.folder


@pytest.fixture
def desk(qtbot: QtBot, folder: Path, central: Central) -> Iterator[Moving]:
    """The same, before the page."""
    made = Moving(qtbot, folder, Address(central.url))
    yield made
    made.end()


def test_a_desk_goes_on_where_its_house_is_and_nowhere_else(
    tmp_path: Path, desk: Moving, pair: Kept[Small], central: Central
) -> None:
    desk.until(lambda: desk.agrees_with(central.url))
    before = desk.address
    assert desk.read("move.now") == f"Nu in gebruik: {central.url}"
    desk.write("move.address", "twee woorden")
    assert "geen adres" in desk.refused("address")
    desk.write("move.address", NOWHERE)
    assert "antwoordt geen server" in desk.refused("address")
    assert desk.find(QLineEdit, "move.address").text() == NOWHERE
    with elsewhere(tmp_path / "elders") as there:
        url = str(there.client.base_url)
        desk.write("move.address", url)
        desk.press("move.next")
        desk.until(lambda: desk.shown("move.code"))
        desk.press("move.back")
        assert desk.address == before
        assert desk.line.standing.address == central.url
        rows = Shelf(central.store, pair.house).read()
        Shelf(there.store, pair.house).put(rows)
        desk.press("move.next")
        desk.until(lambda: desk.shown("move.end"))
        assert desk.read("move.end").startswith("Daar staat de server van uw huis.")
        assert desk.address == Address(url)
        desk.until(lambda: desk.agrees_with(url))
        # What the desk writes from now on is there, and no more at the address of before.
        desk.asked(lambda it: it.change(lambda s: _ask(s, pair.about.case), "case.edit"))
        desk.until(lambda: Shelf(there.store, pair.house).read()["envelope"] != rows["envelope"])
        assert Shelf(central.store, pair.house).read() == rows
        desk.line.close()


def _ask(session: CaptureSession, case: str) -> None:
    session.get_one(Case, case).question = "Wie belt er?"


def test_who_stops_while_it_is_looked_at_changed_nothing(desk: Moving, central: Central) -> None:
    desk.write("move.address", central.url.replace("127.0.0.1", "localhost"))
    desk.press("move.next")
    delete(desk.guide)
    desk.until(lambda: not desk.line.findChildren(Line))
    assert desk.address == Address(central.url)


def test_a_certificate_stays_until_another_is_chosen_or_none_is_wanted(
    qtbot: QtBot, tmp_path: Path, folder: Path, central: Central
) -> None:
    own = self_signed(tmp_path / "eigen.pem").read_text("ascii").partition("-----BEGIN CERT")
    pem = "".join(own[1:])
    desk = Moving(qtbot, folder, Address(central.url, pem))
    assert desk.guide.where.typed.trust == pem
    desk.press("move.without")
    assert desk.guide.where.typed.trust == ""
    broken = tmp_path / "nieuw.pem"
    broken.write_text("-----BEGIN CERTIFICATE-----\nfout\n-----END CERTIFICATE-----\n")
    desk.guide.where.take_certificate(broken)
    assert desk.find(QLineEdit, "move.trust").text() == "nieuw.pem"
    assert "geen certificaat" in desk.refused("trust")
    desk.press("move.without")
    desk.press("move.next")
    desk.until(lambda: desk.shown("move.end"))
    assert desk.address == Address(central.url)
    desk.end()
