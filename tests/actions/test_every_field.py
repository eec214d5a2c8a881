"""Every field of the pane beside the list obeys the stale-form rule (DATA.md 7)."""

from PySide6.QtCore import Qt

from tests.actions.pages import Open, some
from tests.every_field import both_are_shown


def test_both_are_shown_in_every_field(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    assert both_are_shown(it, it.page.pane) >= 3
