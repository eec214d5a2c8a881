"""The case whose turn it is, as the console shows it."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.domain.actions import days_late
from zvhdesk.domain.meeting import seat_order
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.terms import STILL_OPEN, ContributionKind, MeetingState, PartnerClass, TurnState
from zvhdesk.models.cases import Action, Case, Contribution, Goal, Referral
from zvhdesk.models.house import Partner as PartnerRow
from zvhdesk.models.meetings import AgendaItem, Meeting, NoteParagraph, Turn
from zvhdesk.models.plans import Decision, Voice
from zvhdesk.services.case_door import is_over
from zvhdesk.services.conflicts import held_back
from zvhdesk.services.meetings.reading import Face
from zvhdesk.services.meetings.rows import (
    AgreedAction,
    AgreedDecision,
    CaseAtTable,
    EarlierAction,
    NoteRow,
    Partner,
    TurnRow,
)
from zvhdesk.services.meetings.waiting import waiting
from zvhdesk.services.words import listed

# Made once, as in `door`: by case, by item, and the voices by what they are about.
_ACTIONS = (
    select(Action)
    .where(Action.case_id == bindparam("case"), ~Action.deleted)
    .order_by(Action.number, Action.id)
)
_REFERRER = (
    select(Referral.referrer_id)
    .where(Referral.case_id == bindparam("case"), ~Referral.deleted)
    .order_by(Referral.id)
    .limit(1)
)
_GOALS = (
    select(Goal.text).where(Goal.case_id == bindparam("case"), ~Goal.deleted).order_by(Goal.position, Goal.id)
)
_BROUGHT_IN = (
    select(Contribution)
    .where(Contribution.case_id == bindparam("case"), ~Contribution.deleted)
    .order_by(Contribution.received_on, Contribution.id)
)
_TURNS = select(Turn).where(Turn.item_id == bindparam("item"), ~Turn.deleted).order_by(Turn.position, Turn.id)
_NOTES = (
    select(NoteParagraph)
    .where(NoteParagraph.item_id == bindparam("item"), ~NoteParagraph.deleted)
    .order_by(NoteParagraph.position, NoteParagraph.id)
)
_DECISIONS = (
    select(Decision)
    .where(Decision.item_id == bindparam("item"), ~Decision.deleted)
    .order_by(Decision.number, Decision.id)
)
_VOICES = (
    select(Voice)
    .where(Voice.about_id.in_(bindparam("about", expanding=True)), ~Voice.deleted)
    .order_by(Voice.id)
)


def case_rows(
    session: Session,
    meeting: Meeting,
    item: AgendaItem,
    case: Case,
    face: Face,
    partners: Sequence[Partner],
    today: date,
) -> CaseAtTable:
    """The case of an item at `today`; `partners` are those of the house, as the console offers them."""
    names = {partner.id: partner.name for partner in partners}
    actions = session.scalars(_ACTIONS, {"case": case.id}).all()
    _learn(session, names, {row.partner_id for row in actions if row.partner_id})
    held, waits = held_back(session), waiting(session, meeting, item.id)
    return CaseAtTable(
        item_id=item.id,
        case_id=case.id,
        number=face.number,
        initials=face.initials,
        question=case.question or "",
        referrer=_referrer(session, case, names),
        purpose=item.purpose or "",
        goals=_goals(session, case),
        step=item.step,
        earlier=_earlier([row for row in actions if row.item_id != item.id], names, today),
        round=_round(session, item, names, partners),
        notes=_notes(session, item, names),
        actions=tuple(_agreed(row, names, held, waits) for row in actions if row.item_id == item.id),
        decisions=_decisions(session, item, names, partners, held, waits),
        next_on=item.next_on,
        read_only=is_over(case, today) or meeting.state is not MeetingState.LIVE,
    )


def _learn(session: Session, names: dict[str, str], ids: set[str]) -> None:
    """Also the names of partners that the house has no more: old rows keep naming them."""
    unknown = ids - names.keys()
    if unknown:
        rows = session.execute(select(PartnerRow.id, PartnerRow.name).where(PartnerRow.id.in_(unknown)))
        names.update((row.id, row.name) for row in rows)


def _referrer(session: Session, case: Case, names: Mapping[str, str]) -> str:
    referrer = session.scalar(_REFERRER, {"case": case.id})
    return names.get(referrer or "", "")


def _goals(session: Session, case: Case) -> tuple[str, ...]:
    return tuple(session.scalars(_GOALS, {"case": case.id}))


def _earlier(rows: Sequence[Action], names: Mapping[str, str], today: date) -> tuple[EarlierAction, ...]:
    """What is still open of before, the latest first, then by its date."""
    open_ = [
        EarlierAction(
            id=row.id,
            number=NumberInCase(row.number),
            text=row.text,
            who=names.get(row.partner_id or "", ""),
            due_on=row.due_on,
            days_late=days_late(row.status, row.due_on, today),
        )
        for row in rows
        if row.status in STILL_OPEN
    ]
    return tuple(sorted(open_, key=lambda row: (row.due_on or date.max, row.number)))


def _round(
    session: Session, item: AgendaItem, names: dict[str, str], partners: Sequence[Partner]
) -> tuple[TurnRow, ...]:
    by_id = {partner.id: partner for partner in partners}
    turns = session.scalars(_TURNS, {"item": item.id}).all()
    _learn(session, names, {turn.partner_id for turn in turns})
    said: dict[str, Contribution] = {}
    prepared: dict[str, str] = {}
    for row in session.scalars(_BROUGHT_IN, {"case": item.case_id}):
        if row.item_id is None:
            prepared[row.partner_id] = row.text
        said[row.id] = row
    rows = [
        _turn(turn, names, by_id.get(turn.partner_id), said.get(turn.contribution_id or ""), prepared)
        for turn in turns
    ]
    return tuple(sorted(_once(rows), key=lambda row: seat_order(row.class_, row.partner)))


def _once(rows: Sequence[TurnRow]) -> list[TurnRow]:
    """Each partner once: two desks that began an item before they agreed gave each a turn of its own.

    Of a partner for whom something was said or settled in both, both stay.
    """
    by_partner: dict[str, list[TurnRow]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        by_partner.setdefault(row.partner_id, []).append(row)
    return [one for several in by_partner.values() for one in ([*filter(_used, several)] or several[:1])]


def _used(row: TurnRow) -> bool:
    return row.contribution_id is not None or row.state is not TurnState.WAITING


def _turn(
    turn: Turn,
    names: Mapping[str, str],
    partner: Partner | None,
    said: Contribution | None,
    prepared: Mapping[str, str],
) -> TurnRow:
    return TurnRow(
        id=turn.id,
        partner_id=turn.partner_id,
        partner=names.get(turn.partner_id, "onbekende partner"),
        class_=partner.class_ if partner else PartnerClass.UNKNOWN,
        state=turn.state,
        text=said.text if said else "",
        is_fact=said is None or said.kind is ContributionKind.FACT,
        contribution_id=said.id if said else None,
        present=partner is not None and partner.present,
        prepared=prepared.get(turn.partner_id, ""),
    )


def _notes(session: Session, item: AgendaItem, names: dict[str, str]) -> tuple[NoteRow, ...]:
    found = session.scalars(_NOTES, {"item": item.id}).all()
    _learn(session, names, {row.partner_id for row in found if row.partner_id})
    return tuple(
        NoteRow(row.id, row.step, row.kind, row.text, names.get(row.partner_id or "", "")) for row in found
    )


def _agreed(
    row: Action, names: Mapping[str, str], held: frozenset[str], waits: frozenset[str]
) -> AgreedAction:
    off = bool(row.held_back) or row.id in held
    return AgreedAction(
        id=row.id,
        number=NumberInCase(row.number),
        text=row.text,
        partner_id=row.partner_id,
        who=names.get(row.partner_id or "", ""),
        due_on=row.due_on,
        read_back=bool(row.read_back),
        held_back=off,
        awaits_nod=_awaits_nod(row, waits, held_back=off),
    )


def _awaits_nod(row: Action | Decision, waits: frozenset[str], *, held_back: bool) -> bool:
    """Whether the chair is asked: whoever lets go what is held back says yes by that."""
    return bool(row.awaits_nod) or (row.id in waits and not held_back)


def _decisions(
    session: Session,
    item: AgendaItem,
    names: dict[str, str],
    partners: Sequence[Partner],
    held: frozenset[str],
    waits: frozenset[str],
) -> tuple[AgreedDecision, ...]:
    voices: dict[str, list[Voice]] = {}
    decisions = session.scalars(_DECISIONS, {"item": item.id}).all()
    if decisions:
        for voice in session.scalars(_VOICES, {"about": [decision.id for decision in decisions]}):
            voices.setdefault(voice.about_id, []).append(voice)
        _learn(session, names, {voice.partner_id for those in voices.values() for voice in those})
    off = {row.id for row in decisions if row.held_back or row.id in held}
    return tuple(
        AgreedDecision(
            id=row.id,
            number=NumberInCase(row.number),
            text=row.text,
            decided_by=_joined(voices.get(row.id, ()), names, agreed=True),
            awaiting=_joined(voices.get(row.id, ()), names, agreed=False),
            held_back=row.id in off,
            absent=_absent(voices.get(row.id, ()), partners),
            awaits_nod=_awaits_nod(row, waits, held_back=row.id in off),
        )
        for row in decisions
    )


def _absent(voices: Sequence[Voice], partners: Sequence[Partner]) -> tuple[Partner, ...]:
    """Who must still be asked, by name."""
    asked = {one.partner_id for one in voices if one.agreed_on is None}
    return tuple(sorted((one for one in partners if one.id in asked), key=lambda one: one.name.casefold()))


def _joined(voices: Sequence[Voice], names: Mapping[str, str], *, agreed: bool) -> str:
    who = [names.get(one.partner_id, "onbekend") for one in voices if (one.agreed_on is not None) is agreed]
    return listed(sorted(who, key=str.casefold))
