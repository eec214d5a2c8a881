"""Rows that several screens of the plans share: adopted versions with who adopted them, and their copies."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import DisclosureKind, SubjectRole
from zvhdesk.models.cases import Subject
from zvhdesk.models.house import Partner
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Disclosure, Plan, Voice
from zvhdesk.services.plans.rows import CopyRow, VersionRow
from zvhdesk.services.words import initials


def copies_of(session: Session, plan_ids: Collection[str]) -> dict[str, tuple[CopyRow, ...]]:
    """The copies of each version, in the order of their numbers."""
    rows = session.execute(
        select(Disclosure, Plan.version, Partner.name)
        .join(Plan, Plan.id == Disclosure.plan_id)
        .outerjoin(Partner, Partner.id == Disclosure.partner_id)
        .where(Disclosure.kind == DisclosureKind.COPY, Disclosure.deleted.is_(False))
        .where(Disclosure.plan_id.in_(plan_ids))
        .order_by(Disclosure.at_ms, Disclosure.copy_number, Disclosure.id)
    ).all()
    found: dict[str, tuple[CopyRow, ...]] = {}
    for row, version, partner in rows:
        copy = CopyRow(
            id=row.id,
            plan_id=row.plan_id or "",
            version=version,
            number=row.copy_number or "",
            partner_id=row.partner_id or "",
            partner=partner or "onbekend",
            at_ms=row.at_ms,
        )
        found[copy.plan_id] = (*found.get(copy.plan_id, ()), copy)
    return found


def version_rows(
    session: Session, adopted: Sequence[Plan], copies: Mapping[str, tuple[CopyRow, ...]], today: date
) -> tuple[VersionRow, ...]:
    """Adopted versions of one case or more, as given; the first of each case is its current one."""
    voices = adopters(session, [plan.id for plan in adopted])
    seen: set[str] = set()
    rows = []
    for plan in adopted:
        current = plan.case_id not in seen
        seen.add(plan.case_id)
        due = plan.evaluation_on
        rows.append(
            VersionRow(
                id=plan.id,
                version=plan.version,
                adopted_on=plan.adopted_on,
                adopted_by=voices.get(plan.id, ()),
                evaluation_on=due,
                days_late=(today - due).days if current and due is not None and due < today else 0,
                copies=copies.get(plan.id, ()),
                current=current,
            )
        )
    return tuple(rows)


def adopters(session: Session, plan_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Names of the lid-1 participants that adopted each version: once, whoever recorded it."""
    rows = session.execute(
        select(Voice.about_id, Partner.id, Partner.name)
        .distinct()
        .join(Partner, Partner.id == Voice.partner_id)
        .where(Voice.about_id.in_(plan_ids), Voice.deleted.is_(False), Voice.agreed_on.is_not(None))
        .order_by(Partner.name, Partner.id)
    ).all()
    found: dict[str, tuple[str, ...]] = {}
    for plan_id, _, name in rows:
        found[plan_id] = (*found.get(plan_id, ()), name)
    return found


def initials_of(session: Session, case_ids: Collection[str]) -> dict[str, str]:
    """The initials of the betrokkene of each case."""
    rows = session.execute(
        select(Subject.case_id, Person.initials, Person.prefix, Person.surname)
        .join(Person, Person.id == Subject.person_id)
        .where(Subject.case_id.in_(case_ids), Subject.role == SubjectRole.MAIN)
        .where(Subject.deleted.is_(False), Person.deleted.is_(False))
        .order_by(Subject.id.desc())
    ).all()
    return {case_id: initials(given, prefix, surname) for case_id, given, prefix, surname in rows}
