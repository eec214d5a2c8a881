"""What does not outlive a meeting: notes that somebody made for themselves (CHAIRS.md, In the meeting)."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting

_CLOSED = select(Meeting.id).where(Meeting.state == MeetingState.CLOSED)
_POINTS = select(AgendaItem.id).where(AgendaItem.meeting_id.in_(_CLOSED))


def forget_own_notes(session: Session) -> None:
    """Delete those of every meeting that is closed, on this desk: here or at another one."""
    session.execute(delete(ChairNote).where(ChairNote.meeting_id.in_(_CLOSED)))
    session.execute(delete(Draft).where(Draft.form == "own_note", Draft.row.in_(_POINTS)))
