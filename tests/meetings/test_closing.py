"""Closing a meeting, and going on after one was broken off."""

from dataclasses import replace

from tests.meetings.world import TODAY, World, refused
from tests.worlds import KEY
from zvhdesk.domain.meeting import MINUTE_MS
from zvhdesk.domain.refusals import (
    CannotUndoFormal,
    MeetingNotLive,
)
from zvhdesk.domain.terms import Capacity, ItemState, MeetingState, Presence, TurnState
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting, Turn
from zvhdesk.services.desk import Desk
from zvhdesk.services.dossier.past import take_back
from zvhdesk.services.meetings import attendance, capture, overview, planning, running
from zvhdesk.services.meetings.rows import AgendaRow


def start(world: World) -> None:
    world.do(lambda s: running.start(s, world.meeting, world.desk.device), "meeting.start")


def row(world: World, item: str) -> AgendaRow:
    return next(row for row in world.console().items if row.id == item)


def pause(world: World) -> None:
    world.do(lambda s: running.pause(s, world.meeting), "meeting.pause")


def resume(world: World) -> None:
    world.do(lambda s: running.resume(s, world.meeting), "meeting.pause")


def test_closing_ends_the_clock_and_puts_off_what_is_left(world: World) -> None:
    item = world.at_case(0)
    world.clock.forward(minutes=7)
    pause(world)
    world.clock.forward(minutes=60)
    later = TODAY.replace(day=26)
    world.desk.change(lambda s: planning.plan_meeting(s, "topx", later, "9", "11", "", None), "meeting.plan")
    world.call("action.capture", capture.record_action, item, "belt", "politie", TODAY)
    world.close()
    seen = world.console()
    assert (seen.meeting.state, seen.current, seen.paused_ms) == (MeetingState.CLOSED, None, None)
    assert [one.state for one in seen.items] == [ItemState.DONE] * 2 + [ItemState.POSTPONED] * 4
    assert row(world, item).spent_ms == 7 * MINUTE_MS
    assert {one.next_on for one in seen.items if one.case_id} == {later}
    assert refused(world.close) == MeetingNotLive()
    assert refused(lambda: world.go(1)) == MeetingNotLive()
    assert not world.desk.read(overview.any_live)


def test_a_next_date_that_was_chosen_stands(world: World) -> None:
    item = world.at_case(0)
    chosen = TODAY.replace(month=5)
    world.do(lambda s: running.end_item(s, item), "meeting.item")
    world.put(AgendaItem, item, next_on=chosen)
    world.desk.change(
        lambda s: planning.plan_meeting(s, "topx", TODAY.replace(day=26), "9", "11", "", None), "meeting.plan"
    )
    world.close()
    assert row(world, item).next_on == chosen


def test_a_shielded_case_gets_no_next_date(world: World) -> None:
    world.at_case(0)
    world.shield(1)
    later = world.desk.change(
        lambda s: planning.plan_meeting(s, "topx", TODAY.replace(day=26), "9", "11", "", None), "meeting.plan"
    )
    world.close()
    dates = {one.case_id: one.next_on for one in world.all_of(AgendaItem) if one.meeting_id == world.meeting}
    there = {one.case_id for one in world.all_of(AgendaItem) if one.meeting_id == later and one.case_id}
    assert there == set(world.cases) - {world.cases[1]}
    assert dates[world.cases[1]] is None
    assert dates[world.cases[0]] is not None


def test_closing_deletes_the_own_notes_of_this_meeting(world: World) -> None:
    item = world.at_case(0)
    desk = world.desk
    desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, "Eerst het doel"))
    desk.keep(lambda s: s.add(ChairNote(item_id="of another", meeting_id="another", text="Blijft")))
    world.close()
    assert desk.read(lambda s: [note.item_id for note in s.query(ChairNote)]) == ["of another"]


def test_closing_is_formal(world: World) -> None:
    world.start()
    world.close()
    assert refused(lambda: take_back(world.desk)) == CannotUndoFormal()


def test_going_on_is_taken_back_with_its_clock(world: World) -> None:
    item = world.at_case(0)
    before = row(world, item)
    world.clock.forward(minutes=2)
    world.go(1)
    take_back(world.desk)
    seen = world.console()
    assert seen.current is not None
    assert seen.current.id == item
    assert (seen.current.ends_ms, seen.current.spent_ms) == (before.ends_ms, 2 * MINUTE_MS)


def test_who_was_speaking_does_not_speak_on_when_the_case_is_left(world: World) -> None:
    world.at_case(0)
    case = world.console().case
    assert case is not None
    turn = case.round[0].id
    world.do(lambda s: capture.settle_turn(s, turn, TurnState.SPEAKING), "round.settle")
    world.go(1)
    states = {one.id: one.state for one in world.all_of(Turn)}
    assert states[turn] is TurnState.WAITING


def test_closing_says_what_it_closes(world: World) -> None:
    world.arrive("gemeente", "politie")
    item = world.at_case(0)
    desk = world.desk
    first = desk.change(lambda s: capture.record_action(s, item, "belt", "politie", TODAY), "action.capture")
    world.do(lambda s: capture.record_action(s, item, "schrijft", "gemeente", TODAY), "action.capture")
    world.do(lambda s: capture.read_back(s, first), "action.read_back")
    world.do(lambda s: capture.record_decision(s, item, "Gaat door"), "decision.record")
    left = world.attendee("gemeente")
    world.do(lambda s: attendance.set_presence(s, left, Presence.LEFT), "meeting.admit")
    world.do(lambda s: capture.record_decision(s, item, "Schaalt op"), "decision.record")
    case = world.console().case
    assert case is not None
    turn = case.round[0].id
    world.do(lambda s: capture.settle_turn(s, turn, TurnState.FOLLOW_UP), "round.settle")
    world.clock.forward(minutes=9)
    closing = desk.read(lambda s: running.ready_to_close(s, world.meeting, world.now_ms))
    assert (closing.discussed, closing.left) == (1, 3)
    assert (closing.actions, closing.not_read_back) == (2, 1)
    assert (closing.decisions, closing.provisional) == (2, 1)
    assert (closing.follow_up, closing.next_on) == (1, None)
    assert closing.spent_ms == 9 * MINUTE_MS
    assert world.console().follow_up == 1


def test_a_desk_that_is_opened_again_stands_at_the_same_item(world: World) -> None:
    item = world.at_case(1)
    world.clock.forward(minutes=3)
    pause(world)
    world.desk.close()
    world.clock.forward(hours=1)
    opened_again = Desk.open(world.desk.folder, KEY, world.clock)
    try:
        seen = replace(world, desk=opened_again).console()
        assert seen.current is not None
        assert (seen.current.id, seen.current.spent_ms) == (item, 3 * MINUTE_MS)
        assert seen.here
        assert seen.paused_ms is not None
    finally:
        opened_again.close()


def test_a_guest_alone_is_somebody_present(world: World) -> None:
    world.do(
        lambda s: attendance.admit_guest(
            s, world.meeting, "", "", Capacity.SUBJECT, screened=None, presence=Presence.IN_ROOM
        ),
        "meeting.admit",
    )
    start(world)
    assert world.desk.read(lambda s: s.get_one(Meeting, world.meeting).state) is MeetingState.LIVE
