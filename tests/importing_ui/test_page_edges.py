"""The import screen at its edges: cancelling, many rows, errors saved, a screen reader, the picture."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from tests.importing_ui import registers
from tests.importing_ui.looking import Key, Settled, column, counted, said
from zvhdesk.models.cases import Case
from zvhdesk.services.importing.fields import Field
from zvhdesk.ui.importing import ImportPage
from zvhdesk.ui.importing.page import CHECK, COLUMNS, FILE
from zvhdesk.ui.kit import Button
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks


def test_a_number_that_came_into_use_meanwhile_refuses_the_whole(
    qtbot: QtBot, page: ImportPage, tasks: Tasks, settled: Settled, register: Path
) -> None:
    page.open_file(register)
    settled()
    page.next.click()
    settled()
    tasks.act(
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
    assert row.startswith("Rij 11: kolom Geboren. JOR is voor 12 tot en met 23 jaar")
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
