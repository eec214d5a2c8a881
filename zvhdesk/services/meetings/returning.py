"""What of a meeting stands on a later agenda of the same table, and what still waits for one."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import ItemState, MeetingState
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.meetings.door import items_of

OPENING, CLOSING = "Opening en geheimhouding", "Rondvraag en sluiting"
ALWAYS = frozenset({OPENING.casefold(), CLOSING.casefold()})
"""The points that every agenda has of itself."""


def returns(session: Session, meeting: Meeting, items: Iterable[AgendaItem]) -> dict[str, date]:
    """On which later agenda of this table each item stands now, by item: the first of them.

    It is read anew each time: a meeting that does not go on takes its agenda along.
    """
    by_case: dict[str, date] = {}
    by_title: dict[str, date] = {}
    for case_id, title, held_on in session.execute(
        select(AgendaItem.case_id, AgendaItem.title, Meeting.held_on)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.table_id == meeting.table_id, Meeting.id != meeting.id, ~Meeting.deleted)
        .where(Meeting.held_on >= meeting.held_on, ~AgendaItem.deleted)
        .where((Meeting.state != MeetingState.CLOSED) | (Meeting.closed_ms > (meeting.closed_ms or 0)))
        .order_by(Meeting.held_on, Meeting.starts, AgendaItem.id)
    ):
        if case_id is not None:
            by_case.setdefault(case_id, held_on)
        else:
            by_title.setdefault(title.casefold(), held_on)
    found: dict[str, date] = {}
    for item in items:
        put_off = item.state is ItemState.POSTPONED and item.title.casefold() not in ALWAYS
        day = by_case.get(item.case_id) if item.case_id else by_title.get(item.title.casefold())
        if day is not None and (item.case_id is not None or put_off):
            found[item.id] = day
    return found


def points_put_off(session: Session, meeting: Meeting) -> list[tuple[str, int]]:
    """Title and minutes of the points that this table put off when no next meeting was planned."""
    of_table = (Meeting.table_id == meeting.table_id, ~Meeting.deleted, Meeting.id != meeting.id)
    last = session.scalars(
        select(Meeting)
        .where(*of_table, Meeting.state == MeetingState.CLOSED, Meeting.held_on <= meeting.held_on)
        .order_by(Meeting.held_on.desc(), Meeting.closed_ms.desc(), Meeting.id.desc())
        .limit(1)
    ).first()
    if last is None:
        return []
    arrived = session.scalars(
        select(AgendaItem.title)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(*of_table, Meeting.state != MeetingState.CLOSED, Meeting.held_on >= last.held_on)
        .where(AgendaItem.case_id.is_(None), ~AgendaItem.deleted)
    )
    there = ALWAYS | {title.casefold() for title in arrived}
    return [
        (item.title, item.minutes)
        for item in items_of(session, last.id)
        if item.case_id is None and item.state is ItemState.POSTPONED and item.title.casefold() not in there
    ]
