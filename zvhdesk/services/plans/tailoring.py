"""From the whole plan to one paper: what a receiver gets, and what the register says was left out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from babel.dates import format_date

from zvhdesk.domain.terms import ContributionKind
from zvhdesk.services.papers.plan_values import (
    PaperAction,
    PaperGoal,
    PaperPerson,
    PaperRemark,
    PaperSource,
    PlanPaper,
)
from zvhdesk.services.plans.content import Brought, Decided, PlanAction, PlanContent
from zvhdesk.services.words import listed, word


@dataclass(frozen=True, slots=True)
class Receiver:
    """The partner a copy is for, and the number of that copy."""

    partner_id: str
    name: str
    copy_number: str


class House(Enum):
    """A paper without a receiver: it stays in the house."""

    CONCEPT = "CONCEPT"
    READING = "ALLEEN VOOR HET HUIS"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What this receiver did not get: how many parts, and whose and why. For the register only."""

    count: int
    why: str


def tailor(content: PlanContent, whom: Receiver | House, moment: datetime) -> tuple[PlanPaper, LeftOut]:
    """The paper for a receiver, or for the house.

    What a supplier set a condition on goes to that supplier and to nobody else (WGS 2.29(3)); the paper says
    only that it was tailored. Own actions stand in front.
    """
    partner_id = whom.partner_id if isinstance(whom, Receiver) else None
    kept = [row for row in content.brought if not row.condition or row.partner_id == partner_id]
    withheld = [row for row in content.brought if row.condition and row.partner_id != partner_id]
    open_actions = [row for row in content.actions if row.is_open]
    own = [row for row in open_actions if partner_id is not None and row.partner_id == partner_id]
    year = content.made_on.year
    paper = PlanPaper(
        house=content.house,
        case=f"{content.number} · {content.initials}",
        mark=f"Exemplaar {whom.copy_number}" if isinstance(whom, Receiver) else _house_mark(whom),
        receiver=whom.name if isinstance(whom, Receiver) else "",
        watermark=whom.copy_number if isinstance(whom, Receiver) else whom.value,
        facts=_facts(content),
        own=tuple(_own(row, year) for row in own) if isinstance(whom, Receiver) else None,
        question=content.question,
        goals=tuple(
            PaperGoal(str(at), row.text, row.measure, written_day(row.due_on, year))
            for at, row in enumerate(content.goals, start=1)
        ),
        picture=_sources(kept, ContributionKind.FACT, year),
        remarks=tuple(_remark(row.text, row.who) for row in content.remarks),
        opinions=_sources(kept, ContributionKind.OPINION, year),
        crisis=content.crisis,
        actions=tuple(
            _other(row, year) for row in open_actions if partner_id is None or row.partner_id != partner_id
        ),
        decisions=tuple(_decision(row, year) for row in content.decisions),
        over=tuple(_over(row) for row in content.actions if not row.is_open),
        handling=content.handling,
        tailored=bool(withheld),
        persons=tuple(
            PaperPerson(
                row.initials, row.name, ", ".join(part for part in (row.role, row.relation) if part), row.born
            )
            for row in content.persons
        ),
        moment=f"{written_day(moment.date())} {moment:%H:%M}",
        secrecy=content.secrecy,
    )
    return paper, LeftOut(len(withheld), "\n".join(_why(row) for row in withheld))


def written_day(value: date | None, year: int | None = None) -> str:
    """12 maart 2026, or within `year` 12 maart; empty for no date."""
    if value is None:
        return ""
    return format_date(value, "d MMMM" if value.year == year else "d MMMM y", locale="nl_NL")


def _house_mark(kind: House) -> str:
    return "Concept" if kind is House.CONCEPT else "Leesexemplaar van het huis"


def _facts(content: PlanContent) -> tuple[tuple[str, str], ...]:
    state = "vastgesteld" if content.adopted_on else "concept"
    table = ", ".join(part for part in (content.table, written_day(content.discussed_on)) if part)
    adopted = listed(content.adopted_by) or "nog niet vastgesteld"
    if content.adopted_on:
        adopted = f"{adopted}, {written_day(content.adopted_on)}"
    facts = [
        ("Casus", f"{content.number} · {content.initials}"),
        ("Casustafel", table or "nog niet gekozen"),
        ("Versie", f"{content.version}, {state}"),
        ("Vastgesteld door", adopted),
        ("Procesregie", content.process or "nog niet gekozen"),
        ("Evaluatie", written_day(content.evaluation_on) or "nog niet gekozen"),
    ]
    return (*facts, *((("Casusregie", content.case_manager),) if content.case_manager else ()))


def _own(row: PlanAction, year: int) -> PaperAction:
    return PaperAction(str(row.number), row.text, row.owner or row.who, written_day(row.due_on, year))


def _other(row: PlanAction, year: int) -> PaperAction:
    who = ", ".join(part for part in (row.who, row.owner) if part)
    return PaperAction(str(row.number), row.text, who or "nog niemand", written_day(row.due_on, year))


def _over(row: PlanAction) -> PaperAction:
    outcome = ". ".join(part for part in (word(row.status), row.outcome) if part)
    return PaperAction(str(row.number), row.text, row.who, outcome)


def _sources(rows: list[Brought], kind: ContributionKind, year: int) -> tuple[PaperSource, ...]:
    return tuple(
        PaperSource(row.text, f"{row.partner}, {written_day(row.received_on, year)}")
        for row in rows
        if row.kind is kind
    )


def _remark(text: str, who: str) -> PaperRemark:
    return PaperRemark(f"{who}: {text}" if who else text, bool(who))


def _decision(row: Decided, year: int) -> PaperSource:
    said = f"Voorgenomen: {row.text}" if row.awaiting else row.text
    source = [listed(row.decided_by), written_day(row.decided_on, year)]
    if row.awaiting:
        source.append(f"nog te vragen: {listed(row.awaiting)}")
    return PaperSource(said, ", ".join(part for part in source if part))


def _why(row: Brought) -> str:
    return (
        f"Inbreng van {row.partner}, {written_day(row.received_on)}. Voorwaarde bij verstrekking "
        f"(artikel 2.29, derde lid, WGS): {row.condition}"
    )
