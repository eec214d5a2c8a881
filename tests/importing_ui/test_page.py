"""The import page: from a file to the board, by mouse and by keyboard, and what it never shows."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.importing_ui import registers
from tests.importing_ui.looking import Key, Settled, column, counted, press, said, words
from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.models.cases import Case
from zvhdesk.services.importing.fields import Field
from zvhdesk.ui.grid import Grid
from zvhdesk.ui.grid.delegate import EDITOR
from zvhdesk.ui.importing import ImportPage
from zvhdesk.ui.importing.page import CHECK, COLUMNS, DONE, FILE
from zvhdesk.ui.importing.rejected import LET_IN, RejectedDelegate
from zvhdesk.ui.kit import Button, Select
from zvhdesk.ui.shell import TITLE, MainWindow
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text, font


def test_it_opens_empty_with_how_to_begin(page: ImportPage) -> None:
    assert page.step == FILE
    choose = page.findChild(Button, "import.choose")
    assert choose is not None
    assert choose.isVisible()
    assert choose.text() == "Bestand kiezen"
    assert not page.next.isVisible()


def test_from_file_to_board(
    qtbot: QtBot, window: MainWindow, page: ImportPage, tasks: Tasks, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    assert page.step == COLUMNS
    assert (column(page, "Zaak"), column(page, "Burgerservicenr")) == ("Casusnummer", "BSN")
    assert column(page, "Overleg") == "Casustafel"
    page.next.click()
    settled()
    assert page.step == CHECK
    assert words(page, "import.rejected.title") == "6 rijen worden niet overgenomen"
    assert [row.line for row in page.check_step.rejected.rows.rows] == [3, 5, 7, 9, 11, 13]
    assert page.next.text() == "14 casussen overnemen"
    assert counted(qtbot, tasks)[0] == 1  # nothing is stored yet
    assert "Alles in één keer, of niets." in words(page, "import.what")
    page.next.click()
    settled()
    assert page.step == DONE
    assert "14 casussen overgenomen" in page.done_step.text
    assert "6 rijen niet overgenomen" in page.done_step.text
    assert counted(qtbot, tasks)[0] == 15
    assert window.windowTitle() == TITLE
    page.done_step.board.click()
    assert window.key == "board"
    assert page.step == FILE


def test_each_row_that_stays_out_has_its_column(page: ImportPage, settled: Settled, register: Path) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    rejected = page.check_step.rejected
    rows = rejected.rows.rows
    assert [row.column for row in rows] == [
        "Zaak", "Ingekomen op", "Plaats", "Burgerservicenr", "Geboren", "Geboren",
    ]  # fmt: skip
    assert [label.text() for label in page.check_step.findChildren(QLabel) if label.text() == "Kolom"]
    assert rejected.rows.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Rij 7: kolom Plaats. Gemeente Enschedee onbekend. Bedoelt u Enschede?"
    )


@pytest.mark.parametrize("width", [1024, 1440])
def test_the_act_of_a_row_is_whole_and_nothing_is_cut_off(
    window: MainWindow, page: ImportPage, settled: Settled, register: Path, width: int
) -> None:
    window.resize(width, 700)
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    QApplication.sendPostedEvents()
    rejected = page.check_step.rejected
    delegate = rejected.itemDelegate()
    assert isinstance(delegate, RejectedDelegate)
    act = delegate.act_rect(rejected.visualRect(rejected.rows.index(4, 0)))
    assert act.width() >= QFontMetrics(font(Text.SUB)).horizontalAdvance(LET_IN)
    right = rejected.mapTo(page, QPoint(rejected.width(), 0))
    assert right.x() <= page.width()


def test_filled_columns_that_are_left_out_are_said(
    page: ImportPage, settled: Settled, tmp_path: Path
) -> None:
    lines = [[*row, "zie dossier", ""] for row in registers.rows(4)]
    headings = (*registers.HEADINGS, "Opmerking", "Bijlage")
    page.open_file(registers.write(tmp_path / "x.csv", lines, headings))
    settled()
    assert said(page, "import.left_out") == "Deze kolom is gevuld en gaat niet mee: Opmerking."
    page.columns_step.columns.edited.emit("9", "field", Field.TOPIC.value)
    settled()
    assert said(page, "import.left_out") == ""


def test_the_whole_line_by_keyboard(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    assert QApplication.focusWidget() is page.columns_step.columns
    # The last column, `Regie`, becomes nothing after all: the choice opens by Enter and closes by Enter.
    for _ in range(8):
        press(page, Key.Key_Down)
    press(page, Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, Select)
    assert editor.value == Field.PRODUCT.value
    press(page, Key.Key_Home)
    press(page, Key.Key_Return)
    qtbot.waitUntil(lambda: column(page, "Regie") == "Niet overnemen")
    page.next.setFocus()
    press(page, Key.Key_Return)
    settled()
    assert QApplication.focusWidget() is page.next
    rejected = page.check_step.rejected
    rejected.setFocus()
    for _ in range(4):
        press(page, Key.Key_Down)
    press(page, Key.Key_Return)
    settled()
    assert page.next.text() == "15 casussen overnemen"
    page.next.setFocus()
    press(page, Key.Key_Return)
    settled()
    assert QApplication.focusWidget() is page.done_step.board
    assert counted(qtbot, tasks)[0] == 16


def test_an_age_outside_the_limits_comes_in_only_when_a_person_says_so(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    rows = page.check_step.rejected.rows.rows
    assert [row.line for row in rows if row.waivable] == [11]
    rejected = page.check_step.rejected

    def click() -> None:
        QApplication.sendPostedEvents()  # laid out
        index = rejected.rows.index(4, 0)
        rejected.scrollTo(index)
        where = rejected.visualRect(index)
        link = QPoint(where.left() + 200, where.bottom() - 14)
        QTest.mouseClick(rejected.viewport(), Qt.MouseButton.LeftButton, pos=link)
        settled()

    click()
    assert words(page, "import.rejected.title") == "5 rijen worden niet overgenomen"
    assert [row.line for row in rejected.rows.rows if row.accepted] == [11]
    assert page.next.text() == "15 casussen overnemen"
    click()
    assert page.next.text() == "14 casussen overnemen"
    click()
    assert page.next.text() == "15 casussen overnemen"
    page.next.click()
    settled()
    recorded: list[list[str]] = []
    tasks.read(
        lambda s: list(s.scalars(select(Case.age_deviation).where(Case.age_deviation.is_not(None)))),
        recorded.append,
    )
    qtbot.waitUntil(lambda: bool(recorded))
    assert len(recorded[0]) == 1


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of the list that drops down
def test_what_a_person_says_of_organisations_is_stored(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    grid = page.columns_step.partners
    names = {row.id for row in grid.rows.rows}
    assert "Woonstichting De Brug" in names
    assert "GGZ De Regge" not in names  # the house has it already
    at = grid.rows.at("Woonstichting De Brug")
    cell = grid.rows.index(at, grid.rows.column_at("class_"))
    QApplication.sendPostedEvents()  # laid out
    grid.scrollTo(cell)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(cell).center())
    editor = grid.findChild(Select, EDITOR)
    assert editor is not None
    editor.hidePopup()
    editor.choose(PartnerClass.THIRD.value)
    editor.activated.emit(editor.currentIndex())
    page.next.click()
    settled()
    page.next.click()
    settled()
    stored = {name: (domain, class_) for name, domain, class_ in counted(qtbot, tasks)[1]}
    assert stored["Woonstichting De Brug"] == (PartnerDomain.UNKNOWN, PartnerClass.THIRD)
    assert stored["Politie Oost"] == (PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1)


def test_nothing_on_the_page_holds_a_name_or_a_bsn(
    page: ImportPage, settled: Settled, register: Path
) -> None:
    lines = registers.with_faults()
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    shown = " ".join(
        str(grid.rows.data(grid.rows.index(row, column)))
        for grid in page.findChildren(Grid)
        for row in range(grid.rows.rowCount())
        for column in range(grid.rows.columnCount())
    )
    shown += " ".join(row.reason for row in page.check_step.rejected.rows.rows)
    for line in lines:
        assert line[6] not in shown
        assert line[4] not in shown
        assert line[4].split()[-1] not in shown.split()
    assert f"•••••{lines[0][6][-4:]}, elfproef klopt" in shown


def test_a_wrong_file_is_refused_with_what_to_do(page: ImportPage, settled: Settled, tmp_path: Path) -> None:
    for name, data in (("leeg.csv", b""), ("oud.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100)):
        path = tmp_path / name
        path.write_bytes(data)
        page.open_file(path)
        settled()
        assert page.step == FILE
        assert said(page, "import.file.error")
    page.open_file(tmp_path / "weg.csv")
    settled()
    assert "kan niet worden gelezen" in said(page, "import.file.error")


def test_without_number_or_date_nothing_is_checked(
    page: ImportPage, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    grid = page.columns_step.columns
    grid.rows.setData(grid.rows.index(0, grid.rows.column_at("field")), "", Qt.ItemDataRole.EditRole)
    page.next.click()
    assert page.step == COLUMNS
    assert said(page, "import.columns.error") == "Wijs eerst aan welke kolom casusnummer is."
