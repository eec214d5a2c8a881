"""One casustafel that is planned twice at the same hours: two desks planned it apart, or somebody by mistake.

A table may meet in the morning and in the afternoon of one day: only hours that overlap are told. Nothing is
merged: whoever reads it says which of the two does not go on.
"""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import Meeting
from zvhdesk.services.who import person_label

_other = aliased(Meeting)
_MADE = "held_on"
"""A column that is written when a meeting is planned."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Another meeting of the same table at the same hours: from when until when, and who planned it."""

    id: str
    starts: str
    ends: str
    by: str


def twins(session: Session, meeting_id: str | None = None) -> dict[str, tuple[Twin, ...]]:
    """Of each meeting that did not begin, or of this one, the others that are not over; hardly ever any."""
    query = _TWICE if meeting_id is None else _TWICE.where(Meeting.id == meeting_id)
    found: dict[str, tuple[Twin, ...]] = {}
    for of, other in session.execute(query):
        twin = Twin(other.id, other.starts, other.ends, _planned_by(session, other.id))
        found[of] = (*found.get(of, ()), twin)
    return found


_TWICE: Select[str, Meeting] = (
    select(Meeting.id, _other)
    .join(_other, (_other.table_id == Meeting.table_id) & (_other.held_on == Meeting.held_on))
    .where(Meeting.state == MeetingState.PLANNED, _other.state != MeetingState.CLOSED)
    .where(_other.id != Meeting.id, ~Meeting.deleted, ~_other.deleted)
    .where(_other.starts < Meeting.ends, Meeting.starts < _other.ends)
    .order_by(Meeting.id, _other.starts, _other.id)
)


def _planned_by(session: Session, meeting_id: str) -> str:
    of = (ChangeOp.tbl == Meeting.__tablename__, ChangeOp.row == meeting_id, ChangeOp.col == _MADE)
    first = select(func.min(ChangeOp.rev)).where(*of).scalar_subquery()
    return person_label(session, session.scalar(select(ChangeSet.user).where(ChangeSet.rev == first)) or "")
