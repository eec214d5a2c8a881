"""From the board onto the agenda of the next meeting of the case's own table."""

from datetime import timedelta

from tests.meetings.world import TODAY, World, add_case_rows, refused
from zvhdesk.domain.refusals import NoMeetingPlanned, OnAgenda, TableMissing
from zvhdesk.models.cases import Case
from zvhdesk.services.meetings import next_table, planning


def test_a_case_goes_on_the_first_agenda_of_its_table_from_today_on(world: World) -> None:
    for days in (-7, 14, 7):
        world.call(
            "meeting.plan",
            planning.plan_meeting,
            "jor",
            TODAY + timedelta(days=days),
            "9",
            "11",
            "",
            None,
        )
    case = world.call("case.create", add_case_rows, "2026-0077", ("J.", None, "Vos"), "jor").id
    put = world.call("agenda.add", next_table.add_to_next, case)
    assert put == next_table.OnNext("2026-0077", "JOR", TODAY + timedelta(days=7))
    assert refused(lambda: world.call("agenda.add", next_table.add_to_next, case)) == OnAgenda()


def test_without_a_table_or_a_planned_meeting_it_is_said(world: World) -> None:
    case = world.call("case.create", add_case_rows, "2026-0077", ("J.", None, "Vos"), "jor").id
    assert refused(lambda: world.call("agenda.add", next_table.add_to_next, case)) == NoMeetingPlanned("JOR")
    world.put(Case, case, table_id=None)
    assert refused(lambda: world.call("agenda.add", next_table.add_to_next, case)) == TableMissing()
