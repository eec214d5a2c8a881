"""The rows of the dossier page, made of what was gathered."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.reading.births import ages_on
from zvhdesk.domain.terms import STILL_OPEN, Criterion, PartnerClass, SubjectRole
from zvhdesk.models.capture import Cell, head_rev
from zvhdesk.models.cases import (
    Action,
    Case,
    Contribution,
    CriterionJudgement,
    Goal,
    Referral,
    Subject,
)
from zvhdesk.models.house import Member, Municipality, Partner
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Plan
from zvhdesk.services import conflicts, regimes
from zvhdesk.services.dossier.gathered import Gathered, gather, is_here
from zvhdesk.services.dossier.head import make_head
from zvhdesk.services.dossier.rows import (
    ActionRow,
    Choices,
    ContributionRow,
    Dossier,
    GoalRow,
    JudgedRow,
    PersonRow,
)
from zvhdesk.services.editing import Shown, show
from zvhdesk.services.words import day, full_name, initials, masked, word

FORM = "dossier"
"""The form under which the page keeps its drafts."""

_CASE_COLUMNS = (
    "question", "main_topic", "product", "table_id", "municipality", "process_manager_id", "case_manager",
    "mental_health", "mild_disability", "addiction", "stalking", "minor_children", "border", "life_course",
    "brp_checked_on",
)  # fmt: skip
_COLUMNS: dict[str, tuple[str, ...]] = {
    "case_": _CASE_COLUMNS,
    "referral": ("reason", "urgent"),
    "subject": ("role", "relation"),
    "person": ("initials", "prefix", "surname", "birth_date"),
    "contribution": ("text", "kind", "ground", "condition", "received_on"),
    "goal": ("text", "measure", "due_on"),
    "action": ("text", "partner_id", "due_on", "status", "outcome"),
}


def dossier(session: Session, case_id: str, today: date, *, names: bool = False, form: str = FORM) -> Dossier:
    """All that the page shows. Without `names` no name and no birth date is in it, also not for editing.

    Raises Refused(CaseGone) for a case that is shielded or gone.
    """
    found = gather(session, case_id, today)
    main = found.subjects[0][1] if found.subjects else None
    letters = initials(main.initials, main.prefix, main.surname) if main else "onbekend"
    day_of_referral = found.referral.referred_on if found.referral else found.case.first_processed_on or today
    fields = show(session, _cells(found, names=names), form)
    return Dossier(
        head=make_head(session, found, letters, today),
        fields=fields,
        asked=conflicts.of_case(session, case_id, {*fields, *_plan_cells(session, case_id)}),
        names_asked=0 if names else len(conflicts.of_cells(session, _name_cells(found))),
        referral_id=found.referral.id if found.referral else None,
        referred_on=day(found.referral.referred_on) if found.referral else "",
        referrer=_partner_name(found, found.referral.referrer_id if found.referral else None),
        age_deviation=found.case.age_deviation or "",
        judged=tuple(_judged(criterion, found.judgements.get(criterion)) for criterion in Criterion),
        persons=tuple(
            _person(pair, found, today, names=names) for pair in _circle_order(found, day_of_referral)
        ),
        contributions=tuple(_contribution(row, partner) for row, partner in found.contributions),
        goals=tuple(GoalRow(row.id, at) for at, row in enumerate(found.goals, start=1)),
        actions=tuple(sorted((action_row(row, found, today) for row in found.actions), key=_urgency)),
        choices=_choices(session, found),
        names_shown=names,
        rev=head_rev(session),
    )


def secret(session: Session, person_id: str, column: str, form: str = FORM) -> Shown:
    """A BSN or an address in full: to be read through `desk.look` only (CHAIRS.md, 6)."""
    if column not in ("bsn", "address"):
        raise KeyError(column)
    cell = ("person", person_id, column)
    return show(session, [cell], form)[cell]


def action_row(row: Action, found: Gathered, today: date) -> ActionRow:
    """One action with how late it is."""
    late = row.status in STILL_OPEN and row.due_on is not None and row.due_on < today
    return ActionRow(
        id=row.id,
        number=NumberInCase(row.number),
        text=row.text,
        partner=_partner_name(found, row.partner_id),
        due_on=row.due_on,
        status=row.status,
        days_late=(today - row.due_on).days if late and row.due_on else 0,
    )


def age_words(birth: str | None, today: date) -> str:
    """How old someone is, as far as the birth date tells."""
    if birth is None:
        return "leeftijd onbekend"
    least, greatest = ages_on(birth, today)
    return f"{greatest} jaar" if least == greatest else f"{least} of {greatest} jaar"


def is_minor(birth: str | None, today: date) -> bool:
    """Whether someone is under 18, or may be."""
    return birth is not None and ages_on(birth, today)[0] < 18


def _circle_order(found: Gathered, day_of_referral: date) -> list[tuple[Subject, Person]]:
    """The betrokkene first, then minors, then the others (a child is seen before who is louder)."""
    return sorted(
        found.subjects,
        key=lambda pair: (
            pair[0].role is not SubjectRole.MAIN,
            not is_minor(pair[1].birth_date, day_of_referral),
        ),
    )


def _cells(found: Gathered, *, names: bool) -> list[Cell]:
    rows: list[Case | Referral | Subject | Person | Contribution | Goal | Action] = [found.case]
    rows += [found.referral] if found.referral else []
    rows += [subject for subject, _ in found.subjects]
    rows += [person for _, person in found.subjects if is_here(person)] if names else []
    rows += [row for row, _ in found.contributions]
    rows += [*found.goals, *found.actions]
    return [(row.__tablename__, row.id, col) for row in rows for col in _COLUMNS[row.__tablename__]]


def _name_cells(found: Gathered) -> list[Cell]:
    people = [person.id for _, person in found.subjects if is_here(person)]
    return [("person", person, col) for person in people for col in _COLUMNS["person"]]


def _plan_cells(session: Session, case_id: str) -> list[Cell]:
    """What the concept of the plan has fields for."""
    concepts = session.scalars(
        select(Plan.id).where(Plan.case_id == case_id, Plan.adopted_on.is_(None), ~Plan.deleted)
    )
    return [("plan", plan, col) for plan in concepts for col in ("crisis", "evaluation_on")]


def _judged(criterion: Criterion, row: CriterionJudgement | None) -> JudgedRow:
    if row is None:
        return JudgedRow(criterion, word(criterion))
    return JudgedRow(criterion, word(criterion), row.met, row.ground, row.decided_by, day(row.decided_on))


def _person(pair: tuple[Subject, Person], found: Gathered, today: date, *, names: bool) -> PersonRow:
    subject, person = pair
    return PersonRow(
        subject_id=subject.id,
        person_id=person.id,
        role=subject.role,
        role_word=word(subject.role),
        relation=subject.relation or "",
        initials=initials(person.initials, person.prefix, person.surname),
        name=full_name(person.initials, person.prefix, person.surname) if names else "",
        age=age_words(person.birth_date, today),
        minor=is_minor(person.birth_date, today),
        bsn=masked(person.bsn),
        has_address=bool(person.address),
        here=is_here(person),
        possible_duplicate=person.possible_duplicate or person.id in found.twins,
        twins=found.twins.get(person.id, ()),
    )


def _contribution(row: Contribution, partner: Partner | None) -> ContributionRow:
    return ContributionRow(
        id=row.id,
        partner_id=row.partner_id,
        partner=partner.name if partner else "onbekende partner",
        partner_class=word(partner.class_) if partner else "",
        received_on=row.received_on,
        conditional=bool(row.condition),
    )


def _urgency(row: ActionRow) -> tuple[int, int, date, int]:
    """Late first, the latest on top; then open by date; then what is over, newest number first."""
    if row.days_late:
        return (0, -row.days_late, date.max, row.number)
    if row.status in STILL_OPEN:
        return (1, 0, row.due_on or date.max, row.number)
    return (2, 0, date.max, -row.number)


def _partner_name(found: Gathered, partner_id: str | None) -> str:
    partner = found.partners.get(partner_id or "")
    return partner.name if partner else ""


def _choices(session: Session, found: Gathered) -> Choices:
    usable = [partner for partner in found.partners.values() if not partner.deleted]
    gemeenten = session.scalars(
        select(Municipality.name).where(Municipality.deleted.is_(False)).order_by(Municipality.name)
    ).all()
    members = session.scalars(
        select(Member).where(Member.deleted.is_(False)).order_by(Member.name, Member.id)
    )
    return Choices(
        tables=regimes.choices(session, found.case.table_id),
        gemeenten=tuple((name, name) for name in gemeenten),
        members=tuple((member.id, member.name) for member in members),
        partners=tuple((partner.id, partner.name) for partner in usable),
        lid_one=tuple(
            (partner.id, partner.name) for partner in usable if partner.class_ is PartnerClass.PARAGRAPH_1
        ),
    )
