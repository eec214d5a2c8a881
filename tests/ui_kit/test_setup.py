from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.services import municipalities
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.services.unlock.passphrase import weakness
from zvhdesk.ui.kit import Message
from zvhdesk.ui.setup import SetupWindow, beginnings
from zvhdesk.ui.setup.person import initials_of

GOOD = "kanaal bliksem orgel tafel wolk zes"


@pytest.fixture
def window(qtbot: QtBot) -> SetupWindow:
    made = SetupWindow(
        beginnings(),
        municipalities.national(),
        lambda folder: "" if folder.is_dir() else "Deze map is er niet.",
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


W = TypeVar("W", bound=QWidget)


def find(window: QWidget, kind: type[W], name: str) -> W:
    found = window.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def press(window: QWidget, name: str) -> None:
    find(window, QAbstractButton, name).click()


def write(window: QWidget, name: str, text: str) -> None:
    edit = find(window, QLineEdit, name)
    edit.selectAll()
    QTest.keyClicks(edit, text)


def said(window: QWidget, name: str) -> str:
    return find(window, Message, name).text


def to_passphrase(window: SetupWindow) -> None:
    press(window, "setup.region.twente")
    press(window, "setup.next")
    write(window, "setup.user_name", "Anna van den Berg")
    press(window, "setup.next")
    assert window.step == 2


def to_sheets(window: SetupWindow) -> None:
    to_passphrase(window)
    write(window, "setup.passphrase", GOOD)
    write(window, "setup.passphrase_again", GOOD)
    press(window, "setup.next")
    window.vault_made(b"%PDF blad 1", b"%PDF blad 2")
    assert window.step == 3


def test_the_whole_set_up_gives_its_answers(qtbot: QtBot, window: SetupWindow, tmp_path: Path) -> None:
    to_passphrase(window)
    write(window, "setup.passphrase", GOOD)
    write(window, "setup.passphrase_again", GOOD)
    with qtbot.waitSignal(window.passphrase_chosen) as chosen:
        press(window, "setup.next")
    assert chosen.args == [GOOD]
    assert not find(window, QAbstractButton, "setup.next").isEnabled(), "busy"
    window.vault_made(b"%PDF blad 1", b"%PDF blad 2")
    with qtbot.waitSignal(window.print_asked) as asked:
        press(window, "setup.print1")
    assert asked.args == [1]
    window.sheet_printed(1)
    window.sheets.save_to(2, tmp_path / "blad.pdf")
    assert (tmp_path / "blad.pdf").read_bytes() == b"%PDF blad 2"
    press(window, "setup.handed1")
    press(window, "setup.handed2")
    press(window, "setup.next")
    write(window, "setup.backup_folder", str(tmp_path))
    press(window, "setup.next")
    with qtbot.waitSignal(window.finished) as finished:
        press(window, "setup.next")
    answers = finished.args[0]
    twente = municipalities.of_region("Twente")
    assert answers == SetupAnswers(
        house_name="Zorg- en Veiligheidshuis Twente",
        region="twente",
        process_manager_label="procesmanager",
        work_areas=("Werkgebied Noord", "Werkgebied Midden", "Werkgebied Zuid"),
        municipalities=tuple(gemeente.code for gemeente in twente),
        user_name="Anna van den Berg",
        user_initials="AvdB",
        user_role="procesmanager",
        backup_folder=str(tmp_path),
    )


def test_what_is_missing_is_said_beside_its_field(window: SetupWindow) -> None:
    press(window, "setup.next")
    assert window.step == 0
    assert said(window, "setup.house_name.error") == "Vul de naam van uw huis in."
    assert said(window, "setup.municipalities.error") == "Kies minstens één gemeente."
    assert find(window, QLineEdit, "setup.house_name").hasFocus()


def test_a_region_fills_the_fields_and_leaves_what_was_typed(window: SetupWindow) -> None:
    press(window, "setup.region.twente")
    write(window, "setup.house_name", "Ons huis")
    press(window, "setup.region.drenthe")
    answers = window.answers()
    assert answers.house_name == "Ons huis"
    assert answers.region == "drenthe"
    assert answers.work_areas == ("Drenthe",)
    assert len(answers.municipalities) == 12
    press(window, "setup.region.empty")
    assert window.answers().municipalities == ()


def test_gemeenten_are_found_and_ticked_by_key(qtbot: QtBot, window: SetupWindow) -> None:
    search = find(window, QLineEdit, "setup.municipality_search")
    QTest.keyClicks(search, "hengel")
    listed = find(window, QListView, "setup.municipality_list")
    assert listed.model().rowCount() == 1
    listed.setFocus()
    listed.setCurrentIndex(listed.model().index(0, 0))
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert window.answers().municipalities == ("GM0164",)
    spot = listed.visualRect(listed.model().index(0, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.x(), spot.y()))
    assert window.answers().municipalities == ()


def test_the_list_of_gemeenten_is_found_by_region_too_and_ticks_outlive_the_search(
    window: SetupWindow,
) -> None:
    press(window, "setup.region.drenthe")
    search = find(window, QLineEdit, "setup.municipality_search")
    QTest.keyClicks(search, "twente")
    assert find(window, QListView, "setup.municipality_list").model().rowCount() == 14
    assert len(window.answers().municipalities) == 12


def test_going_back_loses_nothing(window: SetupWindow) -> None:
    to_passphrase(window)
    write(window, "setup.passphrase", GOOD)
    press(window, "setup.back")
    press(window, "setup.back")
    assert window.step == 0
    areas = find(window, QPlainTextEdit, "setup.work_areas")
    areas.setPlainText("Noord\n\n Zuid \nNoord")
    press(window, "setup.label.procesregisseur")
    press(window, "setup.next")
    press(window, "setup.next")
    assert find(window, QLineEdit, "setup.passphrase").text() == GOOD
    answers = window.answers()
    assert answers.work_areas == ("Noord", "Zuid")
    assert answers.user_role == "procesregisseur"


@pytest.mark.parametrize(
    "first,again,where",
    [
        ("kort", "kort", "setup.passphrase.field.error"),
        (GOOD, GOOD + "x", "setup.passphrase_again.field.error"),
    ],
)
def test_a_weak_or_mistyped_passphrase_is_refused(
    window: SetupWindow, first: str, again: str, where: str
) -> None:
    sent: list[str] = []
    window.passphrase_chosen.connect(sent.append)
    to_passphrase(window)
    write(window, "setup.passphrase", first)
    write(window, "setup.passphrase_again", again)
    press(window, "setup.next")
    assert sent == []
    assert said(window, where)
    assert find(window, QLineEdit, "setup.passphrase").text() == first


def test_a_proposal_is_strong_and_readable_and_still_typed_again(window: SetupWindow) -> None:
    to_passphrase(window)
    press(window, "setup.propose")
    proposed = find(window, QLineEdit, "setup.passphrase")
    assert weakness(proposed.text()) is None
    assert proposed.displayText() == proposed.text()
    assert find(window, QLineEdit, "setup.passphrase_again").text() == ""


def test_the_keyring_is_told_and_a_refused_vault_comes_back(window: SetupWindow) -> None:
    to_passphrase(window)
    window.passphrase.tell_keyring("Er is geen sleutelbos die het programma vertrouwt.", usable=False)
    assert said(window, "setup.keyring").startswith("Er is geen sleutelbos")
    write(window, "setup.passphrase", GOOD)
    write(window, "setup.passphrase_again", GOOD)
    press(window, "setup.next")
    window.refuse_passphrase("In deze map staat al iets.")
    assert window.step == 2
    assert said(window, "setup.passphrase.field.error") == "In deze map staat al iets."
    assert find(window, QLineEdit, "setup.passphrase").text() == GOOD


def test_both_sheets_must_be_out_and_handed_over(window: SetupWindow, tmp_path: Path) -> None:
    to_sheets(window)
    following = find(window, QAbstractButton, "setup.next")
    first, second = (find(window, QAbstractButton, f"setup.handed{number}") for number in (1, 2))
    assert not following.isEnabled()
    assert not first.isEnabled()
    window.sheet_printed(1)
    first.click()
    assert not following.isEnabled()
    window.sheets.save_to(2, tmp_path / "geen" / "map.pdf")
    assert said(window, "setup.sheet2.said").startswith("Bewaren lukt niet")
    assert not second.isEnabled()
    window.sheets.save_to(2, tmp_path / "blad.pdf")
    second.click()
    assert following.isEnabled()


def test_once_there_is_a_vault_name_and_passphrase_are_fixed(window: SetupWindow) -> None:
    to_sheets(window)
    press(window, "setup.back")
    line = find(window, QLineEdit, "setup.passphrase")
    assert line.text() == "", "it is not kept in a field"
    assert not line.isEnabled()
    press(window, "setup.back")
    press(window, "setup.back")
    assert find(window, QLineEdit, "setup.house_name").isReadOnly()
    for _ in range(3):
        press(window, "setup.next")
    assert window.step == 3, "and no second vault is asked for"


def test_saving_asks_for_a_place_without_a_second_event_loop(
    qtbot: QtBot, window: SetupWindow, tmp_path: Path
) -> None:
    to_sheets(window)
    press(window, "setup.save1")
    dialog = find(window, QFileDialog, "dialog.file")
    dialog.fileSelected.emit(str(tmp_path / "een.pdf"))
    dialog.reject()
    assert (tmp_path / "een.pdf").read_bytes() == b"%PDF blad 1"


def test_the_backup_folder_must_be_there_or_come_later(window: SetupWindow, tmp_path: Path) -> None:
    to_sheets(window)
    for number in (1, 2):
        window.sheet_printed(number)
        press(window, f"setup.handed{number}")
    press(window, "setup.next")
    press(window, "setup.next")
    assert said(window, "setup.backup_folder.error") == "Kies een map, of kies hem later."
    write(window, "setup.backup_folder", str(tmp_path / "geen"))
    press(window, "setup.next")
    assert said(window, "setup.backup_folder.error") == "Deze map is er niet."
    press(window, "setup.backup_later")
    press(window, "setup.next")
    assert window.step == 5
    assert window.answers().backup_folder == ""
    window.refuse("Het huis kon niet worden ingericht.")
    assert said(window, "setup.message") == "Het huis kon niet worden ingericht."


@pytest.mark.parametrize(
    "name,initials",
    [("Anna van den Berg", "AvdB"), ("J. de Vries-Smit", "JdVS"), ("", ""), ("Özlem Çelik", "ÖÇ")],
)
def test_initials_come_from_the_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials
