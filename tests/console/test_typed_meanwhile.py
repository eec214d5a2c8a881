"""Typed in the moment between Ctrl+PgDn and the next case: it belongs to the case it was typed at."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from sqlalchemy import select

from tests.console.conftest import Table
from zvhdesk.domain.terms import Step
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import ChairNote, NoteParagraph
from zvhdesk.services.meetings import running

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


def _drafts(table: Table) -> dict[str, str]:
    found = table.asked(
        lambda desk: desk.read(
            lambda s: s.execute(select(Draft.row, Draft.text).where(Draft.form == "capture")).all()
        )
    )
    return {row: text for row, text in found if text}


def test_a_line_is_not_torn_in_two_by_the_next_case(table: Table) -> None:
    """What stood there stays with its case; what is typed after Ctrl+PgDn is for the next one, whole."""
    line = table.page.board.line
    table.press(KEY.Key_F2)
    table.type("van de eerste casus")
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier, settle=False)
    assert line.text == ""
    table.type("hoort bij")
    table.settle()
    assert table.page.view is not None
    assert table.page.view.item_id == table.world.item(1)
    table.type(" de tweede")
    table.settle()
    assert line.text == "hoort bij de tweede"
    line.keep_draft()
    table.settle()
    assert _drafts(table) == {
        table.world.item(0): "van de eerste casus",
        table.world.item(1): "hoort bij de tweede",
    }


def test_what_was_left_at_the_next_case_stands_before_what_is_typed_on_the_way(table: Table) -> None:
    line = table.page.board.line
    for key in (KEY.Key_PageDown, KEY.Key_PageUp):
        table.press(KEY.Key_F2)
        table.type("eerder" if key == KEY.Key_PageUp else "")
        table.press(key, Qt.KeyboardModifier.ControlModifier)
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier, settle=False)
    table.type("en nu")
    table.settle()
    assert line.text == "eerder en nu"


def test_the_answer_to_a_text_that_is_gone_does_no_harm(table: Table) -> None:
    for _ in range(2):
        table.alt(KEY.Key_Right)
    assert table.page.view is not None
    table.page.view.begin()
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier, settle=False)
    table.type(SAID)
    while table.tasks.busy:
        QCoreApplication.processEvents()
        # As in the loop of the application: what is to be deleted goes before the next answer comes.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    table.settle()


def test_the_door_closes_also_when_what_had_the_keyboard_is_gone(table: Table) -> None:
    table.alt(KEY.Key_Right)
    assert table.page.view is not None
    table.page.view.begin()
    table.press(KEY.Key_F7)
    meeting, item = table.world.meeting, table.asked(lambda _desk: table.world.item(1))
    table.asked(lambda desk: desk.change(lambda s: running.go_to(s, meeting, item), "meeting.item"))
    assert table.page.view.item_id == item
    table.press(KEY.Key_Escape)
    assert not table.page.board.covered
