"""Giving an action another status, with the reason in words that some of them ask for."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.actions import days_late, reason_refusal
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, CaseGone, Refused
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.services.adding import drop_form_drafts
from zvhdesk.services.case_door import working_case
from zvhdesk.services.who import person_label
from zvhdesk.services.words import word

STATUS = "action.status"
"""The intent of a change of status."""


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """What was recorded. `days_late` is how long after its term the action was, on the day of the act."""

    action_id: str
    case_id: str
    number: NumberInCase
    before: ActionStatus
    status: ActionStatus
    days_late: int


def change_status(
    session: CaptureSession, action_id: str, status: ActionStatus, reason: str | None, today: date
) -> StatusChanged:
    """Give an action another status. The reason becomes that of the act, so that history shows it.

    Geblokkeerd, kan niet meer, niet gedaan and vervallen need a reason. When the act carries the `base_rev`
    of a form, a status that another act set since is not overwritten (DATA.md 7). A reason that was kept as
    a draft goes.
    Raises Refused(BadInput) with field `Status` or `Reden`, CaseGone or RetentionPassed.
    """
    action = session.get(Action, action_id)
    if action is None or action.deleted:
        raise Refused(CaseGone())
    working_case(session, action.case_id)
    _refuse_if_stale(session, action, status)
    if action.status is status:
        raise Refused(BadInput("Status", f"Deze actie staat al op {word(status).lower()}."))
    wrong = reason_refusal(status, reason)
    if wrong is not None:
        raise Refused(wrong)
    session.act = replace(session.act, reason=tidy(reason or "") or None)
    before, action.status = action.status, status
    drop_form_drafts(session, STATUS, action.id)
    return StatusChanged(
        action_id=action.id,
        case_id=action.case_id,
        number=NumberInCase(action.number),
        before=before,
        status=status,
        days_late=days_late(before, action.due_on, today),
    )


def _refuse_if_stale(session: CaptureSession, action: Action, status: ActionStatus) -> None:
    """A form that was shown another status says so first; choosing again settles it."""
    shown = session.act.base_rev
    if shown is None or action.status is status:
        return
    change = _later(session, action.id, shown)
    if change is not None:
        raise Refused(
            BadInput(
                "Status",
                f"{person_label(session, change.user)} heeft dit intussen gewijzigd in "
                f"{word(action.status).lower()}; u koos {word(status).lower()}. "
                "Leg opnieuw vast als uw keuze moet gelden.",
            )
        )


def _later(session: Session, action_id: str, shown_rev: int) -> ChangeSet | None:
    return session.scalar(
        select(ChangeSet)
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(ChangeOp.tbl == Action.__tablename__, ChangeOp.row == action_id, ChangeOp.col == "status")
        .where(ChangeOp.rev > shown_rev)
        .order_by(ChangeOp.rev.desc())
        .limit(1)
    )
