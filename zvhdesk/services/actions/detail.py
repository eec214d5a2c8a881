"""One action: how it stands, what can be changed of it, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.actions import NEEDS_REASON, days_late
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import ActionStatus, SubjectRole
from zvhdesk.models.capture import Cell, head_rev
from zvhdesk.models.cases import Action, Subject
from zvhdesk.models.codec import encode
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services import editing, words
from zvhdesk.services.actions.change import STATUS
from zvhdesk.services.adding import form_drafts
from zvhdesk.services.case_door import is_over, visible_case
from zvhdesk.services.editing import Shown
from zvhdesk.services.history import HistoryEntry, row_history

FORM = "actions.detail"
"""The form under which drafts of the fields are kept."""
COLUMNS = ("text", "partner_id", "owner", "due_on", "outcome")
"""What is edited in place; the status has a form of its own, because of the reason."""


@dataclass(frozen=True, slots=True)
class ActionDetail:
    """One action. `reason` is why it is blocked or came to nothing; `read_only`: its term of keeping is over.

    `rev` is what a form that shows this was shown; `drafts` what was typed for another status and not
    recorded (columns `status` and `reason`); `partners` are (id, name).
    """

    id: str
    case_id: str
    case_number: str
    initials: str
    number: NumberInCase
    status: ActionStatus
    days_late: int
    reason: str
    made_on: date | None
    read_back: bool
    read_only: bool
    rev: int
    fields: Mapping[Cell, Shown]
    drafts: Mapping[str, str]
    partners: tuple[tuple[str, str], ...]
    history: tuple[HistoryEntry, ...]


def detail(session: Session, action_id: str, today: date) -> ActionDetail:
    """Everything of one action. Raises Refused(CaseGone) when it or its case may not be seen."""
    action = session.get(Action, action_id)
    if action is None or action.deleted:
        raise Refused(CaseGone())
    case = visible_case(session, action.case_id)
    cells: list[Cell] = [("action", action_id, column) for column in COLUMNS]
    return ActionDetail(
        id=action_id,
        case_id=case.id,
        case_number=case.number,
        initials=_initials(session, case.id),
        number=NumberInCase(action.number),
        status=action.status,
        days_late=days_late(action.status, action.due_on, today),
        reason=_reason(session, action),
        made_on=action.made_on,
        read_back=bool(action.read_back),
        read_only=is_over(case, today),
        rev=head_rev(session),
        fields=editing.show(session, cells, FORM),
        drafts=form_drafts(session, STATUS, action_id),
        partners=_partners(session, action.partner_id),
        history=row_history(session, Action.__tablename__, action_id),
    )


def _initials(session: Session, case_id: str) -> str:
    person = session.scalar(
        select(Person)
        .join(Subject, Subject.person_id == Person.id)
        .where(Subject.case_id == case_id, Subject.role == SubjectRole.MAIN)
        .where(Subject.deleted.is_(False), Person.deleted.is_(False))
        .order_by(Subject.id)
        .limit(1)
    )
    if person is None:
        return words.initials(None, None, None)
    return words.initials(person.initials, person.prefix, person.surname)


def _reason(session: Session, action: Action) -> str:
    """The reason of the newest act that gave this status and said why."""
    if action.status not in NEEDS_REASON:
        return ""
    found = session.scalar(
        select(ChangeSet.reason)
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(ChangeOp.tbl == Action.__tablename__, ChangeOp.row == action.id, ChangeOp.col == "status")
        .where(ChangeOp.new == encode(action.status), ChangeSet.reason.is_not(None))
        # In the order of the server, as in the list; what it does not have yet is the newest.
        .order_by(ChangeSet.seq.is_(None).desc(), ChangeSet.seq.desc(), ChangeSet.rev.desc())
        .limit(1)
    )
    return found or ""


def _partners(session: Session, chosen: str | None) -> tuple[tuple[str, str], ...]:
    """Whom an action can be given to, and who has it now."""
    found = session.scalars(select(Partner).order_by(Partner.name, Partner.id))
    return tuple((one.id, one.name) for one in found if not one.deleted or one.id == chosen)
