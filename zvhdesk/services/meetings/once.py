"""What two desks may put on one agenda at once: the same item at both, so that it stands there once.

A case that is on the agenda of a meeting goes on to the next when that is closed. Somebody at another desk
may have put it there by hand meanwhile.
"""

from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.base import new_id
from zvhdesk.models.meetings import AgendaItem, Meeting

_CARRIED = UUID("b7c0a3d4-6d0f-4d6b-9a55-3f0c5e1f8a27")


def id_from(session: Session, meeting_id: str, what: str) -> str:
    """Of what goes on from this meeting, a case or the title of a point. A new one when it did before."""
    made = uuid5(_CARRIED, f"{meeting_id} {what}").hex
    return made if session.get(AgendaItem, made) is None else new_id()


def id_by_hand(session: Session, meeting: Meeting, case_id: str) -> str:
    """Of a case that is put on the agenda of this meeting: as it would go on from where it stands now."""
    before = (
        select(Meeting.id)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.case_id == case_id, ~AgendaItem.deleted, ~Meeting.deleted)
        .where(Meeting.table_id == meeting.table_id, Meeting.state != MeetingState.CLOSED)
        .where(Meeting.id != meeting.id, Meeting.held_on <= meeting.held_on)
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(1)
    )
    found = session.scalar(before)
    return new_id() if found is None else id_from(session, found, case_id)
