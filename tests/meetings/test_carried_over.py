"""What closing promises stands on the next agenda, once; where none is planned, it waits and says so."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.world import TODAY, Template, World, opened, refused
from tests.worlds import FixedClock
from zvhdesk.domain.refusals import OnAgenda
from zvhdesk.domain.terms import ItemState, Phase
from zvhdesk.models.cases import Case
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.meetings import capture, planning, running
from zvhdesk.services.meetings.candidates import candidates
from zvhdesk.services.meetings.rows import AgendaRow

NEXT = TODAY + timedelta(days=14)


def plan(world: World, day: date = NEXT, table: str = "topx") -> str:
    return world.call("meeting.plan", planning.plan_meeting, table, day, "9", "11", "", None)


def rows(world: World, meeting: str) -> tuple[AgendaRow, ...]:
    return world.desk.read(lambda s: planning.agenda(s, meeting, TODAY, world.desk.device)).items


def cases_on(world: World, meeting: str) -> list[str | None]:
    return [row.case_id for row in rows(world, meeting) if row.case_id]


def discuss(world: World, case: int = 0) -> str:
    item = world.at_case(case)
    world.call("action.capture", capture.record_action, item, "belt", "politie", TODAY)
    return item


def why(world: World, meeting: str, case: int) -> tuple[str, ...]:
    found = world.desk.read(lambda s: candidates(s, "topx", meeting, TODAY))
    return next(row.why for row in found if row.case_id == world.cases[case])


def test_everything_is_on_the_next_agenda_what_was_not_discussed_first(world: World) -> None:
    later = plan(world)
    discuss(world)
    world.close()
    assert cases_on(world, later) == [*world.cases[1:], world.cases[0]]
    titles = {row.case_id: row.title for row in rows(world, later)}
    before = {row.case_id: row.title for row in rows(world, world.meeting)}
    assert titles[world.cases[1]] == before[world.cases[1]]
    assert titles[world.cases[0]] == "Vervolg van do 12 mrt"
    here = [row for row in rows(world, world.meeting) if row.case_id]
    assert {(row.returns_on, row.next_on) for row in here} == {(NEXT, NEXT)}


def test_never_twice_on_one_agenda(world: World) -> None:
    later = plan(world)
    world.call("agenda.add", planning.add_case, later, world.cases[2])
    item = discuss(world)
    world.do(lambda s: running.postpone(s, item), "meeting.item")
    world.close()
    assert sorted(str(one) for one in cases_on(world, later)) == sorted(world.cases)
    again = world.cases[0]
    assert refused(lambda: world.call("agenda.add", planning.add_case, later, again)) == OnAgenda()


def test_a_chosen_date_leads_to_the_meeting_of_that_day(world: World) -> None:
    first, second = plan(world), plan(world, NEXT + timedelta(days=14))
    item = discuss(world)
    world.put(AgendaItem, item, next_on=NEXT + timedelta(days=14))
    world.close()
    assert world.cases[0] not in cases_on(world, first)
    assert cases_on(world, second) == [world.cases[0]]


def test_from_a_chosen_date_on_it_is_the_first_meeting_and_that_day_is_said(world: World) -> None:
    plan(world)
    second = plan(world, NEXT + timedelta(days=14))
    item = discuss(world)
    world.put(AgendaItem, item, next_on=NEXT + timedelta(days=3))
    world.close()
    assert cases_on(world, second) == [world.cases[0]]
    here = next(row for row in rows(world, world.meeting) if row.id == item)
    assert (here.next_on, here.returns_on) == (NEXT + timedelta(days=14),) * 2


def test_where_nothing_is_planned_the_cases_wait_with_their_reason(world: World) -> None:
    item = discuss(world)
    world.put(AgendaItem, item, next_on=NEXT)
    closing = world.desk.read(lambda s: running.ready_to_close(s, world.meeting, world.now_ms))
    assert (closing.next_on, closing.to_plan) == (None, 1)
    world.close()
    assert {row.returns_on for row in rows(world, world.meeting)} == {None}
    later = plan(world)
    assert "komt terug op do 26 mrt" in why(world, later, 0)
    assert "doorgeschoven op do 12 mrt" in why(world, later, 1)
    world.call("agenda.add", planning.add_case, later, world.cases[1])
    assert "doorgeschoven op do 12 mrt" not in why(world, plan(world, NEXT + timedelta(days=7)), 1)


def test_a_case_of_another_column_comes_back_as_well(world: World) -> None:
    world.start()
    world.put(Case, world.cases[1], phase=Phase.TRIAGE)
    world.close()
    assert "doorgeschoven op do 12 mrt" in why(world, plan(world), 1)


def test_a_case_that_went_to_another_table_is_promised_nothing(world: World) -> None:
    later = plan(world)
    world.start()
    world.put(Case, world.cases[1], table_id="jor")
    world.put(Case, world.cases[2], phase=Phase.CLOSED)
    world.close()
    assert set(cases_on(world, later)) == {world.cases[0], world.cases[3]}
    gone = [row for row in rows(world, world.meeting) if row.case_id in world.cases[1:3]]
    assert {(row.next_on, row.returns_on) for row in gone} == {(None, None)}


def test_a_meeting_that_does_not_go_on_takes_its_promise_along(world: World) -> None:
    later = plan(world)
    world.start()
    world.close()
    world.do(lambda s: planning.cancel_meeting(s, later), "meeting.edit")
    assert {row.returns_on for row in rows(world, world.meeting)} == {None}
    assert "doorgeschoven op do 12 mrt" in why(world, plan(world), 0)


def test_a_point_that_is_put_off_arrives_as_a_point(world: World) -> None:
    later = plan(world)
    point = world.call("agenda.add", planning.add_point, world.meeting, "Rooster", 10)
    world.start()
    world.do(lambda s: running.go_to(s, world.meeting, point), "meeting.item")
    day = world.desk.change(lambda s: running.postpone(s, point), "meeting.item")
    assert day == NEXT
    world.close()
    found = [(row.title, row.minutes) for row in rows(world, later) if row.case_id is None]
    assert found == [
        ("Opening en geheimhouding", 5),
        ("Rooster", 10),
        ("Rondvraag en sluiting", 5),
    ]


def test_a_point_put_off_waits_for_the_meeting_that_is_planned_next_and_no_further(world: World) -> None:
    point = world.call("agenda.add", planning.add_point, world.meeting, "Rooster", 10)
    world.start()
    assert world.desk.change(lambda s: running.postpone(s, point), "meeting.item") is None
    world.close()
    planned = [plan(world), plan(world, NEXT + timedelta(days=14)), plan(world, NEXT, "jor")]
    with_it = [meeting for meeting in planned if "Rooster" in {row.title for row in rows(world, meeting)}]
    assert with_it == planned[:1]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_promise_is_kept_once(
    data: st.DataObject, template: Template, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever happened to the cases: a date said on the closed page is a place on the agenda of that day."""
    folder = tmp_path_factory.mktemp("house") / "copy"
    with opened(template, folder, FixedClock()) as world:
        for days in data.draw(st.lists(st.integers(0, 40), max_size=3, unique=True)):
            plan(world, TODAY + timedelta(days=days))
        world.start()
        for case in range(4):
            item = world.item(case)
            chosen = data.draw(st.none() | st.integers(-5, 50))
            if chosen is not None:
                world.put(AgendaItem, item, next_on=TODAY + timedelta(days=chosen))
            what = data.draw(st.sampled_from(["pass", "end", "postpone", "leave"]))
            if what != "leave":
                world.go(case)
            if what in ("end", "postpone"):
                act = running.end_item if what == "end" else running.postpone
                world.do(lambda s, act=act, item=item: act(s, item), "meeting.item")  # type: ignore[misc]
        world.close()
        days_of = {row.id: row.held_on for row in world.all_of(Meeting)}
        places = [(row.case_id, row.meeting_id) for row in world.all_of(AgendaItem) if row.case_id]
        assert len(places) == len(set(places))
        for row in rows(world, world.meeting):
            if row.case_id is None:
                continue
            later = {days_of[on] for case, on in places if case == row.case_id and on != world.meeting}
            assert later == ({row.returns_on} if row.returns_on else set())
            if row.returns_on:
                assert row.next_on == row.returns_on
            elif row.state is ItemState.POSTPONED and row.next_on is None:
                assert set(days_of.values()) == {TODAY}
                assert len(days_of) == 1
