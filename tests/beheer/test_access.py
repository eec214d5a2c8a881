"""Beheer, Toegang: two new recovery sheets, and another passphrase, over a real vault."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.beheer.conftest import PASSPHRASE
from tests.store.world import refused
from zvhdesk.domain.store_refusals import SheetTrouble, WrongPassphrase, WrongSheet
from zvhdesk.models.local import AccessEvent, Draft
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.services.unlock.passphrase import pause_after
from zvhdesk.services.unlock.vault import NewHouse
from zvhdesk.tour.chapters.setup import rows_of
from zvhdesk.tour.reading import read_pdf
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.beheer.access_pane import AccessPane
from zvhdesk.ui.beheer.proof import Proof
from zvhdesk.ui.kit import Button, Check, Message, TagLabel
from zvhdesk.ui.preview import PreviewWindow
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.unlock.attempts import Attempts

Settled = Callable[[], None]
Key = Qt.Key
WRONG = "vijf heel andere woorden hier"
NEW = "lantaarn zuivel trommel egel marmer fluit"


@pytest.fixture
def pane(window: MainWindow, page: AdminPage, settled: Settled) -> AccessPane:
    window.resize(1440, 900)
    page.tabs.open("access")
    settled()
    return page.access


def line(pane: QWidget, name: str) -> QLineEdit:
    found = pane.findChild(QLineEdit, f"admin.access.{name}")
    assert found is not None, name
    return found


def write(pane: QWidget, name: str, text: str) -> None:
    editor = line(pane, name)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)


def said(pane: QWidget, name: str) -> str:
    found = pane.findChild(Message, f"admin.access.{name}")
    assert found is not None, name
    return found.text


def words(pane: QWidget, name: str) -> str:
    found = pane.findChild(QLabel, f"admin.access.{name}")
    assert found is not None, name
    return found.text()


def button(pane: QWidget, name: str) -> Button:
    found = pane.findChild(Button, f"admin.access.{name}")
    assert found is not None, name
    return found


def tick(pane: QWidget, number: int) -> Check:
    found = pane.findChild(Check, f"admin.access.handed{number}")
    assert found is not None
    return found


def begin(pane: AccessPane, settled: Settled, passphrase: str = PASSPHRASE) -> None:
    write(pane, "passphrase", passphrase)
    QTest.keyClick(line(pane, "passphrase"), Key.Key_Return)
    settled()


def hand_over(pane: AccessPane, folder: Path) -> list[str]:
    """Save both sheets and tick them; what a person types over from each."""
    typed = []
    for number in (1, 2):
        where = folder / f"blad-{number}.pdf"
        pane.sheets.handover.save_to(number, where)
        tick(pane, number).click()
        typed.append("\n".join(rows_of(read_pdf(where.read_bytes()))))
    return typed


def accounted(qtbot: QtBot, tasks: Tasks) -> list[tuple[str, str]]:
    found: list[list[tuple[str, str]]] = []
    tasks.read(
        lambda s: [tuple(row) for row in s.execute(select(AccessEvent.action, AccessEvent.result))],
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    return [row for row in found[0] if row[0].startswith(("sheets", "passphrase"))]


def test_new_sheets_from_the_question_to_the_papers(
    qtbot: QtBot,
    pane: AccessPane,
    tasks: Tasks,
    settled: Settled,
    house_folder: Path,
    sealed: tuple[Path, NewHouse],
    keyring: MemoryKeyring,
    tmp_path: Path,
) -> None:
    old = sealed[1].sheets
    assert words(pane, "sheets").startswith(f"Geldig zijn de bladen met kenmerk {old[0].pair}")
    begin(pane, settled)
    assert line(pane, "passphrase").text() == "", "it is not kept in a field"
    assert not button(pane, "use").isEnabled()
    assert old[0].pair in words(pane, "not_yet")
    assert vault.sheets_mark(house_folder) == old[0].pair, "the old ones are good until one says so"
    first, second = hand_over(pane, tmp_path)
    button(pane, "use").click()
    settled()
    mark = vault.sheets_mark(house_folder)
    assert mark != old[0].pair
    assert words(pane, "sheets") == f"Geldig zijn de bladen van 12 mrt 2026, kenmerk {mark}."
    assert mark in said(pane, "sheets.message")
    assert accounted(qtbot, tasks) == [("sheets.make", "ok"), ("sheets.renew", "ok")]
    folder = tmp_path / "elders"
    folder.mkdir()
    shutil.copy(house_folder / "vault.json", folder)
    with refused(WrongSheet(1, SheetTrouble.OTHER_HOUSE)):
        vault.recover(folder, old[0].text, old[1].text, NEW, keyring)
    with refused(WrongSheet(2, SheetTrouble.OTHER_HOUSE)):
        vault.recover(folder, first, old[1].text, NEW, keyring)
    with refused(WrongSheet(1, SheetTrouble.OTHER_HOUSE)):
        vault.recover(folder, old[0].text, second, NEW, keyring)
    assert vault.recover(folder, first, second, NEW, keyring) == sealed[1].key


@pytest.mark.parametrize("typed", ["", WRONG])
def test_without_the_passphrase_there_are_no_sheets(
    qtbot: QtBot,
    pane: AccessPane,
    tasks: Tasks,
    settled: Settled,
    typed: str,
    house_folder: Path,
    sealed: tuple[Path, NewHouse],
) -> None:
    begin(pane, settled, typed)
    why = said(pane, "passphrase.field.error")
    assert why.startswith("Deze wachtwoordzin opent het huis niet" if typed else "Typ uw wachtwoordzin")
    assert line(pane, "passphrase").text() == typed
    assert not pane.sheets.handover.isVisible()
    assert accounted(qtbot, tasks) == ([("sheets.make", "refused")] if typed else [])
    assert vault.sheets_mark(house_folder) == sealed[1].sheets[0].pair


def test_both_must_be_out_and_handed_over_and_one_may_still_leave_it(
    pane: AccessPane, settled: Settled, house_folder: Path, sealed: tuple[Path, NewHouse], tmp_path: Path
) -> None:
    begin(pane, settled)
    assert not tick(pane, 1).isEnabled()
    assert not button(pane, "change").isEnabled(), "the vault stays as it is meanwhile"
    pane.sheets.handover.save_to(1, tmp_path / "geen" / "blad.pdf")
    assert said(pane, "sheet1.said").startswith("Bewaren lukt niet")
    button(pane, "print2").click()
    preview = pane.window().findChild(PreviewWindow)
    assert preview is not None
    preview.save_to(tmp_path / "blad-2.pdf")
    preview.close()
    tick(pane, 2).click()
    assert not tick(pane, 1).isEnabled()
    assert not button(pane, "use").isEnabled()
    hand_over(pane, tmp_path)
    button(pane, "leave").click()
    assert said(pane, "sheets.message").startswith("De oude bladen gelden nog")
    assert button(pane, "change").isEnabled()
    assert vault.sheets_mark(house_folder) == sealed[1].sheets[0].pair


def test_sheets_of_a_second_time_are_not_handed_over_yet(
    pane: AccessPane, settled: Settled, tmp_path: Path
) -> None:
    begin(pane, settled)
    hand_over(pane, tmp_path)
    button(pane, "leave").click()
    begin(pane, settled)
    assert not tick(pane, 1).isChecked()
    assert not tick(pane, 1).isEnabled()
    assert not button(pane, "use").isEnabled()


def test_another_passphrase(
    qtbot: QtBot,
    pane: AccessPane,
    tasks: Tasks,
    settled: Settled,
    house_folder: Path,
    sealed: tuple[Path, NewHouse],
    keyring: MemoryKeyring,
) -> None:
    house = sealed[1]
    write(pane, "current", PASSPHRASE)
    write(pane, "new_passphrase", NEW)
    write(pane, "new_passphrase_again", NEW)
    QTest.keyClick(line(pane, "new_passphrase_again"), Key.Key_Return)
    settled()
    assert said(pane, "passphrase.message").startswith("De wachtwoordzin is gewijzigd.")
    kept = [line(pane, name).text() for name in ("current", "new_passphrase", "new_passphrase_again")]
    assert kept == ["", "", ""]
    assert vault.unlock(house_folder, NEW, keyring) == house.key
    with refused(WrongPassphrase()):
        vault.unlock(house_folder, PASSPHRASE, keyring)
    first, second = (sheet.text for sheet in house.sheets)
    assert vault.recover(house_folder, first, second, PASSPHRASE, keyring) == house.key
    assert accounted(qtbot, tasks) == [("passphrase.change", "ok")]


@pytest.mark.parametrize(
    "current, new, again, where, why",
    [
        ("", NEW, NEW, "current.field.error", "Typ uw wachtwoordzin van nu."),
        (WRONG, NEW, NEW, "current.field.error", "Deze wachtwoordzin opent het huis niet."),
        (PASSPHRASE, "kort", "kort", "new_passphrase.field.error", "Deze wachtwoordzin is te kort."),
        (PASSPHRASE, NEW, NEW + "x", "new_passphrase_again.field.error", "De twee zinnen zijn niet gelijk."),
        (
            PASSPHRASE,
            PASSPHRASE,
            PASSPHRASE,
            "new_passphrase.field.error",
            "Dit is de wachtwoordzin die u nu",
        ),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(
    pane: AccessPane,
    settled: Settled,
    house_folder: Path,
    current: str,
    new: str,
    again: str,
    where: str,
    why: str,
) -> None:
    before = (house_folder / "vault.json").read_bytes()
    typed = {"current": current, "new_passphrase": new, "new_passphrase_again": again}
    for name, text in typed.items():
        write(pane, name, text)
    button(pane, "change").click()
    settled()
    assert said(pane, where).startswith(why)
    assert {name: line(pane, name).text() for name in typed} == typed
    assert (house_folder / "vault.json").read_bytes() == before


def test_after_ten_wrong_ones_one_waits_in_both_cards(qtbot: QtBot) -> None:
    now = [0.0]
    attempts = Attempts(pause_after)
    first, second = (Proof(name, "Uw wachtwoordzin", attempts, lambda: now[0]) for name in ("een", "twee"))
    for proof in (first, second):
        qtbot.addWidget(proof.field)
        proof.editor.set_text(WRONG)
    for _ in range(9):
        first.refuse(WrongPassphrase())
        assert first.wrong()[1] == ""
    first.refuse(WrongPassphrase())
    assert first.field.error.endswith("Wacht nog 5 s.")
    assert second.wrong()[1] == "Wacht nog 5 s."
    assert first.editor.text == WRONG
    now[0] = 5.0
    assert first.wrong()[1] == second.wrong()[1] == ""
    qtbot.waitUntil(lambda: first.field.error == "U kunt het opnieuw proberen.")
    first.accepted()
    assert first.editor.text == ""
    assert attempts.tries == 0


def test_no_draft_holds_a_passphrase(
    qtbot: QtBot, window: MainWindow, pane: AccessPane, tasks: Tasks, settled: Settled
) -> None:
    for name in ("passphrase", "current", "new_passphrase", "new_passphrase_again"):
        write(pane, name, NEW)
    window.go("board")
    settled()
    found: list[int] = []
    tasks.read(lambda s: s.scalar(select(func.count()).select_from(Draft)), found.append)
    qtbot.waitUntil(lambda: found == [0])
    window.go("admin", "access")
    settled()
    assert line(pane, "new_passphrase").text() == NEW, "and it is still there on coming back"


def test_all_of_it_by_keyboard(pane: AccessPane, settled: Settled, tmp_path: Path) -> None:
    def reached(start: QWidget, steps: int) -> list[str]:
        start.setFocus()
        found = []
        for _ in range(steps):
            QTest.keyClick(QApplication.focusWidget() or pane, Key.Key_Tab)
            widget = QApplication.focusWidget()
            found.append(widget.objectName().removeprefix("admin.access.") if widget else "")
        return [name for name in found if not name.endswith(".reveal")]

    assert reached(line(pane, "passphrase"), 8) == [
        *("make", "current", "new_passphrase", "new_propose", "new_passphrase_again"),
    ]
    begin(pane, settled)
    assert button(pane, "print1").hasFocus()
    hand_over(pane, tmp_path)
    assert reached(button(pane, "print1"), 7) == [
        *("save1", "handed1", "print2", "save2", "handed2", "use", "leave"),
    ]


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (720, 450)], ids=["wide", "small", "at 200 %"])
def test_nothing_is_wider_than_the_window(
    window: MainWindow, pane: AccessPane, settled: Settled, size: tuple[int, int]
) -> None:
    window.resize(*size)
    begin(pane, settled)
    inside = pane.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= pane.viewport().width()
    for part in pane.findChildren(QWidget):
        if part.isVisible() and part.objectName().startswith("admin.access."):
            assert part.mapTo(inside, part.rect().topRight()).x() <= inside.width()


def test_the_tag_says_when_it_is_time_for_new_ones(
    pane: AccessPane, settled: Settled, tmp_path: Path
) -> None:
    tag = pane.findChild(TagLabel, "admin.access.tag")
    assert tag is not None
    assert tag.text == "hebt u deze bladen niet: maak nieuwe"
    begin(pane, settled)
    hand_over(pane, tmp_path)
    button(pane, "use").click()
    settled()
    assert tag.text == "uitgereikt"


def test_while_it_is_being_done_the_keyboard_stays_and_nothing_is_sent_twice(
    qtbot: QtBot, pane: AccessPane, tasks: Tasks, settled: Settled
) -> None:
    write(pane, "passphrase", WRONG)
    button(pane, "make").setFocus()
    for _ in range(2):
        button(pane, "make").click()
        QTest.keyClick(line(pane, "passphrase"), Key.Key_Return)
    assert line(pane, "passphrase").hasFocus()
    assert line(pane, "passphrase").isReadOnly()
    settled()
    assert not line(pane, "passphrase").isReadOnly()
    assert accounted(qtbot, tasks) == [("sheets.make", "refused")]


def test_in_a_low_window_the_keyboard_is_in_view(
    qtbot: QtBot, window: MainWindow, pane: AccessPane, settled: Settled
) -> None:
    def in_view(name: str) -> bool:
        widget = QApplication.focusWidget()
        return (
            widget is not None
            and widget.objectName() == f"admin.access.{name}"
            and pane.viewport().rect().contains(widget.mapTo(pane.viewport(), widget.rect().center()))
        )

    window.resize(720, 450)
    begin(pane, settled)
    qtbot.waitUntil(lambda: in_view("print1"))
    button(pane, "leave").click()
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    button(pane, "change").click()
    qtbot.waitUntil(lambda: in_view("current"))
