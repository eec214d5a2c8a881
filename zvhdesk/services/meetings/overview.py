"""The meetings of the house: which there are, and which runs now."""

from dataclasses import replace
from datetime import date

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.meetings import Meeting
from zvhdesk.services.meetings.reading import meeting_columns, meeting_rows
from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.services.meetings.twice import twins

LIMIT = 60
"""Meetings in the list: more than a year of a weekly table."""


def meetings(session: Session, today: date, device: str) -> tuple[MeetingRow, ...]:
    """What runs, then what is planned by date, then what is over, newest first; at most LIMIT.

    A planned meeting whose day went by comes after those to come: it was moved or never held.
    """
    planned = Meeting.state == MeetingState.PLANNED
    group = case(
        (Meeting.state == MeetingState.LIVE, 0),
        (and_(planned, Meeting.held_on >= today), 1),
        (planned, 2),
        else_=3,
    )
    upcoming = case((group <= 1, Meeting.held_on))
    earlier_today = case((group <= 1, Meeting.starts))
    statement = meeting_columns().order_by(
        group, upcoming, earlier_today, Meeting.held_on.desc(), Meeting.starts.desc(), Meeting.id.desc()
    )
    rows, of = meeting_rows(session, device, statement.limit(LIMIT)), twins(session)
    return tuple(replace(row, twins=of.get(row.id, ())) for row in rows)


def live_here(session: Session, device: str) -> str | None:
    """The id of the live meeting that this device chairs, None when there is none."""
    return session.scalar(
        select(Meeting.id)
        .where(Meeting.state == MeetingState.LIVE, Meeting.chair_device == device, ~Meeting.deleted)
        .order_by(Meeting.started_ms.desc(), Meeting.id.desc())
        .limit(1)
    )


def any_live(session: Session) -> bool:
    """Whether a meeting runs, on whatever desk: an import waits for its end (DATA.md 11)."""
    found = select(Meeting.id).where(Meeting.state == MeetingState.LIVE, ~Meeting.deleted).limit(1)
    return session.scalar(found) is not None
