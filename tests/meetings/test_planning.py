"""Preparing a meeting: what it begins with, its agenda and its order, which cases are offered."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.world import TODAY, Act, World, add_case_rows, refused
from zvhdesk.domain.refusals import (
    BadInput,
    CaseGone,
    MeetingNotLive,
    MeetingStarted,
    OnAgenda,
    RetentionPassed,
)
from zvhdesk.domain.terms import ItemState, MeetingState, Phase, Presence
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.services.meetings import overview, planning, returning, running
from zvhdesk.services.meetings.rows import Agenda


def agenda(world: World) -> Agenda:
    return world.desk.read(lambda s: planning.agenda(s, world.meeting, TODAY, world.desk.device))


def titles(world: World) -> list[str]:
    return [row.number or row.title for row in agenda(world).items]


def plan(
    world: World, on: date = TODAY, starts: str = "9.00", ends: str = "11.00", table: str = "topx"
) -> str:
    return world.desk.change(
        lambda s: planning.plan_meeting(s, table, on, starts, ends, "", None), "meeting.plan"
    )


def test_a_meeting_begins_with_the_opening_and_ends_with_the_rondvraag(world: World) -> None:
    found = agenda(world)
    assert [row.title for row in found.items][::5] == [returning.OPENING, returning.CLOSING]
    assert found.planned_minutes == 4 * 30 + 10
    assert (found.meeting.starts, found.meeting.ends) == ("09:00", "11:30")
    assert found.meeting.chair == "E. de Vries"
    assert found.may_change
    assert not found.day_passed


def test_at_a_first_time_the_partners_of_the_cases_are_expected_lid_one_first(world: World) -> None:
    rows = agenda(world).attendance
    assert [row.partner_id for row in rows] == ["gemeente", "politie", "ggz"]
    assert {row.presence for row in rows} == {Presence.EXPECTED}


def test_the_next_time_who_came_last_time_is_expected(world: World) -> None:
    world.arrive("politie", "om", "nieuw")
    world.start()
    world.close()
    following = plan(world, TODAY + timedelta(days=14))
    rows = world.desk.read(lambda s: planning.agenda(s, following, TODAY, world.desk.device)).attendance
    assert {row.partner_id for row in rows} == {"gemeente", "politie", "ggz", "om", "nieuw"}
    assert all(row.signed_on is None and row.presence is Presence.EXPECTED for row in rows)


@pytest.mark.parametrize(
    "starts, ends, table, field",
    [
        ("25:00", "11:00", "topx", "Begin"),
        ("9:00", "", "topx", "Einde"),
        ("11:00", "9:00", "topx", "Einde"),
        ("9:00", "9:00", "topx", "Einde"),
        ("9:00", "11:00", "", "Casustafel"),
    ],
)
def test_a_meeting_has_a_table_and_an_end_after_its_begin(
    world: World, starts: str, ends: str, table: str, field: str
) -> None:
    reason = refused(lambda: plan(world, starts=starts, ends=ends, table=table))
    assert isinstance(reason, BadInput)
    assert reason.field == field


def test_a_case_says_by_itself_why_it_is_on_the_agenda(world: World) -> None:
    assert agenda(world).items[1].title == "1 actie te laat"
    made = world.desk.change(lambda s: add_case_rows(s, "2026-0099", ("J.", None, "Vos")).id, "case.create")
    item = world.desk.change(
        lambda s: planning.add_case(s, world.meeting, made, 20, " Terugkeer "), "agenda.add"
    )
    row = next(row for row in agenda(world).items if row.id == item)
    assert (row.title, row.minutes, row.position) == ("Terugkeer", 20, 5)


def test_where_a_case_is_says_why_when_it_is_not_at_the_table(world: World) -> None:
    def waiting(session: CaptureSession) -> str:
        case = add_case_rows(session, "2026-0099", ("J.", None, "Vos"))
        case.phase = Phase.WAITING_LIST
        return case.id

    case = world.desk.change(waiting, "case.create")
    world.do(lambda s: planning.add_case(s, world.meeting, case), "agenda.add")
    assert agenda(world).items[5].title == "Uit de werkvoorraad"


def test_a_case_is_on_an_agenda_once(world: World) -> None:
    def again() -> str:
        return world.call("agenda.add", planning.add_case, world.meeting, world.cases[0])

    assert refused(again) == OnAgenda()
    item = world.item(0)
    world.do(lambda s: planning.remove_item(s, item), "agenda.edit")
    again()
    assert titles(world).count("2026-0001") == 1


def test_a_shielded_case_and_one_whose_term_is_over_do_not_come_on_an_agenda(world: World) -> None:
    later = plan(world, TODAY + timedelta(days=7))
    world.shield(0)
    assert refused(lambda: world.do(lambda s: planning.add_case(s, later, world.cases[0]))) == CaseGone()

    world.put(Case, world.cases[1], first_processed_on=date(2020, 1, 1))
    assert (
        refused(lambda: world.do(lambda s: planning.add_case(s, later, world.cases[1]))) == RetentionPassed()
    )


def test_a_shielded_case_keeps_its_place_without_number_or_initials(world: World) -> None:
    world.shield(1)
    row = agenda(world).items[2]
    assert (row.number, row.initials, row.title) == ("", "", "Casus afgeschermd")
    assert row.gone
    assert agenda(world).planned_minutes == 3 * 30 + 10
    again = world.item(1)
    assert refused(lambda: world.do(lambda s: planning.set_title(s, again, "Iets"))) == CaseGone()


def test_a_point_comes_before_the_rondvraag(world: World) -> None:
    world.do(lambda s: planning.add_point(s, world.meeting, "Koffie", 10), "agenda.add")
    assert titles(world)[-2:] == ["Koffie", returning.CLOSING]
    reason = refused(lambda: world.do(lambda s: planning.add_point(s, world.meeting, "  ", 10)))
    assert isinstance(reason, BadInput)
    reason = refused(lambda: world.do(lambda s: planning.add_point(s, world.meeting, "Lang", 900)))
    assert isinstance(reason, BadInput)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 7)), min_size=1, max_size=14))
def test_the_agenda_has_the_order_it_was_given(world: World, moves: list[tuple[int, int]]) -> None:
    """The oracle is a list from which the item is taken and put back."""
    order = [row.id for row in agenda(world).items]
    for at, to in moves:
        item = order.pop(at)
        order.insert(max(0, min(to, len(order))), item)
        world.call("agenda.edit", planning.move_item, world.meeting, item, to)
        assert [row.id for row in agenda(world).items] == order


def test_moving_back_and_forth_between_two_never_runs_out_of_room(world: World) -> None:
    for _ in range(15):
        for place in (2, 3):
            item = world.point(place)
            world.call("agenda.edit", planning.move_item, world.meeting, item, 1)
    positions = [row.position for row in world.all_of(AgendaItem)]
    assert len(set(positions)) == len(positions)


def test_moving_one_item_changes_that_item_only(world: World) -> None:
    before = {row.id: row.position for row in world.all_of(AgendaItem)}
    item = world.item(3)
    world.do(lambda s: planning.move_item(s, world.meeting, item, 1), "agenda.edit")
    after = {row.id: row.position for row in world.all_of(AgendaItem)}
    assert [key for key in before if before[key] != after[key]] == [item]


def test_what_was_begun_stays_on_the_agenda(world: World) -> None:
    item = world.at_case(0)
    assert isinstance(refused(lambda: world.do(lambda s: planning.remove_item(s, item))), BadInput)
    other = world.item(1)
    world.do(lambda s: planning.remove_item(s, other), "agenda.edit")
    assert "2026-0002" not in titles(world)


def test_a_closed_meeting_is_not_prepared_any_more(world: World) -> None:
    world.start()
    item = world.item(1)
    world.close()
    acts: tuple[Act, ...] = (
        lambda s: planning.add_case(s, world.meeting, world.cases[0]),
        lambda s: planning.add_point(s, world.meeting, "Koffie", 5),
        lambda s: planning.move_item(s, world.meeting, item, 0),
        lambda s: planning.set_minutes(s, item, 10),
        lambda s: planning.remove_item(s, item),
    )
    for act in acts:
        assert refused(partial(world.do, act)) == MeetingNotLive()
    assert not agenda(world).may_change


def test_only_a_planned_meeting_is_cancelled(world: World) -> None:
    other = plan(world, TODAY + timedelta(days=7))
    world.do(lambda s: planning.cancel_meeting(s, other), "meeting.edit")
    assert (
        refused(lambda: world.desk.read(lambda s: planning.agenda(s, other, TODAY, ""))) == MeetingNotLive()
    )
    world.start()
    assert refused(lambda: world.do(lambda s: planning.cancel_meeting(s, world.meeting))) == MeetingStarted()


def test_the_list_has_what_runs_then_what_comes_then_what_was(world: World) -> None:
    week, yesterday = plan(world, TODAY + timedelta(days=7)), plan(world, TODAY - timedelta(days=1))
    tomorrow = plan(world, TODAY + timedelta(days=1))
    world.start()
    rows = world.desk.read(lambda s: overview.meetings(s, TODAY, world.desk.device))
    assert [row.id for row in rows] == [world.meeting, tomorrow, week, yesterday]
    assert [row.here for row in rows] == [True, False, False, False]
    assert (rows[0].cases, rows[0].expected) == (4, 3)
    world.close()
    rows = world.desk.read(lambda s: overview.meetings(s, TODAY, world.desk.device))
    assert [row.id for row in rows] == [tomorrow, week, yesterday, world.meeting]
    assert rows[-1].state is MeetingState.CLOSED


def test_a_meeting_of_today_counts_as_to_come_until_it_is_over(world: World) -> None:
    early = plan(world, starts="8:00", ends="8:30")
    rows = world.desk.read(lambda s: overview.meetings(s, TODAY, world.desk.device))
    assert [row.id for row in rows] == [early, world.meeting]


def offered(world: World, meeting: str) -> list[tuple[str, tuple[str, ...], date | None]]:
    found = world.desk.read(lambda s: planning.candidates(s, world.table, meeting, TODAY))
    return [(row.number, row.why, row.last_discussed) for row in found]


def test_the_cases_of_the_table_that_are_not_on_the_agenda_are_offered(world: World) -> None:
    def more(session: CaptureSession) -> str:
        calm = add_case_rows(session, "2026-0050", ("K.", None, "Kalm"))
        for action in session.query(Action).filter_by(case_id=calm.id):
            action.due_on = TODAY + timedelta(days=5)
        add_case_rows(session, "2026-0051", ("A.", None, "Anders"), table="jor")
        return calm.id

    world.desk.change(more, "case.create")
    assert offered(world, world.meeting) == [("2026-0050", (), None)]
    world.shield(3)
    late = ("1 actie te laat",)
    assert offered(world, "another") == [
        *((f"2026-000{at}", late, None) for at in (1, 2, 3)),
        ("2026-0050", (), None),
    ]


def test_who_was_not_discussed_last_time_asks_for_it(world: World) -> None:
    world.at_case(0)
    first, item = world.item(0), world.item(2)
    world.do(lambda s: running.postpone(s, item), "meeting.item")
    world.do(lambda s: running.end_item(s, first), "meeting.item")
    world.close()
    later = plan(world, TODAY + timedelta(days=7))
    late, put_off = "1 actie te laat", "doorgeschoven op do 12 mrt"
    assert offered(world, later) == [
        *((f"2026-000{at}", (late, put_off), None) for at in (2, 3, 4)),
        ("2026-0001", (late,), TODAY),
    ]
    assert {row.state for row in agenda(world).items[2:]} == {ItemState.POSTPONED}
