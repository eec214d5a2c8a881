"""The button puts the own note in the dossier; Ctrl+Z puts it back where it was, on this desk alone."""

from PySide6.QtCore import Qt

from tests.console.conftest import Table
from tests.console.test_keyboard import case_now, now

KEY = Qt.Key
NOTE = "Eerst het doel"


def test_ctrl_z_after_the_button_shows_the_own_note_again(table: Table) -> None:
    own = table.page.board.own
    assert own.text is not None
    own.text.editor.setFocus()
    table.type(NOTE)
    table.click("console.own.move")
    assert [note.text for note in case_now(table).notes] == [NOTE]
    assert own.text.text == ""
    table.page.board.header.wall.setFocus()
    table.ctrl(KEY.Key_Z)
    assert case_now(table).notes == ()
    assert own.text.text == NOTE
    assert now(table).own_note == NOTE
