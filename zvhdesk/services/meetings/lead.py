"""Who leads a meeting when more desks are at it, and where it is then (DATA.md 17).

The desk whose id is `chair_device` leads: it has the wall, and it alone moves the meeting. Every other desk
takes notes along. There is no presence channel: a desk that wants to go on just says so in its row.
"""

from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import LedElsewhere, Refused
from zvhdesk.models.agreeing import Versions
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.codec import decode
from zvhdesk.models.meetings import Meeting
from zvhdesk.models.tables import column_of
from zvhdesk.services.meetings.door import live_meeting

TAKE_OVER = "meeting.take_over"


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
    at = current_item(session, meeting)
    meeting.chair_device = device
    if at is not None:
        meeting.current_item_id = at


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
    found = decode(max(ours, key=lambda one: one.rev).new, column_of(*cell[::2]))
    return found if isinstance(found, str) else None
