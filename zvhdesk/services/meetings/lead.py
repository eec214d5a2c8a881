"""Who leads a meeting when more desks are at it, and where it is then (DATA.md 17).

The desk whose id is `chair_device` leads: it has the wall, and it alone moves the meeting. Every other desk
takes notes along. There is no presence channel: a desk that wants to go on just says so in its row.

A copy of the device that leads may move it as well (docs/decisions/0009): after a disk was put back in the
middle of a meeting that goes on, and nobody can take it over from themselves.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import LedElsewhere, Refused
from zvhdesk.models.agreeing import Versions
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.codec import decode
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.tables import column_of
from zvhdesk.services.meetings.door import live_meeting

TAKE_OVER = "meeting.take_over"
_AT_TABLE = ("note.add", "round.say", "round.settle", "action.capture", "decision.record", "meeting.admit")
"""What is recorded at a table only."""


def led_meeting(session: CaptureSession, meeting_id: str) -> Meeting:
    """A live meeting that this desk may move. Raises Refused(MeetingNotLive | LedElsewhere)."""
    meeting = live_meeting(session, meeting_id)
    if meeting.chair_device not in (None, session.act.device):
        raise Refused(LedElsewhere())
    return meeting


def take_over(session: CaptureSession, meeting_id: str, device: str) -> None:
    """Lead from this device on ("meeting.take_over"): always open to a member (DATA.md 17).

    The meeting goes on at the same item, with the same clock: it is where who led it last had taken it.
    Raises Refused(MeetingNotLive).
    """
    meeting = live_meeting(session, meeting_id)
    at, before = current_item(session, meeting), meeting.current_item_id
    meeting.chair_device = device
    meeting.current_item_id = at
    # Also where the row says so already: who was cut off and turns on does that beside this, not after it.
    session.chose(meeting, "current_item_id", before)


def current_item(session: Session, meeting: Meeting) -> str | None:
    """The item that is at the table.

    Who led before, was cut off and went on, may have taken it elsewhere meanwhile: then it is where the desk
    that leads has taken it, so that a machine that comes back does not turn the page of those at the table.
    """
    cell = (Meeting.__tablename__, meeting.id, "current_item_id")
    if session.get(Versions, cell) is None:
        return meeting.current_item_id
    several = versions.of_cell(session, cell)
    ours = [one for one in several if one.device == meeting.chair_device]
    if not ours:
        return meeting.current_item_id
    # Of two copies of that device both take themselves for the one that leads: the one that said so does.
    taken = versions.of_cell(session, (*cell[:2], "chair_device"))
    run = versions.shown(taken).run if taken else None
    ours = [one for one in ours if one.run == run] or ours
    found = decode(max(ours, key=lambda one: one.rev).new, column_of(*cell[::2]))
    return found if isinstance(found, str) else None


def other_desk(session: Session, meeting_id: str, device: str) -> tuple[str, int]:
    """The other desk at a live meeting, and the rev here of the last that came from it; ("", 0) for none.

    On a desk that takes notes that is the one that leads. On the desk that leads it is whoever recorded
    something at this meeting last: until then it knows of nobody. A copy of this device is none: mostly it
    is this desk itself, before its disk was put back.
    """
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.chair_device is None:
        return "", 0
    if meeting.chair_device != device:
        rev = session.scalar(select(func.max(ChangeSet.rev)).where(ChangeSet.device == meeting.chair_device))
        return meeting.chair_device, rev or 0
    streams = select(AgendaItem.stream_id).where(AgendaItem.meeting_id == meeting.id)
    found = session.execute(
        select(ChangeSet.device, ChangeSet.rev)
        .where(ChangeSet.stream_id.in_(streams), ChangeSet.wall_ms >= (meeting.started_ms or 0))
        .where(ChangeSet.device != device, ChangeSet.intent.in_(_AT_TABLE))
        .order_by(ChangeSet.rev.desc())
        .limit(1)
    ).first()
    return ("", 0) if found is None else (found.device, found.rev)
