"""The doors of a meeting: which of its rows an act may change, and when."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.domain.meeting import Run
from zvhdesk.domain.refusals import BadInput, CaseGone, MeetingNotLive, MeetingStarted, Refused
from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.case_door import working_case


def known_meeting(session: Session, meeting_id: str) -> Meeting:
    """The meeting. Raises Refused(MeetingNotLive) when it is not there or was cancelled."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.deleted:
        raise Refused(MeetingNotLive())
    return meeting


def planned_meeting(session: Session, meeting_id: str) -> Meeting:
    """A meeting that did not begin. Raises Refused(MeetingNotLive | MeetingStarted)."""
    meeting = known_meeting(session, meeting_id)
    if meeting.state is not MeetingState.PLANNED:
        raise Refused(MeetingStarted())
    return meeting


def open_meeting(session: Session, meeting_id: str) -> Meeting:
    """A meeting that is planned or runs. Raises Refused(MeetingNotLive) when it is over."""
    meeting = known_meeting(session, meeting_id)
    if meeting.state is MeetingState.CLOSED:
        raise Refused(MeetingNotLive())
    return meeting


def live_meeting(session: Session, meeting_id: str) -> Meeting:
    """A meeting that runs now, paused or not. Raises Refused(MeetingNotLive)."""
    meeting = known_meeting(session, meeting_id)
    if meeting.state is not MeetingState.LIVE:
        raise Refused(MeetingNotLive())
    return meeting


def known_item(session: Session, item_id: str) -> AgendaItem:
    """An item of an agenda. Raises Refused(CaseGone) when it is not there any more."""
    item = session.get(AgendaItem, item_id)
    if item is None or item.deleted:
        raise Refused(CaseGone())
    return item


def case_at_table(session: CaptureSession, item_id: str) -> tuple[Meeting, AgendaItem, Case]:
    """The case of an item, for writing at the table.

    Raises Refused(MeetingNotLive | CaseGone | RetentionPassed), and BadInput at a point without a case.
    """
    item = known_item(session, item_id)
    meeting = live_meeting(session, item.meeting_id)
    if item.case_id is None:
        raise Refused(BadInput("Agendapunt", "Bij dit punt van de agenda hoort geen casus."))
    return meeting, item, working_case(session, item.case_id)


# Made once: the console reads its meeting after every act, and building a statement takes longer than most
# of them run.
_ITEMS = (
    select(AgendaItem)
    .where(AgendaItem.meeting_id == bindparam("meeting"), ~AgendaItem.deleted)
    .order_by(AgendaItem.position, AgendaItem.id)
)


def items_of(session: Session, meeting_id: str) -> list[AgendaItem]:
    """The agenda in its order."""
    return list(session.scalars(_ITEMS, {"meeting": meeting_id}))


def run_of(item: AgendaItem) -> Run:
    """The clock of an item as its row keeps it."""
    return Run(item.minutes, item.spent_ms or 0, item.started_ms, item.ends_ms)


def set_run(item: AgendaItem, run: Run) -> None:
    """Write the clock of an item."""
    item.minutes, item.spent_ms = run.minutes, run.spent_ms
    item.started_ms, item.ends_ms = run.started_ms, run.ends_ms
