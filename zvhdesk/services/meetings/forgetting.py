"""What does not outlive a meeting: notes that somebody made for themselves (CHAIRS.md, In the meeting)."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting
from zvhdesk.services.meetings.closed_apart import closed_apart


def forget_own_notes(session: Session, device: str, today: date) -> None:
    """Delete those of every meeting that is closed, on this desk: here or at another one.

    Not yet of one that this desk led when another closed it: whoever made them may go on with it.
    """
    closed = select(Meeting.id).where(Meeting.state == MeetingState.CLOSED)
    held = select(Meeting).where(Meeting.state == MeetingState.CLOSED, Meeting.chair_device == device)
    may_go_on = [
        meeting.id
        for meeting in session.scalars(held.where(Meeting.id.in_(select(ChairNote.meeting_id).distinct())))
        if (apart := closed_apart(session, meeting, device, today)) is not None and apart.here
    ]
    over = closed.where(Meeting.id.not_in(may_go_on))
    points = select(AgendaItem.id).where(AgendaItem.meeting_id.in_(over))
    session.execute(delete(ChairNote).where(ChairNote.meeting_id.in_(over)))
    session.execute(delete(Draft).where(Draft.form == "own_note", Draft.row.in_(points)))
