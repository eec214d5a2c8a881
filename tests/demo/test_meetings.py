"""The demo: one meeting always due today, the past in the past, and the order of the law kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.worlds import new_desk
from zvhdesk.demo.house import fill
from zvhdesk.demo.meetings import soon
from zvhdesk.domain.terms import MeetingState, PartnerClass, PlanState
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeSet, Stream
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.models.plans import Decision, Plan, Voice
from zvhdesk.services.desk import Desk

TODAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = new_desk(tmp_path_factory.mktemp("demo"), lambda: datetime(2026, 3, 12, 9, 41, tzinfo=UTC))
    fill(desk, TODAY)
    yield desk
    desk.close()


def test_one_meeting_is_due_today_and_has_an_agenda(demo: Desk) -> None:
    due = demo.read(lambda s: list(s.scalars(select(Meeting).where(Meeting.held_on == TODAY))))
    assert [(one.state, one.starts, one.ends) for one in due] == [(MeetingState.PLANNED, "10:00", "12:30")]
    items = demo.read(lambda s: list(s.scalars(select(AgendaItem).where(AgendaItem.meeting_id == due[0].id))))
    assert sum(item.case_id is not None for item in items) == 4
    assert sum(item.minutes for item in items) <= 150
    expected = demo.read(lambda s: list(s.scalars(select(Attendance.meeting_id))))
    assert expected.count(due[0].id) >= 6


@pytest.mark.parametrize(
    "hour, starts", [(0, "00:30"), (9, "09:30"), (19, "19:30"), (20, "20:30"), (23, "20:30")]
)
def test_it_is_about_to_begin_whenever_the_demo_is_opened(hour: int, starts: str) -> None:
    assert f"{soon(datetime(2026, 3, 12, hour, 12, tzinfo=UTC)):%H:%M}" == starts


def test_held_meetings_lie_in_the_past_and_their_acts_with_them(demo: Desk) -> None:
    held = demo.read(lambda s: list(s.scalars(select(Meeting).where(Meeting.state == MeetingState.CLOSED))))
    assert len(held) == 4
    assert all(one.held_on < TODAY for one in held)
    closings = demo.read(
        lambda s: list(s.scalars(select(ChangeSet.wall_ms).where(ChangeSet.intent == "meeting.close")))
    )
    days = {datetime.fromtimestamp(ms / 1000, UTC).date() for ms in closings}
    assert days == {one.held_on for one in held}
    assert demo.read(lambda s: s.scalar(select(ChangeSet.rev).where(ChangeSet.origin == "desk"))) is None


def test_decisions_and_plans_are_those_of_lid_1(demo: Desk) -> None:
    classes = demo.read(lambda s: {one.id: one.class_ for one in s.scalars(select(Partner))})
    voices = demo.read(lambda s: list(s.scalars(select(Voice))))
    assert {classes[one.partner_id] for one in voices} == {PartnerClass.PARAGRAPH_1}
    about = {one.about_id for one in voices}
    plans = demo.read(lambda s: list(s.scalars(select(Plan))))
    assert about == {one.id for one in plans if one.state is PlanState.ADOPTED} | set(
        demo.read(lambda s: list(s.scalars(select(Decision.id))))
    )
    assert {one.state for one in plans} == {PlanState.CONCEPT, PlanState.ADOPTED}


def test_what_was_made_at_the_table_stands_in_the_stream_of_its_case(demo: Desk) -> None:
    streams = demo.read(lambda s: {one.id: one.stream_id for one in s.scalars(select(Case))})
    made = demo.read(lambda s: list(s.scalars(select(Action).where(Action.item_id.is_not(None)))))
    assert made
    assert all(one.stream_id == streams[one.case_id] for one in made)
    meetings = demo.read(
        lambda s: {s.get_one(Stream, one.stream_id).kind for one in s.scalars(select(Meeting))}
    )
    assert [kind.value for kind in meetings] == ["common"]
