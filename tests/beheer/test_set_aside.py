"""What was set aside on this computer: seen in Beheer, opened beside this house, removed for good."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from tests.pictures import keep
from zvhdesk.services import revoked, set_aside
from zvhdesk.services.unlock import lock
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.beheer.aside_card import AsideCard
from zvhdesk.ui.shell import MainWindow

_SAYS = "import sys; open(sys.argv[1], 'w').write(' '.join(sys.argv[2:]))"


@pytest.fixture
def card(window: MainWindow, house_folder: Path, settled: Callable[[], None]) -> AsideCard:
    """Two of an ordinary desk, one of which was wiped, and one of CTER, which the page does not show."""
    for name, part, after in (
        ("huis-opzij-2026-03-02", "", "wipe"),
        ("huis-opzij-2026-03-09", "", None),
        ("huis-opzij-2026-03-09", "cter", "keep"),
    ):
        folder = house_folder.with_name(name) / part
        folder.mkdir(parents=True, exist_ok=True)
        for file in ("desk.db", "vault.json"):
            (folder / file).write_text(file)
        if after is not None:
            told = {"after": after, "label": "Huis", "shut": True, "entry": None, "backups": []}
            (folder / revoked.MARK).write_text(json.dumps(told))
    page = window.go("admin", "backup")
    assert isinstance(page, AdminPage)
    settled()
    return page.backup.aside


def press(card: AsideCard, name: str) -> None:
    found = card.findChild(QAbstractButton, f"admin.aside.{name}")
    assert found is not None
    assert found.isVisible()
    found.click()


def read(card: AsideCard) -> list[str]:
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible()]


def test_each_says_what_opens_it_and_what_was_wiped_is_not_offered(
    card: AsideCard, window: MainWindow, settled: Callable[[], None]
) -> None:
    window.resize(1366, 768)
    said = " ".join(read(card))
    assert "Opzij gezet op 9 mrt 2026" in said
    assert "Gaat open met de wachtwoordzin van toen" in said
    assert "Opzij gezet op 2 mrt 2026" in said
    assert "niemand opent het nog" in said
    assert "bewaren" not in said, "of the other compartment nothing is shown"
    opens = card.findChild(QAbstractButton, "admin.aside.1.open")
    assert opens is not None
    assert not opens.isVisible()
    press(card, "0.remove")
    settled()
    keep(window, "beheer-opzij")


def test_it_opens_in_a_program_of_its_own(card: AsideCard, tmp_path: Path, qtbot: QtBot) -> None:
    written = tmp_path / "gezegd"
    assert card.command[-2:] == ("-m", "zvhdesk")
    card.command = (sys.executable, "-c", _SAYS, str(written))
    press(card, "0.open")
    assert "tweede venster open" in card.message.text
    qtbot.waitUntil(lambda: written.is_file() and bool(written.read_text()), timeout=10_000)
    assert written.read_text() == str(tmp_path / "huis-opzij-2026-03-09")


def test_it_is_removed_after_being_asked_once_more(
    card: AsideCard, tmp_path: Path, settled: Callable[[], None]
) -> None:
    """What stands beside it of CTER is not this desk's; while it is open elsewhere nothing goes."""
    place = tmp_path / "huis-opzij-2026-03-09"
    press(card, "0.remove")
    assert any("voorgoed weg" in said for said in read(card))
    press(card, "0.no")
    assert not any("voorgoed weg" in said for said in read(card))
    press(card, "0.remove")
    with lock.hold(place):
        press(card, "0.yes")
        settled()
        assert (place / "vault.json").exists()
        assert "is al geopend" in card.message.text
    press(card, "0.yes")
    settled()
    assert card.message.text == "Het is verwijderd."
    assert sorted(path.name for path in place.iterdir() if path.name != lock.LOCK_NAME) == ["cter"]
    set_aside.remove(place, apart=True)
    assert not place.exists()
    press(card, "0.remove")
    assert any("U verliest er niets mee" in said for said in read(card))
    press(card, "0.yes")
    settled()
    assert not (tmp_path / "huis-opzij-2026-03-02").exists()
    assert set_aside.kept(tmp_path / "huis", apart=False) == ()
