"""What is typed while people talk: kept, committed, never moved, and there again after a kill."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from sqlalchemy import select

from tests.console.conftest import Open, Table, at_case
from tests.console.test_keyboard import case_now, now
from zvhdesk.domain.terms import ContributionKind, Presence, Step, TurnState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import ChairNote
from zvhdesk.services.meetings import attendance, capture, running
from zvhdesk.ui.console.live_text import RESTORED, LiveText
from zvhdesk.ui.console.turn_row import TurnItem

KEY = Qt.Key


def turn(table: Table, partner: str) -> TurnItem:
    view = table.page.view
    assert view is not None
    return next(one for one in view.round.rows.widgets.values() if one.row.partner_id == partner)


def to_round(table: Table, partner: str = "gemeente") -> TurnItem:
    table.alt(KEY.Key_Right)
    item = turn(table, partner)
    item.setFocus()
    return item


def change(table: Table, fn: Callable[[CaptureSession], object], intent: str = "test.act") -> None:
    """Another act than the console's, on the same desk."""
    table.asked(lambda desk: desk.change(fn, intent))


def test_a_refresh_leaves_text_and_cursor_alone(table: Table) -> None:
    item = to_round(table)
    table.press(KEY.Key_Return)
    table.type("Drie waarschuwingen")
    editor = item.said.editor
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    other = turn(table, "politie").row.id
    change(table, lambda s: capture.settle_turn(s, other, TurnState.NOTHING_NEW))
    row = table.asked(lambda _desk: table.world.attendee("ggz"))
    change(table, lambda s: attendance.set_presence(s, row, Presence.LEFT))
    table.page.refresh()
    table.settle()
    assert turn(table, "politie").row.state is TurnState.NOTHING_NEW
    assert table.focus is editor
    assert editor.toPlainText() == "Drie waarschuwingen"
    assert editor.textCursor().position() == 4
    table.type("e")
    assert editor.toPlainText() == "Driee waarschuwingen"


def test_a_pause_commits_and_leaves_cursor_and_space(table: Table) -> None:
    item = to_round(table)
    table.press(KEY.Key_Return)
    table.type("Drie waarschuwingen ")
    editor = item.said.editor
    item.said._pause_timer.setInterval(1)  # noqa: SLF001 - two seconds, shortened
    table.type("s")
    table.press(KEY.Key_Backspace)
    table.qtbot.waitUntil(lambda: not item.said.dirty and not item.said.saving)
    table.settle()
    assert case_now(table).round[0].text == "Drie waarschuwingen"
    assert _turn_state(table, "gemeente") is TurnState.SPEAKING
    assert editor.toPlainText() == "Drie waarschuwingen "
    assert editor.textCursor().position() == len("Drie waarschuwingen ")
    table.type("en")
    assert editor.toPlainText() == "Drie waarschuwingen en"


def test_the_next_speaker_ends_the_turn(table: Table) -> None:
    to_round(table)
    table.press(KEY.Key_Return)
    table.type("Drie waarschuwingen")
    table.press(KEY.Key_Return)
    table.press(KEY.Key_Down)
    table.press(KEY.Key_Return)
    states = {row.partner_id: row.state for row in case_now(table).round}
    assert states["gemeente"] is TurnState.CONTRIBUTED
    assert list(states.values()).count(TurnState.SPEAKING) == 1


def test_the_timer_of_a_turn_counts_from_its_row(opened: Open) -> None:
    table = opened(at_case)
    to_round(table)
    table.press(KEY.Key_Return)
    table.clock.forward(seconds=125)
    table.page._tick()  # noqa: SLF001 - the second that passed
    assert turn(table, "gemeente").timer.text() == "2:05"
    assert not turn(table, "politie").timer.isVisible()
    table.kill()
    table.again()
    assert turn(table, "gemeente").timer.text() == "2:05"


def test_an_empty_text_is_refused_beside_the_field(table: Table) -> None:
    item = to_round(table)
    table.press(KEY.Key_Return)
    table.type("Iets")
    table.press(KEY.Key_Return)
    table.press(KEY.Key_Return)
    item.said.editor.selectAll()
    table.press(KEY.Key_Delete)
    table.press(KEY.Key_Return)
    assert item.said.message.text
    assert item.said.stuck
    assert case_now(table).round[0].text == "Iets"


def test_a_killed_desk_reopens_at_the_same_place_with_what_was_typed(opened: Open) -> None:
    table = opened(at_case)
    item = to_round(table)
    table.press(KEY.Key_Return)
    table.type("Drie waarsch")
    item.said.keep_draft()
    table.page.board.line.edit.setFocus()
    table.settle()
    # Leaving the text committed it; what is typed since is a draft again.
    item.type()
    table.type("uwingen")
    item.said.keep_draft()
    line = table.page.board.line
    line.edit.start_with("@Politie belt de fam")
    line.keep_draft()
    own = table.page.board.own.text
    assert own is not None
    own.editor.put("Eerst het doel")
    own.keep_draft()
    table.settle()
    table.kill()
    table.again()
    seen = now(table)
    assert seen.current is not None
    assert seen.current.case_id == table.world.cases[0]
    view = table.page.view
    assert view is not None
    assert view.step is Step.ROUND
    again = turn(table, "gemeente")
    assert again.said.text == "Drie waarschuwingen"
    assert again.said.message.text == RESTORED
    assert case_now(table).round[0].text == "Drie waarsch"
    assert table.page.board.line.text == "@Politie belt de fam"
    assert table.page.board.own.text is not None
    assert table.page.board.own.text.text == "Eerst het doel"
    assert table.covered
    again.said.commit()
    table.settle()
    assert case_now(table).round[0].text == "Drie waarschuwingen"
    drafts = table.asked(lambda desk: desk.read(lambda s: list(s.scalars(select(Draft.text)))))
    assert "Drie waarschuwingen" not in drafts


def test_a_draft_of_an_item_waits_there(table: Table) -> None:
    to_round(table)
    table.press(KEY.Key_F2)
    table.type("@Politie belt")
    table.ctrl(KEY.Key_PageDown)
    assert table.page.board.line.text == ""
    table.ctrl(KEY.Key_PageUp)
    table.qtbot.waitUntil(lambda: table.page.board.line.text == "@Politie belt")


def test_the_question_is_edited_in_place_with_its_cursor(table: Table) -> None:
    view = table.page.view
    assert view is not None
    field = view.head.question
    editor = field.editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    editor.selectAll()
    table.type("Hoe wordt het veilig? ")
    field.commit()
    table.settle()
    stored = table.asked(lambda desk: desk.read(lambda s: s.get_one(Case, table.world.cases[0]).question))
    assert stored == "Hoe wordt het veilig?"
    assert editor.toPlainText() == "Hoe wordt het veilig? "
    assert editor.textCursor().position() == len("Hoe wordt het veilig? ")


def test_another_answer_to_the_question_is_not_overwritten(table: Table) -> None:
    view = table.page.view
    assert view is not None
    field = view.head.question
    editor = field.editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    editor.selectAll()
    table.type("Mijn vraag")

    def theirs(session: CaptureSession) -> None:
        session.get_one(Case, table.world.cases[0]).question = "Hun vraag"

    change(table, theirs)
    field.commit()
    table.settle()
    assert field.conflict is not None
    assert (field.conflict.mine, field.conflict.theirs) == ("Mijn vraag", "Hun vraag")


def test_two_texts_of_one_turn_stand_under_one_another(table: Table) -> None:
    item = to_round(table)
    table.press(KEY.Key_Return)
    table.type("Eerste")
    table.press(KEY.Key_Return)
    item.type()
    table.type(" van mij")
    row = case_now(table).round[0]

    def theirs(session: CaptureSession) -> None:
        capture.say(session, row.id, "Eerste van de notulist", ContributionKind.FACT)

    change(table, theirs)
    table.press(KEY.Key_Return)
    lines = case_now(table).round[0].text.splitlines()
    assert lines[0] == "Eerste van de notulist"
    assert lines[-1] == "Eerste van mij"
    assert len(lines) == 3
    assert item.said.text.splitlines() == lines


def test_the_own_note_is_kept_and_moves_to_the_dossier(table: Table) -> None:
    own = table.page.board.own.text
    assert own is not None
    own.editor.setFocus()
    table.type("Eerst het doel")
    table.press(KEY.Key_Return)
    notes = table.asked(lambda desk: desk.read(lambda s: list(s.scalars(select(ChairNote.text)))))
    assert notes == ["Eerst het doel"]
    table.click("console.own.move")
    assert [row.text for row in case_now(table).notes] == ["Eerst het doel"]
    assert own.text == ""


def test_the_own_note_of_another_item_is_another_text(table: Table) -> None:
    own = table.page.board.own.text
    assert own is not None
    own.editor.setFocus()
    table.type("Bij de eerste")
    table.ctrl(KEY.Key_PageDown)
    assert isinstance(table.page.board.own.text, LiveText)
    assert table.page.board.own.text.text == ""
    table.ctrl(KEY.Key_PageUp)
    assert table.page.board.own.text.text == "Bij de eerste"


def test_a_step_that_another_act_set_is_shown(table: Table) -> None:
    item = table.asked(lambda _desk: table.world.item(0))
    change(table, lambda s: running.set_step(s, item, Step.APPROACH))
    view = table.page.view
    assert view is not None
    assert view.step is Step.APPROACH


def test_the_date_of_the_next_time_is_a_field(table: Table) -> None:
    for _ in range(4):
        table.alt(KEY.Key_Right)
    editor = table.find(QLineEdit, "console.next_on")
    editor.setFocus()
    table.type("26-3-2026")
    table.press(KEY.Key_Return)
    assert str(case_now(table).next_on) == "2026-03-26"


def _turn_state(table: Table, partner: str) -> TurnState:
    return next(row.state for row in case_now(table).round if row.partner_id == partner)
