"""Preparing a meeting: its agenda from the board, in its order, with who is expected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.attention import ASKING, Facts, reasons
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, CaseGone, OnAgenda, Refused
from zvhdesk.domain.terms import STILL_OPEN, ItemState, MeetingState, Phase
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services import regimes
from zvhdesk.services.case_door import act_day, working_case
from zvhdesk.services.fields import FIELDS, read_text
from zvhdesk.services.meetings.attendance import expect_as_usual
from zvhdesk.services.meetings.candidates import candidates
from zvhdesk.services.meetings.door import (
    items_of,
    known_item,
    known_meeting,
    open_meeting,
    planned_meeting,
    run_of,
    set_run,
)
from zvhdesk.services.meetings.once import id_by_hand
from zvhdesk.services.meetings.reading import agenda_rows, attendee_rows, faces, meeting_row
from zvhdesk.services.meetings.returning import CLOSING, OPENING, points_put_off, returns
from zvhdesk.services.meetings.rows import Agenda
from zvhdesk.services.meetings.twice import twins
from zvhdesk.services.regions import meetings_stream

__all__ = [
    "add_case",
    "add_point",
    "agenda",
    "cancel_meeting",
    "candidates",
    "hours",
    "move_item",
    "plan_meeting",
    "remove_item",
    "set_minutes",
    "set_title",
]

POINT_MINUTES, CASE_MINUTES = 5, 30

_WHY_BY_PHASE = {
    Phase.REFERRED: "Aanmelding",
    Phase.ASSESSMENT: "Beoordelen",
    Phase.TRIAGE: "Triage",
    Phase.WAITING_LIST: "Uit de werkvoorraad",
    Phase.STEP_DOWN: "Afschalen",
}


def hours(starts: str, ends: str) -> tuple[str, str]:
    """From when until when, of typed times of day. Raises Refused(BadInput)."""
    begin = cast("str", FIELDS["meeting", "starts"].read(starts))
    end = cast("str", FIELDS["meeting", "ends"].read(ends))
    if end <= begin:
        raise Refused(BadInput("Einde", f"Het einde ligt na het begin van {begin}."))
    return begin, end


def plan_meeting(
    session: CaptureSession,
    table_id: str,
    held_on: date,
    starts: str,
    ends: str,
    place: str,
    chair_id: str | None,
) -> str:
    """Plan a meeting ("meeting.plan"). `starts` and `ends` are typed times of day. Returns its id.

    Its agenda begins with the opening and ends with the rondvraag, with between them the points that the
    last meeting did not come to; expected is who came last time to this table, at a first time the partners
    of its cases. Raises Refused(BadInput) with the name of the field.
    """
    table = session.get(CaseTable, table_id) if table_id else None
    if table is None or table.deleted:
        raise Refused(BadInput("Casustafel", "Kies van welke casustafel dit een bijeenkomst is."))
    if not regimes.fits(session, table.regime):
        raise Refused(BadInput("Casustafel", regimes.SENTENCE))
    begin, end = hours(starts, ends)
    stream = meetings_stream(session)
    meeting = Meeting(
        stream_id=stream,
        table_id=table.id,
        held_on=held_on,
        starts=begin,
        ends=end,
        place=cast("str | None", FIELDS["meeting", "place"].read(place)),
        chair_id=chair_id or None,
    )
    session.add_all_new([meeting])
    session.add_all_new(
        AgendaItem(
            stream_id=stream,
            meeting_id=meeting.id,
            position=(at + 1) * rules.STEP,
            title=title,
            minutes=POINT_MINUTES,
        )
        for at, title in enumerate((OPENING, CLOSING))
    )
    for title, minutes in points_put_off(session, meeting):
        add_point(session, meeting.id, title, minutes)
    expect_as_usual(session, meeting)
    return meeting.id


def agenda(session: Session, meeting_id: str, today: date, device: str) -> Agenda:
    """A meeting as it is prepared, or as it was. Raises Refused(MeetingNotLive) when it is not there.

    `may_change`: it did not begin. `day_passed`: it was planned for a day before `today` and never began.
    """
    line = meeting_row(session, meeting_id, device)
    items = items_of(session, meeting_id)
    rows = agenda_rows(items, faces(session, (item.case_id for item in items if item.case_id)))
    if line.state is MeetingState.CLOSED:
        again = returns(session, known_meeting(session, meeting_id), items)
        rows = tuple(row if row.gone else replace(row, returns_on=again.get(row.id)) for row in rows)
    return Agenda(
        meeting=replace(line, twins=twins(session, meeting_id).get(meeting_id, ())),
        items=rows,
        attendance=attendee_rows(session, meeting_id),
        planned_minutes=sum(row.minutes for row in rows if not row.gone),
        may_change=line.state is MeetingState.PLANNED,
        day_passed=line.state is MeetingState.PLANNED and line.held_on < today,
    )


def add_case(
    session: CaptureSession,
    meeting_id: str,
    case_id: str,
    minutes: int = CASE_MINUTES,
    title: str = "",
    item_id: str | None = None,
) -> str:
    """Put a case on the agenda, after the cases that are there ("agenda.add"). Returns the item's id.

    Without `title` it says what asks attention, else where the case is. Also while the meeting runs.
    `item_id` is for what two desks may do at once. Raises Refused(OnAgenda | CaseGone | RetentionPassed |
    OtherRegime), MeetingNotLive when the meeting is over.
    """
    meeting = open_meeting(session, meeting_id)
    regimes.require(session, meeting.table_id)
    case = working_case(session, case_id)
    items = items_of(session, meeting.id)
    if any(item.case_id == case.id for item in items):
        raise Refused(OnAgenda())
    last = max((at for at, item in enumerate(items) if item.case_id is not None), default=0)
    item = AgendaItem(
        stream_id=case.stream_id,
        meeting_id=meeting.id,
        case_id=case.id,
        position=_room(items, min(last + 1, len(items))),
        title=_title(title) if tidy(title) else _why(session, case, act_day(session)),
        minutes=_minutes(minutes),
        id=item_id or id_by_hand(session, meeting, case.id),
    )
    session.add_all_new([item])
    return item.id


def add_point(
    session: CaptureSession,
    meeting_id: str,
    title: str,
    minutes: int = POINT_MINUTES,
    item_id: str | None = None,
) -> str:
    """Put a point without a case on the agenda, before the rondvraag ("agenda.add"). Returns its id.

    Raises Refused(BadInput | MeetingNotLive).
    """
    meeting = open_meeting(session, meeting_id)
    items = items_of(session, meeting.id)
    ends_with_point = len(items) > 1 and items[-1].case_id is None
    item = AgendaItem(
        stream_id=meetings_stream(session),
        meeting_id=meeting.id,
        position=_room(items, len(items) - 1 if ends_with_point else len(items)),
        title=_title(title),
        minutes=_minutes(minutes),
        id=item_id or new_id(),
    )
    session.add_all_new([item])
    return item.id


def move_item(session: CaptureSession, meeting_id: str, item_id: str, to: int) -> None:
    """Give an item another place: `to` counts from 0 over the agenda as it becomes ("agenda.edit").

    Raises Refused(CaseGone | RetentionPassed | MeetingNotLive).
    """
    open_meeting(session, meeting_id)
    item = _changeable(session, item_id)
    items = items_of(session, meeting_id)
    at = next((at for at, one in enumerate(items) if one.id == item.id), None)
    if at is None:
        raise Refused(CaseGone())
    to = max(0, min(to, len(items) - 1))
    if to == at:
        return
    others = [one for one in items if one.id != item.id]
    item.position = _room(others, to)


def set_minutes(session: CaptureSession, item_id: str, minutes: int) -> None:
    """Plan other minutes, also while the item runs: its end shifts ("agenda.edit").

    Raises Refused(BadInput | CaseGone | RetentionPassed | MeetingNotLive).
    """
    item = _changeable(session, item_id)
    set_run(item, rules.planned(run_of(item), _minutes(minutes)))


def set_title(session: CaptureSession, item_id: str, title: str) -> None:
    """Say otherwise why an item is on the agenda ("agenda.edit"). Raises as `set_minutes`."""
    _changeable(session, item_id).title = _title(title)


def remove_item(session: CaptureSession, item_id: str) -> None:
    """Take an item off the agenda ("agenda.edit"). One that was begun stays: what was said stands under it.

    Raises Refused(BadInput | CaseGone | RetentionPassed | MeetingNotLive).
    """
    item = _changeable(session, item_id)
    if item.state in (ItemState.RUNNING, ItemState.DONE):
        raise Refused(BadInput("Agendapunt", "Dit punt is al besproken en blijft op de agenda staan."))
    item.deleted = True


def cancel_meeting(session: CaptureSession, meeting_id: str) -> None:
    """The meeting is not held ("meeting.edit"). Raises Refused(MeetingStarted | MeetingNotLive)."""
    planned_meeting(session, meeting_id).deleted = True


def _changeable(session: CaptureSession, item_id: str) -> AgendaItem:
    item = known_item(session, item_id)
    open_meeting(session, item.meeting_id)
    if item.case_id is not None:
        working_case(session, item.case_id)
    return item


def _room(items: Sequence[AgendaItem], at: int) -> int:
    """A position at place `at` of these items. Only when there is no room left do the others move."""
    before = items[at - 1].position if at > 0 else None
    after = items[at].position if at < len(items) else None
    found = rules.position_between(before, after)
    if found is not None:
        return found
    for place, item in enumerate(items):
        item.position = (place + (2 if place >= at else 1)) * rules.STEP
    return (at + 1) * rules.STEP


def _title(typed: str) -> str:
    return read_text("Aanleiding", typed, "Noem waarvoor dit op de agenda staat.", longest=200)


def _minutes(minutes: int) -> int:
    return cast("int", FIELDS["agenda_item", "minutes"].read(str(minutes)))


def _why(session: Session, case: Case, today: date) -> str:
    """What asks attention, in the board's words; `Tussenstand` when nothing does."""
    if case.phase in _WHY_BY_PHASE:
        return _WHY_BY_PHASE[case.phase]
    overdue = session.scalar(
        select(func.count())
        .select_from(Action)
        .where(Action.case_id == case.id, Action.status.in_(STILL_OPEN), Action.due_on < today)
        .where(~Action.deleted)
    )
    last = session.scalar(select(func.max(ChangeSet.wall_ms)).where(ChangeSet.stream_id == case.stream_id))
    facts = Facts(
        phase=case.phase,
        since=case.phase_since or case.first_processed_on or today,
        overdue_actions=overdue or 0,
        changed_on=datetime.fromtimestamp(last / 1000).astimezone().date() if last else None,
    )
    asking = [reason for reason in reasons(facts, today) if reason.kind in ASKING]
    words = asking[0].words if asking else "tussenstand"
    return words[:1].upper() + words[1:]
