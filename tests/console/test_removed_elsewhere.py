"""A point that another desk takes off the agenda while somebody types under it here."""

from PySide6.QtCore import Qt

from tests.console.conftest import Table
from tests.elsewhere import heard


def test_what_was_typed_under_a_removed_point_is_kept_and_found(table: Table) -> None:
    item = table.page.acts.item_id
    table.page.board.line.edit.start_with("@Politie belt de buren")
    table.asked(lambda d: heard(d, ("agenda_item", item, "deleted"), value=True, seen=True))
    table.settle()
    notice = table.page.board.notice
    assert notice.text.startswith("Dit agendapunt is op een andere computer van de agenda gehaald.")
    assert notice.text.endswith("Wat u typte, is bewaard.")
    notice.step.click()
    table.settle()
    left = table.page.board.left.card
    assert left.isVisible()
    assert "@Politie belt de buren" in [text.text() for text in left.texts]
    table.press(Qt.Key.Key_Escape)
    assert not left.isVisible()
