"""When cases were last on a table, and who was at it then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.meeting import OF_ORGANISATION
from zvhdesk.domain.terms import PRESENT, ItemState
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.services.meetings.recorded import recorded

_TALKED = (ItemState.RUNNING, ItemState.DONE)


@dataclass(frozen=True, slots=True)
class Discussion:
    """An item in which a case was discussed, and the meeting it belonged to."""

    item_id: str
    meeting_id: str
    held_on: date


def discussions(session: Session, case_id: str) -> tuple[Discussion, ...]:
    """Every discussion of a case, the newest first."""
    return _newest_first(session, [case_id]).get(case_id, ())


def last_discussions(session: Session, case_ids: Collection[str]) -> dict[str, Discussion]:
    """The newest discussion of each case that was on a table."""
    return {case_id: found[0] for case_id, found in _newest_first(session, case_ids).items()}


def _newest_first(session: Session, case_ids: Collection[str]) -> dict[str, tuple[Discussion, ...]]:
    rows = session.execute(
        select(AgendaItem.case_id, AgendaItem.id, Meeting.id, Meeting.held_on, AgendaItem.state)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.state != ItemState.PLANNED,
            AgendaItem.deleted.is_(False),
            Meeting.deleted.is_(False),
        )
        .where(AgendaItem.case_id.in_(case_ids))
        .order_by(Meeting.held_on.desc(), Meeting.starts.desc(), AgendaItem.id.desc())
    ).all()
    # What went to the next table after something was recorded was discussed until then.
    broken_off = recorded(session, [row[1] for row in rows if row[4] is ItemState.POSTPONED])
    found: dict[str, tuple[Discussion, ...]] = {}
    for case_id, item_id, meeting_id, held_on, state in rows:
        if case_id is not None and (state in _TALKED or item_id in broken_off):
            found[case_id] = (*found.get(case_id, ()), Discussion(item_id, meeting_id, held_on))
    return found


def partners_present(session: Session, meeting_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The partners that took part in each meeting: in the room, online or by phone."""
    rows = session.execute(
        select(Attendance.meeting_id, Attendance.partner_id).where(
            Attendance.meeting_id.in_(meeting_ids),
            Attendance.partner_id.is_not(None),
            Attendance.presence.in_(PRESENT),
            Attendance.capacity.in_(OF_ORGANISATION),
            Attendance.deleted.is_(False),
        )
    ).all()
    found: dict[str, set[str]] = {}
    for meeting_id, partner_id in rows:
        if partner_id is not None:
            found.setdefault(meeting_id, set()).add(partner_id)
    return {meeting_id: frozenset(partners) for meeting_id, partners in found.items()}
