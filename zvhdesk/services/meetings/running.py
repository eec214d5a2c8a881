"""A meeting while it is held: its start, its turns from item to item, pauses, and its close.

All of it is rows: a desk that is killed reopens at the same item with the same clock. An act that concerns
the meeting and a case sets both streams, in one transaction.
"""

from datetime import date

from sqlalchemy import select

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.refusals import (
    AgendaEmpty,
    CaseGone,
    MeetingLive,
    MeetingNotLive,
    NobodyPresent,
    Refused,
    UnsignedThird,
)
from zvhdesk.domain.terms import ItemState, MeetingState, Step
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services import regimes
from zvhdesk.services.case_door import act_day, may_work, working_case
from zvhdesk.services.meetings.carrying import carry, carry_all
from zvhdesk.services.meetings.closed_apart import closed_apart, left_at
from zvhdesk.services.meetings.closing import ready_to_close
from zvhdesk.services.meetings.door import (
    case_at_table,
    items_of,
    known_item,
    known_meeting,
    live_meeting,
    planned_meeting,
    run_of,
    set_run,
)
from zvhdesk.services.meetings.forgetting import forget_own_notes
from zvhdesk.services.meetings.lead import current_item, led_meeting, take_over
from zvhdesk.services.meetings.overview import live_here
from zvhdesk.services.meetings.reading import attendee_rows, unsigned_present
from zvhdesk.services.meetings.recorded import left_as
from zvhdesk.services.meetings.turns import seat, stop_speaking

__all__ = [
    "close",
    "end_item",
    "go_on",
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

    Raises Refused(MeetingStarted | NobodyPresent | AgendaEmpty | MeetingLive | UnsignedThird | OtherRegime).
    MeetingLive: this device chairs another one. OtherRegime: its table went to another one since.
    """
    meeting = planned_meeting(session, meeting_id)
    regimes.require(session, meeting.table_id)
    _require_free(session, device)
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

    What the running one becomes says `recorded.left_as`: a case that was only passed stays to be discussed.
    An item that was begun before goes on with what is left of its minutes. Raises Refused(UnsignedThird) at a
    case when somebody present did not sign, LedElsewhere, MeetingNotLive, and CaseGone or RetentionPassed.
    """
    meeting = led_meeting(session, meeting_id)
    item = known_item(session, item_id)
    if item.meeting_id != meeting.id:
        raise Refused(CaseGone())
    _go_on(session, meeting)
    if item.id == current_item(session, meeting) and item.state is ItemState.RUNNING:
        return
    _end_running(session, meeting)
    _begin(session, meeting, item)


def set_step(session: CaptureSession, item_id: str, step: Step) -> None:
    """Take the case to a step ("meeting.step"). Raises as `door.case_at_table`, and LedElsewhere."""
    meeting, item, _case = case_at_table(session, item_id)
    led_meeting(session, meeting.id)
    item.step = step


def pause(session: CaptureSession, meeting_id: str) -> None:
    """Let the clock stand ("meeting.pause"). Raises Refused(MeetingNotLive | LedElsewhere)."""
    meeting = led_meeting(session, meeting_id)
    if meeting.paused_ms is None:
        meeting.paused_ms = session.act.wall_ms


def resume(session: CaptureSession, meeting_id: str) -> None:
    """Go on; the end of the running item shifts by the length of the pause ("meeting.pause").

    Raises Refused(MeetingNotLive | LedElsewhere).
    """
    _go_on(session, led_meeting(session, meeting_id))


def end_item(session: CaptureSession, item_id: str) -> None:
    """The chair says that a case was discussed, also when nothing was recorded ("meeting.item").

    The running item stops and stays in view until another one is begun.
    Raises Refused(MeetingNotLive | LedElsewhere | CaseGone | RetentionPassed).
    """
    _stop(session, item_id).state = ItemState.DONE


def postpone(session: CaptureSession, item_id: str) -> date | None:
    """The item goes to the next table ("meeting.item"). Returns the day on whose agenda it stands now.

    None when no meeting is planned: a case then waits among the candidates, a point for the next that is
    planned. The running item stops as in `end_item`. Raises Refused(MeetingNotLive | CaseGone |
    RetentionPassed).
    """
    item = _stop(session, item_id)
    item.state = ItemState.POSTPONED
    return carry(session, live_meeting(session, item.meeting_id), item)


def close(session: CaptureSession, meeting_id: str) -> None:
    """End the meeting ("meeting.close", formal). What was not discussed is put off.

    Every case goes on the agenda of the next planned meeting of this table, on or after the date that was
    chosen for it (`carrying.carry`). The chair's own notes are deleted (CHAIRS.md). Of a case that was
    shielded meanwhile only its state here is set. Raises Refused(MeetingNotLive | LedElsewhere).
    """
    meeting = led_meeting(session, meeting_id)
    _end_running(session, meeting)
    items = items_of(session, meeting.id)
    for item in items:
        if item.state is ItemState.PLANNED:
            item.state = ItemState.POSTPONED
    carry_all(session, meeting)
    meeting.state = MeetingState.CLOSED
    meeting.closed_ms = session.act.wall_ms
    meeting.paused_ms = None
    meeting.current_item_id = None
    session.flush()
    forget_own_notes(session, [meeting.id])


def go_on(session: CaptureSession, meeting_id: str) -> None:
    """Go on with a meeting that this desk led when another one closed it ("meeting.go_on"), where it was.

    At no point when that one cannot be begun now. Raises Refused(MeetingNotLive | MeetingLive).
    """
    meeting, device = known_meeting(session, meeting_id), session.act.device
    apart = closed_apart(session, meeting, device, act_day(session))
    if apart is None or not apart.here:
        raise Refused(MeetingNotLive())
    _require_free(session, device)
    meeting.state, meeting.closed_ms = MeetingState.LIVE, None
    item = left_at(session, meeting, device)
    if item is None:
        return
    if item.case_id is None or (
        may_work(session, item.case_id) and not unsigned_present(attendee_rows(session, meeting.id))
    ):
        _begin(session, meeting, item)


def _require_free(session: CaptureSession, device: str) -> None:
    if live_here(session, device) is not None:
        raise Refused(MeetingLive())


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


def _stop(session: CaptureSession, item_id: str) -> AgendaItem:
    """The item, its clock stopped when it ran."""
    item = known_item(session, item_id)
    meeting = led_meeting(session, item.meeting_id)
    if item.case_id is not None:
        working_case(session, item.case_id)
    if item.state is ItemState.RUNNING:
        _go_on(session, meeting)
        set_run(item, rules.ended(run_of(item), session.act.wall_ms))
        stop_speaking(session, item.id)
    return item


def _end_running(session: CaptureSession, meeting: Meeting) -> None:
    """Stop the running item, also when its case was shielded meanwhile: only its clock is set."""
    running = session.scalars(
        select(AgendaItem).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.RUNNING, ~AgendaItem.deleted
        )
    ).all()
    for item in running:
        set_run(item, rules.ended(run_of(item), session.act.wall_ms, meeting.paused_ms))
        stop_speaking(session, item.id)
        item.state = left_as(session, item)


def _go_on(session: CaptureSession, meeting: Meeting) -> None:
    if meeting.paused_ms is None:
        return
    for item in items_of(session, meeting.id):
        if item.state is ItemState.RUNNING:
            set_run(item, rules.resumed(run_of(item), session.act.wall_ms, meeting.paused_ms))
    meeting.paused_ms = None
