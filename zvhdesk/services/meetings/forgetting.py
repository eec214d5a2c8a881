"""What does not outlive a meeting: notes that somebody made for themselves (CHAIRS.md, In the meeting)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select, union
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting
from zvhdesk.services.meetings.closed_apart import closed_apart

_TYPED = Draft.form == "own_note"
_NOTED = union(
    select(ChairNote.meeting_id),
    select(AgendaItem.meeting_id).join(Draft, Draft.row == AgendaItem.id).where(_TYPED),
)
"""The meetings at which somebody made any on this desk: nearly always none."""


def forget_own_notes(session: Session, meetings: Collection[str]) -> None:
    """Delete those of these meetings on this desk, and what was being typed of them."""
    points = select(AgendaItem.id).where(AgendaItem.meeting_id.in_(meetings))
    session.execute(delete(ChairNote).where(ChairNote.meeting_id.in_(meetings)))
    session.execute(delete(Draft).where(_TYPED, Draft.row.in_(points)))


def forget_what_is_over(session: Session, device: str, today: date) -> bool:
    """Delete those of every meeting that is closed, here or at another desk. Returns whether there were any.

    Not yet of one that this desk led when another closed it: whoever made them may go on with it.
    """
    closed = select(Meeting).where(Meeting.state == MeetingState.CLOSED, Meeting.id.in_(_NOTED))
    over = [
        meeting.id
        for meeting in session.scalars(closed)
        if (apart := closed_apart(session, meeting, device, today)) is None or not apart.here
    ]
    if over:
        forget_own_notes(session, over)
    return bool(over)
