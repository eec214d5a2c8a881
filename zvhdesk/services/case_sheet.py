"""Gathering what the casusblad says. What a supplier put a condition on stays out of it (WGS 2.29(3))."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.clocks import destroy_by
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.refusals import Refused, RetentionPassed
from zvhdesk.domain.terms import ContributionKind, Criterion
from zvhdesk.models.cases import Contribution
from zvhdesk.models.home import home
from zvhdesk.models.house import House, Member, Partner
from zvhdesk.services.case_door import is_over
from zvhdesk.services.dossier.gathered import Gathered, gather
from zvhdesk.services.dossier.making import action_row
from zvhdesk.services.handling import handling, secrecy
from zvhdesk.services.papers.sheet_values import (
    CaseSheet,
    SheetAction,
    SheetCriterion,
    SheetGoal,
    SheetPerson,
    SheetSource,
)
from zvhdesk.services.reading import write_birth_date
from zvhdesk.services.words import day, days_late, full_name, initials, word, yes_no

_FEATURES = (
    ("mental_health", "Psychische gezondheid"),
    ("mild_disability", "Licht verstandelijke beperking"),
    ("addiction", "Verslaving"),
    ("stalking", "Stalking"),
    ("minor_children", "Minderjarige kinderen"),
    ("life_course", "Levensloopaanpak"),
)


def gather_sheet(session: Session, case_id: str, now: datetime) -> CaseSheet:
    """The values of the paper at `now`. Read it through `desk.look`: printing is an act to account for.

    Raises Refused(CaseGone), and Refused(RetentionPassed): what may not be kept is not handed out either.
    """
    today = now.date()
    found = gather(session, case_id, today)
    if is_over(found.case, today):
        raise Refused(RetentionPassed())
    main = found.subjects[0][1] if found.subjects else None
    free = [pair for pair in found.contributions if not pair[0].condition]
    house = session.scalar(select(House).where(House.deleted.is_(False)))
    return CaseSheet(
        house=house.name if house else "",
        number=found.case.number,
        initials=initials(main.initials, main.prefix, main.surname) if main else "onbekend",
        facts=_facts(session, found),
        question=found.case.question or "",
        goals=tuple(SheetGoal(row.text, row.measure or "", day(row.due_on)) for row in found.goals),
        actions=_actions(found, today),
        clocks=_clocks(found),
        handling=handling(found.table, found.case.question, home(session)),
        referral=_referral(found),
        reason=(found.referral.reason or "") if found.referral else "",
        judged=tuple(_criterion(found, criterion) for criterion in Criterion),
        judged_by=_judged_by(found),
        persons=_persons(found),
        picture=_sources(free, ContributionKind.FACT),
        opinions=_sources(free, ContributionKind.OPINION),
        features=_features(found),
        printed=f"Afgedrukt op {day(today)} om {now:%H:%M}",
        secrecy=secrecy(found.table, home(session)),
        tailored=len(free) < len(found.contributions),
    )


def _facts(session: Session, found: Gathered) -> tuple[tuple[str, str], ...]:
    case = found.case
    manager = session.get(Member, case.process_manager_id) if case.process_manager_id else None
    return (
        ("Casustafel", found.table.name if found.table else "nog niet gekozen"),
        ("Fase", word(case.phase)),
        ("In deze fase sinds", day(case.phase_since)),
        ("Product", word(case.product) if case.product else "nog niet gekozen"),
        ("Gemeente", found.municipality),
        ("Procesregie", manager.name if manager else ""),
        ("Casusregie", case.case_manager or ""),
    )


def _actions(found: Gathered, today: date) -> tuple[SheetAction, ...]:
    rows = [action_row(row, found, today) for row in found.actions]
    rows.sort(key=lambda row: (-row.days_late, row.number))
    return tuple(
        SheetAction(
            number=NumberInCase(row.number),
            text=row.text,
            who=row.partner,
            due=day(row.due_on),
            status=word(row.status),
            late=days_late(row.days_late) if row.days_late else "",
        )
        for row in rows
    )


def _clocks(found: Gathered) -> tuple[tuple[str, str], ...]:
    case = found.case
    first = case.first_processed_on
    clocks = [
        ("Vernietigen uiterlijk", day(destroy_by(first)) if first else ""),
        ("Eerste verwerking", day(first)),
        ("BRP-check", day(case.brp_checked_on) or "nog niet gedaan"),
    ]
    if case.waiting_since:
        clocks.append(("Werkvoorraad sinds", day(case.waiting_since)))
    return tuple(clocks)


def _referral(found: Gathered) -> tuple[tuple[str, str], ...]:
    referral = found.referral
    if referral is None:
        return (("Aanmelddatum", ""),)
    partner = found.partners.get(referral.referrer_id or "")
    return (
        ("Aanmelddatum", day(referral.referred_on)),
        ("Aanmelder", partner.name if partner else ""),
        ("Spoed", yes_no(referral.urgent)),
        ("Hoofdonderwerp", found.case.main_topic or ""),
    )


def _criterion(found: Gathered, criterion: Criterion) -> SheetCriterion:
    row = found.judgements.get(criterion)
    answer = yes_no(row.met) if row else "open"
    return SheetCriterion(criterion.value, word(criterion), answer, row.ground if row else "")


def _judged_by(found: Gathered) -> str:
    row = next(iter(found.judgements.values()), None)
    if row is None:
        return "Nog niet beoordeeld."
    twice = " Er is nog een andere beoordeling vastgelegd; welke geldt is nog niet gekozen."
    said = f"Beoordeeld op {day(row.decided_on)} door {row.decided_by}."
    return f"{said}{twice if found.judged_twice else ''}"


def _persons(found: Gathered) -> tuple[SheetPerson, ...]:
    return tuple(
        SheetPerson(
            name=full_name(person.initials, person.prefix, person.surname),
            role=", ".join(part for part in (word(subject.role), subject.relation or "") if part),
            born=write_birth_date(person.birth_date) or "onbekend",
        )
        for subject, person in found.subjects
    )


def _sources(
    pairs: list[tuple[Contribution, Partner | None]], kind: ContributionKind
) -> tuple[SheetSource, ...]:
    return tuple(
        SheetSource(row.text, f"{partner.name if partner else 'onbekend'}, {day(row.received_on)}")
        for row, partner in pairs
        if row.kind is kind
    )


def _features(found: Gathered) -> tuple[tuple[str, str], ...]:
    case = found.case
    known = [(words, yes_no(getattr(case, column))) for column, words in _FEATURES]
    return (*known, ("Gemeentegrens", word(case.border) if case.border else "binnen de gemeente"))
