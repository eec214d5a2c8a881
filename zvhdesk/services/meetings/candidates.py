"""Which cases may go on the agenda of a table, and why the board says they ask for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case as either
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.attention import ASKING
from zvhdesk.domain.terms import BOARD_PHASES, STILL_OPEN, ItemState, MeetingState, Phase
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.board import BoardCard, BoardFilters, more
from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.services.words import short_day

MOST = 500
"""Cases of one table that are offered: beyond that the board's own filters find one."""


@dataclass(frozen=True, slots=True)
class _Discussed:
    """When a case was last at a table; since when it waits because it was put off, and for which day."""

    last: date | None = None
    put_off: date | None = None
    chosen: date | None = None


def candidates(session: Session, table_id: str, meeting_id: str, today: date) -> tuple[Candidate, ...]:
    """The visible cases at this table that are not on this agenda: who asks first, then longest ago.

    A case that the last meeting did not come to, or that has a next date, asks as well while it stands on no
    agenda to come, wherever it is on its journey. Never discussed comes before long ago.
    """
    on_agenda = set(
        session.scalars(
            select(AgendaItem.case_id).where(AgendaItem.meeting_id == meeting_id, ~AgendaItem.deleted)
        )
    )
    discussed = _discussed(session, table_id, today)
    cards = _cards(session, table_id, today, discussed)
    here = select(Case.id).where(Case.table_id == table_id)
    asked = session.execute(select(Case.id, Case.question).where(Case.id.in_(here)))
    questions = {case_id: question or "" for case_id, question in asked}
    late = func.sum(either((Action.due_on < today, 1), else_=0))
    counted = {
        case_id: (number, overdue)
        for case_id, number, overdue in session.execute(
            select(Action.case_id, func.count(), late)
            .where(Action.case_id.in_(here), Action.status.in_(STILL_OPEN), ~Action.deleted)
            .group_by(Action.case_id)
        )
    }
    rows = [
        _candidate(
            card,
            questions.get(card.id, ""),
            counted.get(card.id, (0, 0)),
            discussed.get(card.id, _Discussed()),
        )
        for card in cards
        if card.id not in on_agenda
    ]
    return tuple(sorted(rows, key=_order))


def _discussed(session: Session, table_id: str, today: date) -> dict[str, _Discussed]:
    """What the meetings until now did with the cases of this table, the latest word of each."""
    here = select(Case.id).where(Case.table_id == table_id)
    found: dict[str, _Discussed] = {}
    for case_id, state, next_on, held_on in session.execute(
        select(AgendaItem.case_id, AgendaItem.state, AgendaItem.next_on, Meeting.held_on)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.state != MeetingState.PLANNED, ~Meeting.deleted, ~AgendaItem.deleted)
        .where(AgendaItem.case_id.in_(here))
        .order_by(Meeting.held_on, Meeting.starts, AgendaItem.id)
    ):
        key = case_id or ""
        found[key] = _then(found.get(key, _Discussed()), state, held_on, next_on)
    ahead = session.scalars(
        select(AgendaItem.case_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.state == MeetingState.PLANNED, Meeting.held_on >= today, ~Meeting.deleted)
        .where(AgendaItem.case_id.in_(here), ~AgendaItem.deleted)
    )
    for key in {case_id or "" for case_id in ahead} & found.keys():
        found[key] = _Discussed(found[key].last)
    return found


def _cards(session: Session, table_id: str, today: date, discussed: dict[str, _Discussed]) -> list[BoardCard]:
    """Everything at the table, and from the other columns of the board what waits for it."""
    filters = BoardFilters(table=table_id)
    waits = {key for key, row in discussed.items() if row.put_off or row.chosen}
    elsewhere = set(session.scalars(select(Case.phase).where(Case.id.in_(waits)))) - {Phase.AT_TABLE}
    found = list(more(session, today, filters, "", Phase.AT_TABLE, 0, MOST))
    for phase in BOARD_PHASES:
        if phase in elsewhere:
            found += [card for card in more(session, today, filters, "", phase, 0, MOST) if card.id in waits]
    return found


def _then(before: _Discussed, state: ItemState, held_on: date, next_on: date | None) -> _Discussed:
    if state in (ItemState.DONE, ItemState.RUNNING):
        return _Discussed(held_on, None, next_on)
    if state is ItemState.POSTPONED:
        return _Discussed(before.last, held_on, next_on)
    return before


def _candidate(card: BoardCard, question: str, counted: tuple[int, int], discussed: _Discussed) -> Candidate:
    why = tuple(reason.words for reason in card.tags if reason.kind in ASKING)
    if discussed.put_off is not None:
        why = (*why, f"doorgeschoven op {short_day(discussed.put_off)}")
    elif discussed.chosen is not None:
        why = (*why, f"komt terug op {short_day(discussed.chosen)}")
    return Candidate(
        case_id=card.id,
        number=card.number,
        initials=card.initials,
        phase=card.phase,
        question=question,
        why=why,
        asks=bool(why),
        late_actions=counted[1],
        open_actions=counted[0],
        last_discussed=discussed.last,
    )


def _order(row: Candidate) -> tuple[bool, date, str, str]:
    return not row.asks, row.last_discussed or date.min, row.number, row.case_id
