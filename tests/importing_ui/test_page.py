"""The import page: from a file to the board, by mouse and by keyboard, and what it never shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.importing_ui import registers
from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.models.cases import Case
from zvhdesk.models.house import ImportMapping, Partner
from zvhdesk.services.importing.fields import Field
from zvhdesk.ui.grid import Grid
from zvhdesk.ui.grid.delegate import EDITOR
from zvhdesk.ui.importing import ImportPage
from zvhdesk.ui.importing.page import CHECK, COLUMNS, DONE, FILE
from zvhdesk.ui.kit import Button, Message, Select
from zvhdesk.ui.shell import TITLE, MainWindow
from zvhdesk.ui.tasks import Tasks

Settled = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return registers.write(tmp_path / "export_oud_systeem.csv", registers.with_faults())


def press(page: ImportPage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key)


def words(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def said(page: QWidget, name: str) -> str:
    found = page.findChild(Message, name)
    assert found is not None, name
    return found.text


def counted(qtbot: QtBot, tasks: Tasks) -> tuple[int, list[tuple[str, PartnerDomain, PartnerClass]], int]:
    found: list[tuple[int, list[tuple[str, PartnerDomain, PartnerClass]], int]] = []
    tasks.read(
        lambda session: (
            session.scalar(select(func.count()).select_from(Case)) or 0,
            [(p.name, p.domain, p.class_) for p in session.scalars(select(Partner).order_by(Partner.name))],
            session.scalar(select(func.count()).select_from(ImportMapping)) or 0,
        ),
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def column(page: ImportPage, heading: str) -> str:
    return next(str(row.words) for row in page.columns_step.columns.rows.rows if row.heading == heading)


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
        link = QPoint(where.left() + 90, where.bottom() - 14)
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


def test_a_number_that_came_into_use_meanwhile_refuses_the_whole(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    tasks.change(
        lambda session: session.add_all_new([Case(stream_id="other", number="VH-25-00001")]),
        "case.create",
        lambda _nothing: None,
    )
    settled()
    page.next.click()
    settled()
    assert page.step == CHECK
    assert "Controleer opnieuw" in said(page, "import.check.error")
    assert counted(qtbot, tasks)[0] == 2


def test_cancelling_while_it_is_written_keeps_nothing(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, tmp_path: Path
) -> None:
    page.open_file(registers.write(tmp_path / "groot.csv", registers.rows(1500)))
    settled()
    page.next.click()
    settled()
    page.next.click()
    assert page.cancel.isEnabled()
    assert page.next.text() == "Bezig…"
    page.next.click()  # a second Enter does nothing
    QTest.keyClick(page, Key.Key_Escape)
    settled()
    assert page.step == CHECK
    assert said(page, "import.check.error") == "Geannuleerd. Er is niets opgeslagen."
    assert counted(qtbot, tasks)[0] == 1
    assert page.next.isEnabled()


def test_ten_thousand_rows_go_through_the_check(page: ImportPage, settled: Settled, tmp_path: Path) -> None:
    lines = registers.rows(10_000)
    for line in lines[5_000:]:
        line[6] = "123456789"
    page.open_file(registers.write(tmp_path / "groot.csv", lines))
    settled()
    page.next.click()
    bar = page.columns_step.progress
    assert bar.isVisible()
    assert bar.words == "Gecontroleerd: 0 van 10000"
    settled()
    assert page.next.text() == "5.000 casussen overnemen"
    assert page.check_step.rejected.rows.rowCount() == 5_000
    page.grab()


def test_the_mapping_is_remembered_for_the_next_file(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, tmp_path: Path
) -> None:
    rows = registers.rows(6)
    page.open_file(registers.write(tmp_path / "een.csv", rows[:3]))
    settled()
    grid = page.columns_step.columns
    product = grid.rows.index(8, grid.rows.column_at("field"))
    grid.rows.setData(product, Field.TOPIC.value, Qt.ItemDataRole.EditRole)
    page.next.click()
    settled()
    page.next.click()
    settled()
    assert counted(qtbot, tasks)[2] == 1
    page.done_step.again.click()
    page.open_file(registers.write(tmp_path / "twee.csv", rows[3:]))
    settled()
    assert column(page, "Regie") == "Hoofdonderwerp"


def test_the_list_of_errors_is_saved_where_the_person_says(
    qtbot: QtBot, page: ImportPage, settled: Settled, register: Path, tmp_path: Path
) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    page.check_step.save.click()
    dialog = page.findChild(QFileDialog, "dialog.file")
    assert dialog is not None
    target = tmp_path / "foutenlijst.csv"
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(str(target))
    dialog.accept()
    qtbot.waitUntil(target.exists)
    settled()
    text = target.read_text("utf-8-sig")
    assert "30 februari 2025 bestaat niet" in text
    for line in registers.with_faults():
        assert line[4] not in text
        assert line[6] not in text


def test_a_file_is_dropped_on_the_page(page: ImportPage, settled: Settled, register: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register))])
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    settled()
    assert page.step == COLUMNS


def test_cancel_before_anything_is_stored_begins_anew(
    page: ImportPage, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    page.cancel.click()
    assert page.step == FILE
    assert page.columns_step.columns.rows.rows == ()
    assert page.check_step.rejected.rows.rows == ()


def test_a_screen_reader_hears_what_each_thing_is(page: ImportPage, settled: Settled, register: Path) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    assert page.strip.accessibleName().endswith("Overnemen (later)")
    for name, spoken in (
        ("import.check.columns", "Kolommen van het bestand"),
        ("import.columns", "Kolommen van het bestand"),
        ("import.partners", "Nieuwe organisaties"),
    ):
        table = page.findChild(QTableView, name)
        assert table is not None
        assert table.accessibleName() == spoken
    rejected = page.check_step.rejected
    row = rejected.rows.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.startswith("Rij 11: JOR is voor 12 tot en met 23 jaar")
    assert row.endswith("Overnemen en afwijking vastleggen: Enter")
    for button in page.findChildren(Button):
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface is not None
        assert not button.isVisible() or interface.text(QAccessible.Text.Name)


def test_the_page_is_drawn_and_fits_a_small_window(
    window: MainWindow, page: ImportPage, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    window.resize(1280, 720)
    picture = page.grab().toImage()
    seen = {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, 700, 5)}
    assert len(seen) > 20
    for widget in (page.next, page.check_step.save):
        assert window.rect().contains(widget.mapTo(window, widget.rect().bottomRight()))
