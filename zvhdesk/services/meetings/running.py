"""A meeting while it is held: its start, its turns from item to item, pauses, and its close.

All of it is rows: a desk that is killed reopens at the same item with the same clock. An act that concerns
the meeting and a case sets both streams, in one transaction.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.refusals import (
    AgendaEmpty,
    CaseGone,
    MeetingLive,
    NobodyPresent,
    Refused,
    UnsignedThird,
)
from zvhdesk.domain.terms import ItemState, MeetingState, Step
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting
from zvhdesk.services.case_door import may_work, working_case
from zvhdesk.services.meetings.closing import ready_to_close
from zvhdesk.services.meetings.door import (
    case_at_table,
    items_of,
    known_item,
    live_meeting,
    planned_meeting,
    run_of,
    set_run,
)
from zvhdesk.services.meetings.next_table import next_planned
from zvhdesk.services.meetings.overview import live_here
from zvhdesk.services.meetings.planning import add_case
from zvhdesk.services.meetings.reading import attendee_rows, unsigned_present
from zvhdesk.services.meetings.turns import seat, stop_speaking

__all__ = [
    "close",
    "go_to",
    "pause",
    "postpone",
    "ready_to_close",
    "resume",
    "set_step",
    "start",
    "take_over",
]


def start(session: CaptureSession, meeting_id: str, device: str) -> None:
    """Begin the meeting on this device, at the first item that may be discussed ("meeting.start").

    Raises Refused(MeetingStarted | NobodyPresent | AgendaEmpty | MeetingLive | UnsignedThird). MeetingLive:
    this device chairs another one.
    """
    meeting = planned_meeting(session, meeting_id)
    if live_here(session, device) is not None:
        raise Refused(MeetingLive())
    if not any(row.present for row in attendee_rows(session, meeting.id)):
        raise Refused(NobodyPresent())
    items = items_of(session, meeting.id)
    first = next((item for item in items if item.case_id is None or may_work(session, item.case_id)), None)
    if first is None:
        raise Refused(AgendaEmpty())
    meeting.state = MeetingState.LIVE
    meeting.started_ms = session.act.wall_ms
    meeting.chair_device = device
    _begin(session, meeting, first)


def go_to(session: CaptureSession, meeting_id: str, item_id: str) -> None:
    """Leave the running item and go to this one ("meeting.item"); a pause ends with it.

    An item that was discussed goes on with what is left of its minutes. Raises Refused(UnsignedThird) at a
    case when somebody present did not sign, MeetingNotLive, and CaseGone or RetentionPassed for the case.
    """
    meeting = live_meeting(session, meeting_id)
    item = known_item(session, item_id)
    if item.meeting_id != meeting.id:
        raise Refused(CaseGone())
    _go_on(session, meeting)
    if item.id == meeting.current_item_id and item.state is ItemState.RUNNING:
        return
    _end_running(session, meeting, ItemState.DONE)
    _begin(session, meeting, item)


def set_step(session: CaptureSession, item_id: str, step: Step) -> None:
    """Take the case to a step ("meeting.step"). Raises as `door.case_at_table`."""
    _meeting, item, _case = case_at_table(session, item_id)
    item.step = step


def pause(session: CaptureSession, meeting_id: str) -> None:
    """Let the clock stand ("meeting.pause"). Raises Refused(MeetingNotLive)."""
    meeting = live_meeting(session, meeting_id)
    if meeting.paused_ms is None:
        meeting.paused_ms = session.act.wall_ms


def resume(session: CaptureSession, meeting_id: str) -> None:
    """Go on; the end of the running item shifts by the length of the pause ("meeting.pause").

    Raises Refused(MeetingNotLive).
    """
    _go_on(session, live_meeting(session, meeting_id))


def postpone(session: CaptureSession, item_id: str) -> None:
    """The item goes to the next table ("meeting.item"); a case also on its agenda when it is planned.

    The running item stops and stays in view until another one is begun.
    Raises Refused(MeetingNotLive | CaseGone | RetentionPassed).
    """
    item = known_item(session, item_id)
    meeting = live_meeting(session, item.meeting_id)
    if item.case_id is not None:
        working_case(session, item.case_id)
    if item.state is ItemState.RUNNING:
        _go_on(session, meeting)
        set_run(item, rules.ended(run_of(item), session.act.wall_ms))
        stop_speaking(session, item.id)
    item.state = ItemState.POSTPONED
    following = _following(session, meeting)
    if item.case_id is None or following is None:
        return
    item.next_on = following.held_on
    if all(one.case_id != item.case_id for one in items_of(session, following.id)):
        add_case(session, following.id, item.case_id, item.minutes, item.title)


def take_over(session: CaptureSession, meeting_id: str, device: str) -> None:
    """Chair from this device on ("meeting.take_over"): always open to a member (DATA.md 17).

    Raises Refused(MeetingNotLive).
    """
    live_meeting(session, meeting_id).chair_device = device


def close(session: CaptureSession, meeting_id: str) -> None:
    """End the meeting ("meeting.close", formal). What was not discussed goes to the next table.

    Cases get the next planned meeting of this table as their next date, unless another was chosen. The
    chair's own notes are deleted (CHAIRS.md). Of a case that was shielded meanwhile only the place on the
    agenda is set. Raises Refused(MeetingNotLive).
    """
    meeting = live_meeting(session, meeting_id)
    _end_running(session, meeting, ItemState.DONE)
    following = _following(session, meeting)
    items = items_of(session, meeting.id)
    for item in items:
        if item.state is ItemState.PLANNED:
            item.state = ItemState.POSTPONED
        if item.case_id is None or following is None or item.next_on is not None:
            continue
        if may_work(session, item.case_id):
            item.next_on = following.held_on
    meeting.state = MeetingState.CLOSED
    meeting.closed_ms = session.act.wall_ms
    meeting.paused_ms = None
    meeting.current_item_id = None
    session.execute(delete(ChairNote).where(ChairNote.meeting_id == meeting.id))
    session.execute(delete(Draft).where(Draft.form == "own_note", Draft.row.in_([item.id for item in items])))


def _begin(session: CaptureSession, meeting: Meeting, item: AgendaItem) -> None:
    if item.case_id is not None:
        case = working_case(session, item.case_id)
        unsigned = unsigned_present(attendee_rows(session, meeting.id))
        if unsigned:
            raise Refused(UnsignedThird(unsigned))
        seat(session, item, case)
    item.state = ItemState.RUNNING
    set_run(item, rules.begun(run_of(item), session.act.wall_ms))
    meeting.current_item_id = item.id


def _end_running(session: CaptureSession, meeting: Meeting, state: ItemState) -> None:
    """Stop the running item, also when its case was shielded meanwhile: only its clock is set."""
    running = session.scalars(
        select(AgendaItem).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.RUNNING, ~AgendaItem.deleted
        )
    ).all()
    for item in running:
        set_run(item, rules.ended(run_of(item), session.act.wall_ms, meeting.paused_ms))
        item.state = state
        stop_speaking(session, item.id)


def _go_on(session: CaptureSession, meeting: Meeting) -> None:
    if meeting.paused_ms is None:
        return
    for item in items_of(session, meeting.id):
        if item.state is ItemState.RUNNING:
            set_run(item, rules.resumed(run_of(item), session.act.wall_ms, meeting.paused_ms))
    meeting.paused_ms = None


def _following(session: Session, meeting: Meeting) -> Meeting | None:
    """The next planned meeting of the same table, this day or later."""
    return next_planned(session, meeting.table_id, meeting.held_on)
