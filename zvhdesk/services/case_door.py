"""The door to a case: who may not come in, and when nothing may be changed behind it."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from zvhdesk.domain.clocks import retention_passed
from zvhdesk.domain.refusals import CaseGone, Refused, RetentionPassed
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case


def visible_case(session: Session, case_id: str) -> Case:
    """The case, for looking. Raises Refused(CaseGone) when it is deleted or shielded (WGS 2.31(8))."""
    case = session.get(Case, case_id)
    if case is None or case.deleted or case.shielded:
        raise Refused(CaseGone())
    return case


def working_case(session: CaptureSession, case_id: str) -> Case:
    """The case, for changing. Raises Refused(CaseGone | RetentionPassed): the term is that of WGS 1.8(7)."""
    case = visible_case(session, case_id)
    if is_over(case, act_day(session)):
        raise Refused(RetentionPassed())
    return case


def may_work(session: CaptureSession, case_id: str) -> bool:
    """Whether the case is there, not shielded, and within its term."""
    case = session.get(Case, case_id)
    return case is not None and not (case.deleted or case.shielded or is_over(case, act_day(session)))


def is_over(case: Case, today: date) -> bool:
    """Whether the five years from first processing are over, so that it must be decided first."""
    return case.first_processed_on is not None and retention_passed(case.first_processed_on, today)


def act_day(session: CaptureSession) -> date:
    """The day of the act under way, on this computer's calendar."""
    return datetime.fromtimestamp(session.act.wall_ms / 1000, UTC).astimezone().date()
