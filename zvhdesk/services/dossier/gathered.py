"""Reading one case whole: its mapped rows, for the services that show or print it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Criterion, SubjectRole
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
from zvhdesk.services import judgements, regimes
from zvhdesk.services.case_door import visible_case
from zvhdesk.services.twins import twins

Row = TypeVar("Row", Referral, Contribution, Goal, Action)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The mapped rows of a case; they never leave the services. `plan` is the newest adopted version.

    `judged_twice`: desks recorded another judgement of lid 1 apart, and nobody chose yet.
    `twins` are the numbers of the cases in which somebody stands once more, by the person's id.
    """

    case: Case
    referral: Referral | None
    judgements: Mapping[Criterion, CriterionJudgement]
    judged_twice: bool
    subjects: list[tuple[Subject, Person]]
    contributions: list[tuple[Contribution, Partner | None]]
    goals: list[Goal]
    actions: list[Action]
    plan: Plan | None
    partners: dict[str, Partner]
    table: CaseTable | None
    municipality: str
    twins: Mapping[str, tuple[str, ...]]


def gather(session: Session, case_id: str, today: date) -> Gathered:
    """The rows of a case, in the order in which they are shown: the same on every desk.

    Raises Refused(CaseGone).
    """
    case = visible_case(session, case_id)
    partners = {
        partner.id: partner for partner in session.scalars(select(Partner).order_by(Partner.name, Partner.id))
    }
    found = judgements.standing(session, case_id)
    paired = [(row, partners.get(row.partner_id)) for row in _of(session, Contribution, case_id)]
    subjects = _subjects(session, case_id)
    return Gathered(
        case=case,
        referral=next(iter(_of(session, Referral, case_id)), None),
        judgements=found[0].rows if found else {},
        judged_twice=judgements.differ(found),
        subjects=subjects,
        contributions=sorted(paired, key=_by_partner),
        goals=sorted(_of(session, Goal, case_id), key=lambda row: row.position),
        actions=sorted(_of(session, Action, case_id), key=lambda row: row.number),
        plan=_adopted_plan(session, case_id),
        partners=partners,
        table=regimes.table_of(session, case.table_id),
        municipality=case.municipality or "",
        twins=twins(session, case_id, [person for _, person in subjects], today),
    )


def _of(session: Session, cls: type[Row], case_id: str) -> list[Row]:
    """Oldest first by their ids: what arrived first here says nothing."""
    wanted = select(cls).where(cls.case_id == case_id, cls.deleted.is_(False))
    return list(session.scalars(wanted.order_by(cls.id)))


def _by_partner(pair: tuple[Contribution, Partner | None]) -> tuple[str, int]:
    """By name, of each the newest first."""
    row, partner = pair
    return partner.name.casefold() if partner else "", -row.received_on.toordinal()


def _adopted_plan(session: Session, case_id: str) -> Plan | None:
    return session.scalar(
        select(Plan)
        .where(Plan.case_id == case_id, Plan.adopted_on.is_not(None), Plan.deleted.is_(False))
        .order_by(Plan.version.desc(), Plan.id.desc())
        .limit(1)
    )


def is_here(person: Person) -> bool:
    """Whether this desk has the row of a person, or only their place in the case."""
    return bool(person.stream_id)


def _subjects(session: Session, case_id: str) -> list[tuple[Subject, Person]]:
    """The betrokkene first, then the circle in the order in which it was recorded.

    Whose data are not here, for they were destroyed or did not come yet, keeps the place and has no name.
    """
    pairs = session.execute(
        select(Subject, Person)
        .outerjoin(Person, Person.id == Subject.person_id)
        .where(Subject.case_id == case_id, Subject.deleted.is_(False), Person.deleted.is_not(True))
        .order_by(Subject.id)
    ).all()
    found = [(subject, cast("Person | None", person) or _unknown(subject)) for subject, person in pairs]
    return sorted(found, key=lambda pair: pair[0].role is not SubjectRole.MAIN)


def _unknown(subject: Subject) -> Person:
    """In the place of a row that is not here; never stored."""
    return Person(stream_id="", id=subject.person_id)
