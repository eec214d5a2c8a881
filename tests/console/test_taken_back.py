"""Ctrl+Z at the table: it takes lines off the wall, and never brings one there that nobody released."""

from PySide6.QtCore import Qt

from tests.console.conftest import Open, Table, live
from tests.console.test_keyboard import case_now, now
from tests.console.test_room import record, showings
from zvhdesk.domain.terms import MeetingState, TurnState
from zvhdesk.services.meetings import capture

KEY = Qt.Key


def test_a_line_that_was_stopped_stays_away_when_the_stop_is_taken_back(table: Table) -> None:
    table.put_on_wall()
    record(table)
    table.press(KEY.Key_Escape)
    assert case_now(table).actions[0].held_back
    table.ctrl(KEY.Key_Z)
    assert not case_now(table).actions[0].held_back
    assert table.on_wall() == []


def test_a_line_that_waits_waits_anew_when_something_else_is_taken_back(table: Table) -> None:
    table.put_on_wall()
    record(table)
    turn = case_now(table).round[0].id
    table.asked(
        lambda desk: desk.change(
            lambda s: capture.settle_turn(s, turn, TurnState.NOTHING_NEW), "round.settle"
        )
    )
    table.ctrl(KEY.Key_Z)
    action = case_now(table).actions[0].id
    assert table.on_wall() == []
    assert table.page.release.waiting == {action}
    assert case_now(table).round[0].state is TurnState.WAITING


def test_ctrl_z_never_takes_back_the_start_of_the_meeting(opened: Open) -> None:
    table = opened(live)
    table.page.board.header.wall.setFocus()
    table.ctrl(KEY.Key_Z)
    assert now(table).meeting.state is MeetingState.LIVE
    assert table.page.board.notice.text == "Er is niets van u om ongedaan te maken."


def test_f8_on_what_is_shown_already_is_no_other_showing(table: Table) -> None:
    table.put_on_wall()
    table.press(KEY.Key_F8)
    assert showings(table) == 1
    record(table)
    table.page.release.clear()
    # Now there is something that the room did not see.
    table.press(KEY.Key_F8)
    assert table.on_wall() == ["belt de familie"]
    assert showings(table) == 2
    table.press(KEY.Key_F9)
    table.put_on_wall()
    assert showings(table) == 3
