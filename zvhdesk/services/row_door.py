"""The door to any row: whether it is there, and whether what stands in it may be changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import AttendeeGone, CaseGone, MeetingNotLive, Refusal, Refused
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.meetings import Attendance, Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.case_door import may_work, working_case

_GONE: dict[str, Refusal] = {
    Attendance.__tablename__: AttendeeGone(),
    Meeting.__tablename__: MeetingNotLive(),
}
"""What is answered for a row that is gone and is in no case; of a case it says that the case is."""


def standing_row(session: Session, tbl: str, row_id: str) -> Replicated:
    """A row that was not deleted. Raises Refused(CaseGone | AttendeeGone | MeetingNotLive)."""
    row = session.get(BY_NAME[tbl], row_id)
    if row is None or row.deleted:
        raise Refused(_GONE.get(tbl, CaseGone()))
    return row


def refuse_unless_open(session: CaptureSession, row: Replicated) -> None:
    """What stands in a case is changed only while the case may be (WGS 1.8(7), 2.31(8)).

    A person is in one case or more, and may be corrected as long as one of them is open.
    Raises Refused(CaseGone | RetentionPassed).
    """
    if isinstance(row, Person):
        cases = session.scalars(
            select(Subject.case_id).where(Subject.person_id == row.id, Subject.deleted.is_(False))
        ).all()
        if cases and not any(may_work(session, case_id) for case_id in cases):
            working_case(session, cases[0])
        return
    case_id = row.id if isinstance(row, Case) else getattr(row, "case_id", None)
    if case_id is not None:
        working_case(session, case_id)
