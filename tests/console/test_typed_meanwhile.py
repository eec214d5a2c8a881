"""Typed in the moment between Ctrl+PgDn and the next case: it belongs to the case it was typed at."""

from PySide6.QtCore import Qt
from sqlalchemy import select

from tests.console.conftest import Table
from zvhdesk.domain.terms import Step
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import ChairNote, NoteParagraph

KEY = Qt.Key
SAID = "Dit hoort bij de eerste casus"


def test_a_note_is_not_committed_under_the_next_case(table: Table) -> None:
    for _ in range(2):
        table.alt(KEY.Key_Right)
    assert table.page.view is not None
    assert table.page.view.step is Step.JUDGEMENT
    table.page.view.begin()
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier, settle=False)
    table.type(SAID)
    table.settle()
    assert table.page.view.item_id == table.world.item(1)
    notes = table.asked(
        lambda desk: desk.read(lambda s: s.execute(select(NoteParagraph.item_id, NoteParagraph.text)).all())
    )
    assert [tuple(note) for note in notes] == [(table.world.item(0), SAID)]
    assert table.asked(lambda desk: desk.read(lambda s: s.scalars(select(Draft.text)).all())) == []


def test_the_own_note_is_not_kept_under_the_next_case(table: Table) -> None:
    assert table.page.board.own.text is not None
    table.page.board.own.text.editor.setFocus()
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier, settle=False)
    table.type(SAID)
    table.settle()
    kept = table.asked(
        lambda desk: desk.read(lambda s: s.execute(select(ChairNote.item_id, ChairNote.text)).all())
    )
    assert [tuple(note) for note in kept] == [(table.world.item(0), SAID)]
