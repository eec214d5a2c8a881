"""At the door: a guest who bears a name from a case is asked about once, and let in when confirmed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea

from tests.console.conftest import Table
from tests.console.test_keyboard import now

KEY = Qt.Key


def test_the_name_of_somebody_in_a_case_is_asked_about_once(table: Table) -> None:
    table.press(KEY.Key_F7)
    table.type("Tolkbureau")
    table.press(KEY.Key_Return)
    form = table.page.board.door.guest
    form.capacity.choose("interpreter")
    form.name_.setText("Joost Aalberts")
    table.press(KEY.Key_Return)
    field = form._fields["Naam"]
    assert "“Joost Aalberts”" in field.error
    assert form.name_.text() == "Joost Aalberts"
    assert not [row for row in now(table).attendance if row.partner_id is None]
    assert table.focus is form.name_
    table.press(KEY.Key_Return)
    assert [row.name for row in now(table).attendance if row.partner_id is None] == ["Joost Aalberts"]


def test_a_changed_name_is_asked_about_anew(table: Table) -> None:
    table.press(KEY.Key_F7)
    table.type("Tolkbureau")
    table.press(KEY.Key_Return)
    form = table.page.board.door.guest
    form.capacity.choose("interpreter")
    for name in ("Joost Aalberts", "F. Smit"):
        form.name_.setText(name)
        form.admit()
        table.settle()
        assert f"“{name}”" in form._fields["Naam"].error
    assert not [row for row in now(table).attendance if row.partner_id is None]


def test_in_a_low_window_all_that_is_asked_is_in_view(table: Table) -> None:
    table.window.resize(1024, 700)
    table.press(KEY.Key_F7)
    table.type("Tolkbureau")
    table.press(KEY.Key_Return)
    area = table.find(QScrollArea, "console.door.area")
    table.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    form = table.page.board.door.guest
    form.capacity.choose("interpreter")
    form.name_.setText("Joost Aalberts")
    table.press(KEY.Key_Return)
    said = form._fields["Naam"].message
    foot = QPoint(0, said.height())
    table.qtbot.waitUntil(lambda: said.mapTo(area.viewport(), foot).y() <= area.viewport().height())
