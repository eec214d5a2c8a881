"""Reading one case whole: its mapped rows, for the services that show or print it."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Criterion, PlanState, SubjectRole
from zvhdesk.models.cases import (
    Action,
    Case,
    Contribution,
    CriterionJudgement,
    Goal,
    Referral,
    Subject,
)
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Plan
from zvhdesk.services import regimes
from zvhdesk.services.case_door import visible_case

Row = TypeVar("Row", Referral, CriterionJudgement, Contribution, Goal, Action)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The mapped rows of a case; they never leave the services. `plan` is the newest adopted version."""

    case: Case
    referral: Referral | None
    judgements: dict[Criterion, CriterionJudgement]
    subjects: list[tuple[Subject, Person]]
    contributions: list[tuple[Contribution, Partner | None]]
    goals: list[Goal]
    actions: list[Action]
    plan: Plan | None
    partners: dict[str, Partner]
    table: CaseTable | None
    municipality: str


def gather(session: Session, case_id: str) -> Gathered:
    """The rows of a case, in the order in which they are shown. Raises Refused(CaseGone)."""
    case = visible_case(session, case_id)
    partners = {partner.id: partner for partner in session.scalars(select(Partner).order_by(Partner.name))}
    judged = _of(session, CriterionJudgement, case_id)
    contributions = sorted(_of(session, Contribution, case_id), key=lambda row: row.received_on, reverse=True)
    paired = [(row, partners.get(row.partner_id)) for row in contributions]
    paired.sort(key=lambda pair: pair[1].name.casefold() if pair[1] else "")
    return Gathered(
        case=case,
        referral=next(iter(_of(session, Referral, case_id)), None),
        judgements={row.criterion: row for row in judged},
        subjects=_subjects(session, case_id),
        contributions=paired,
        goals=sorted(_of(session, Goal, case_id), key=lambda row: row.position),
        actions=sorted(_of(session, Action, case_id), key=lambda row: row.number),
        plan=_adopted_plan(session, case_id),
        partners=partners,
        table=regimes.table_of(session, case.table_id),
        municipality=case.municipality or "",
    )


def _of(session: Session, cls: type[Row], case_id: str) -> list[Row]:
    return list(session.scalars(select(cls).where(cls.case_id == case_id, cls.deleted.is_(False))))


def _adopted_plan(session: Session, case_id: str) -> Plan | None:
    return session.scalar(
        select(Plan)
        .where(Plan.case_id == case_id, Plan.state == PlanState.ADOPTED, Plan.deleted.is_(False))
        .order_by(Plan.version.desc())
        .limit(1)
    )


def _subjects(session: Session, case_id: str) -> list[tuple[Subject, Person]]:
    """The betrokkene first, then the circle in the order in which it was recorded."""
    pairs = session.execute(
        select(Subject, Person)
        .join(Person, Person.id == Subject.person_id)
        .where(Subject.case_id == case_id, Subject.deleted.is_(False), Person.deleted.is_(False))
        .order_by(Subject.id)
    ).all()
    return sorted(
        ((subject, person) for subject, person in pairs),
        key=lambda pair: pair[0].role is not SubjectRole.MAIN,
    )
