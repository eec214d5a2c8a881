"""Putting a case on the agenda of the next meeting of its table, from the board or the dossier."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import NoMeetingPlanned, Refused, TableMissing
from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.meetings import Meeting
from zvhdesk.services import regimes
from zvhdesk.services.case_door import act_day, working_case
from zvhdesk.services.meetings import planning

INTENT = "agenda.add"


@dataclass(frozen=True, slots=True)
class OnNext:
    """A case that was put on an agenda: its number, the table and the day of the meeting."""

    number: str
    table: str
    held_on: date


def next_planned(session: Session, table_id: str, today: date) -> Meeting | None:
    """The first planned meeting of a table from `today` on; none of one that went to another regime."""
    if regimes.table_of(session, table_id) is None:
        return None
    return session.scalar(
        select(Meeting)
        .where(Meeting.table_id == table_id, Meeting.state == MeetingState.PLANNED, ~Meeting.deleted)
        .where(Meeting.held_on >= today)
        .order_by(Meeting.held_on, Meeting.starts, Meeting.id)
        .limit(1)
    )


def add_to_next(session: CaptureSession, case_id: str) -> OnNext:
    """Put the case on the next planned agenda of its table.

    Raises Refused(TableMissing | NoMeetingPlanned | OnAgenda | CaseGone | RetentionPassed).
    """
    case = working_case(session, case_id)
    table = regimes.table_of(session, case.table_id)
    if table is None:
        raise Refused(TableMissing())
    meeting = next_planned(session, table.id, act_day(session))
    if meeting is None:
        raise Refused(NoMeetingPlanned(table.name))
    planning.add_case(session, meeting.id, case_id)
    return OnNext(case.number, table.name, meeting.held_on)
