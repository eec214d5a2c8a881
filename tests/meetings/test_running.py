"""A meeting while it is held: start, from item to item, pauses, postponing, taking over, closing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meetings.world import TODAY, Template, World, opened, refused
from tests.worlds import FixedClock
from zvhdesk.domain.meeting import MINUTE_MS
from zvhdesk.domain.refusals import (
    AgendaEmpty,
    CaseGone,
    MeetingLive,
    MeetingStarted,
    NobodyPresent,
    UnsignedThird,
)
from zvhdesk.domain.terms import ItemState, MeetingState, Presence, Step
from zvhdesk.models.meetings import AgendaItem, Turn
from zvhdesk.services.dossier.past import take_back
from zvhdesk.services.meetings import attendance, lead, overview, planning, returning, running
from zvhdesk.services.meetings.rows import AgendaRow


def start(world: World) -> None:
    world.do(lambda s: running.start(s, world.meeting, world.desk.device), "meeting.start")


def row(world: World, item: str) -> AgendaRow:
    return next(row for row in world.console().items if row.id == item)


def pause(world: World) -> None:
    world.do(lambda s: running.pause(s, world.meeting), "meeting.pause")


def resume(world: World) -> None:
    world.do(lambda s: running.resume(s, world.meeting), "meeting.pause")


def test_a_meeting_begins_at_its_first_item_on_this_desk(world: World) -> None:
    world.start()
    seen = world.console()
    assert seen.meeting.state is MeetingState.LIVE
    assert seen.here
    assert seen.current is not None
    assert (seen.current.title, seen.current.state) == (returning.OPENING, ItemState.RUNNING)
    assert seen.current.ends_ms == world.now_ms + 5 * MINUTE_MS
    assert seen.case is None
    assert world.desk.read(lambda s: overview.live_here(s, world.desk.device)) == world.meeting
    assert world.desk.read(overview.any_live)
    assert refused(lambda: start(world)) == MeetingStarted()


def test_nobody_present_no_meeting(world: World) -> None:
    assert refused(lambda: start(world)) == NobodyPresent()
    assert not world.desk.read(overview.any_live)


def test_without_an_item_that_may_be_discussed_no_meeting(world: World) -> None:
    world.arrive("politie")
    for item in [row.id for row in world.console().items if row.case_id is None]:
        world.call("agenda.edit", planning.remove_item, item)
    for at in range(4):
        world.shield(at)
    assert refused(lambda: start(world)) == AgendaEmpty()


def test_this_desk_chairs_one_meeting_at_a_time_and_another_desk_may_chair_another(world: World) -> None:
    other = world.desk.change(
        lambda s: planning.plan_meeting(s, "jor", TODAY, "13", "14", "", None), "meeting.plan"
    )
    row = world.desk.change(lambda s: attendance.expect_partner(s, other, "politie"), "meeting.edit")
    world.do(lambda s: attendance.set_presence(s, row, Presence.IN_ROOM), "meeting.admit")
    world.start()
    assert refused(lambda: world.do(lambda s: running.start(s, other, world.desk.device))) == MeetingLive()
    world.do(lambda s: running.start(s, other, "another desk"), "meeting.start")


def test_an_unsigned_third_keeps_a_case_from_beginning(world: World) -> None:
    world.arrive("gemeente", "woning", "nieuw")
    world.start()
    assert refused(lambda: world.go(0)) == UnsignedThird(2)
    assert row(world, world.item(0)).state is ItemState.PLANNED
    assert row(world, world.point(0)).state is ItemState.RUNNING
    world.do(lambda s: running.go_to(s, world.meeting, world.point(5)), "meeting.item")
    outside, signs = world.attendee("woning"), world.attendee("nieuw")
    world.do(lambda s: attendance.set_presence(s, outside, Presence.LEFT), "meeting.admit")
    assert refused(lambda: world.go(0)) == UnsignedThird(1)
    world.do(lambda s: attendance.sign(s, signs, TODAY), "meeting.admit")
    world.go(0)


def test_an_unsigned_third_keeps_a_meeting_from_beginning_with_a_case(world: World) -> None:
    world.arrive("woning")
    opening = world.point(0)
    world.do(lambda s: planning.remove_item(s, opening), "agenda.edit")
    assert refused(lambda: start(world)) == UnsignedThird(1)
    assert not world.desk.read(overview.any_live)


def test_a_shielded_case_is_passed_over(world: World) -> None:
    world.start()
    world.shield(0)
    assert refused(lambda: world.go(0)) == CaseGone()
    world.go(1)
    world.shield(1)
    clock = world.console()
    assert clock.case is None
    assert clock.current is not None
    assert clock.current.gone
    world.go(2)
    assert row(world, world.item(1)).state is ItemState.PLANNED


def test_an_item_of_another_meeting_is_not_gone_to(world: World) -> None:
    other = world.desk.change(
        lambda s: planning.plan_meeting(s, "jor", TODAY, "13", "14", "", None), "meeting.plan"
    )
    item = next(one.id for one in world.all_of(AgendaItem) if one.meeting_id == other)
    world.start()
    assert refused(lambda: world.do(lambda s: running.go_to(s, world.meeting, item))) == CaseGone()


def test_the_round_has_who_is_present_and_whom_the_case_concerns(world: World) -> None:
    world.arrive("om", "politie")
    world.at_case(0)
    case = world.console().case
    assert case is not None
    assert [(turn.partner_id, turn.present) for turn in case.round] == [
        ("gemeente", False),
        ("om", True),
        ("politie", True),
        ("ggz", False),
    ]
    assert case.round[3].prepared == "Behandelrelatie verbroken"
    world.go(1)
    world.go(0)
    assert len([t for t in world.all_of(Turn) if t.case_id == world.cases[0]]) == 4


def test_a_discussed_item_goes_on_with_what_was_left(world: World) -> None:
    item = world.at_case(0)
    world.clock.forward(minutes=12)
    world.go(1)
    world.clock.forward(minutes=3)
    world.go(0)
    again = row(world, item)
    assert (again.state, again.spent_ms) == (ItemState.RUNNING, 12 * MINUTE_MS)
    assert again.ends_ms == world.now_ms + 18 * MINUTE_MS


def test_going_to_where_one_is_changes_nothing(world: World) -> None:
    item = world.at_case(0)
    before = row(world, item), world.console().rev
    world.go(0)
    assert (row(world, item), world.console().rev) == before


def test_the_forecast_is_what_is_left_and_what_comes(world: World) -> None:
    world.at_case(0)
    world.clock.forward(minutes=10)
    assert world.console().expected_end_ms == world.now_ms + (20 + 3 * 30 + 5) * MINUTE_MS
    world.shield(3)
    assert world.console().expected_end_ms == world.now_ms + (20 + 2 * 30 + 5) * MINUTE_MS
    world.clock.forward(minutes=40)
    assert world.console().expected_end_ms == world.now_ms + (2 * 30 + 5) * MINUTE_MS


def test_in_a_pause_the_clock_stands_and_the_end_moves(world: World) -> None:
    item = world.at_case(0)
    world.clock.forward(minutes=10)
    pause(world)
    ends = row(world, item).ends_ms
    world.clock.forward(minutes=15)
    seen = world.console()
    assert seen.paused_ms == world.now_ms - 15 * MINUTE_MS
    assert row(world, item).spent_ms == 10 * MINUTE_MS
    assert seen.expected_end_ms == world.now_ms + (20 + 3 * 30 + 5) * MINUTE_MS
    pause(world)
    resume(world)
    assert row(world, item).ends_ms == (ends or 0) + 15 * MINUTE_MS
    assert world.console().paused_ms is None


def test_a_meeting_goes_on_when_another_item_begins(world: World) -> None:
    item = world.at_case(0)
    world.clock.forward(minutes=5)
    pause(world)
    world.clock.forward(minutes=20)
    world.go(1)
    assert world.console().paused_ms is None
    assert row(world, item).spent_ms == 5 * MINUTE_MS


def test_planning_other_minutes_while_it_runs_moves_the_end(world: World) -> None:
    item = world.at_case(0)
    world.clock.forward(minutes=5)
    world.do(lambda s: planning.set_minutes(s, item, 20), "agenda.edit")
    assert row(world, item).ends_ms == world.now_ms + 15 * MINUTE_MS


acts = st.lists(
    st.tuples(st.sampled_from(["wait", "go", "pause", "resume"]), st.integers(0, 40)), min_size=3, max_size=12
)


@settings(max_examples=8, deadline=None)
@given(acts=acts)
def test_planned_less_spent_is_left_through_any_meeting(
    template: Template, acts: list[tuple[str, int]]
) -> None:
    """The oracle counts, minute by minute, whose item ran while the meeting was not paused."""
    clock = FixedClock()
    with TemporaryDirectory() as folder, opened(template, Path(folder) / "house", clock) as world:
        world.at_case(0)
        spent, at, paused = [0, 0, 0, 0], 0, False
        for act, amount in acts:
            if act == "go":
                at, paused = amount % 4, False
                world.go(at)
            elif act in ("pause", "resume"):
                paused = act == "pause"
                (pause if paused else resume)(world)
            else:
                clock.forward(minutes=amount)
                spent[at] += 0 if paused else amount
        seen = world.console()
        items = [one for one in seen.items if one.case_id]
        assert [one.spent_ms for one in items] == [one * MINUTE_MS for one in spent]
        stands = world.now_ms if seen.paused_ms is None else seen.paused_ms
        assert seen.current is not None
        assert seen.current.ends_ms == stands + (30 - spent[at]) * MINUTE_MS


def test_a_postponed_case_goes_on_the_next_agenda_of_this_table(world: World) -> None:
    item = world.at_case(0)
    first = world.item(1)
    world.do(lambda s: running.postpone(s, first), "meeting.item")
    assert (row(world, first).state, row(world, first).next_on) == (ItemState.POSTPONED, None)
    later = TODAY.replace(day=26)
    following = world.desk.change(
        lambda s: planning.plan_meeting(s, "topx", later, "9", "11", "", None), "meeting.plan"
    )
    world.clock.forward(minutes=4)
    world.do(lambda s: planning.set_minutes(s, item, 45), "agenda.edit")
    for _ in range(2):
        world.do(lambda s: running.postpone(s, item), "meeting.item")
    found = world.desk.read(lambda s: planning.agenda(s, following, TODAY, ""))
    assert [(one.case_id, one.title, one.minutes) for one in found.items if one.case_id] == [
        (world.cases[0], "1 actie te laat", 45)
    ]
    put_off = row(world, item)
    assert (put_off.state, put_off.next_on, put_off.spent_ms) == (ItemState.POSTPONED, later, 4 * MINUTE_MS)
    current = world.console().current
    assert current is not None
    assert current.id == item
    world.clock.forward(minutes=4)
    assert row(world, item).spent_ms == 4 * MINUTE_MS
    world.go(0)
    assert row(world, item).state is ItemState.RUNNING


def test_a_point_goes_to_the_next_table_without_standing_on_its_agenda(world: World) -> None:
    world.start()
    last = world.point(5)
    world.do(lambda s: running.postpone(s, last), "meeting.item")
    assert row(world, last).state is ItemState.POSTPONED


def test_another_desk_takes_over_with_one_act(world: World) -> None:
    item = world.at_case(0)
    world.do(lambda s: lead.take_over(s, world.meeting, "the note taker's desk"), "meeting.take_over")
    seen = world.console()
    assert not seen.here
    assert not seen.meeting.here
    assert seen.current is not None
    assert seen.current.id == item
    assert world.desk.read(lambda s: overview.live_here(s, world.desk.device)) is None
    assert world.desk.read(lambda s: overview.live_here(s, "the note taker's desk")) == world.meeting
    take_back(world.desk)
    assert world.console().here
    assert world.console().chair_at == item


def test_the_step_of_a_case_is_kept(world: World) -> None:
    item = world.at_case(0)
    world.do(lambda s: running.set_step(s, item, Step.JUDGEMENT), "meeting.step")
    world.go(1)
    world.go(0)
    case = world.console().case
    assert case is not None
    assert case.step is Step.JUDGEMENT
