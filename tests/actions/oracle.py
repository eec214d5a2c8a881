"""What the list of actions should say, worked out row by row from the words of the issue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from unicodedata import combining, normalize

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import ActionStatus, Phase
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import Partner
from zvhdesk.services.actions import ActionFilters, By, Show

OPEN = {"open", "in_progress", "blocked"}


@dataclass(frozen=True)
class Known:
    """An action with what it is sorted and searched by."""

    id: str
    case_id: str
    partner_id: str | None
    partner: str
    text: str
    owner: str
    number: str
    due: date | None
    status: str
    idle: bool

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


def everything(session: Session, idle: Callable[[Session, Case], bool]) -> list[Known]:
    """Every action that may be seen."""
    partners = {one.id: one.name for one in session.scalars(select(Partner))}
    cases = {one.id: one for one in session.scalars(select(Case)) if not (one.shielded or one.deleted)}
    still = {key: case.phase is Phase.AT_TABLE and idle(session, case) for key, case in cases.items()}
    return [
        Known(
            id=one.id,
            case_id=one.case_id,
            partner_id=one.partner_id,
            partner=partners.get(one.partner_id or "", ""),
            text=one.text,
            owner=one.owner or "",
            number=cases[one.case_id].number,
            due=one.due_on,
            status=ActionStatus(one.status).value,
            idle=still[one.case_id],
        )
        for one in session.scalars(select(Action))
        if not one.deleted and one.case_id in cases
    ]


def is_late(one: Known, today: date) -> bool:
    return one.is_open and one.due is not None and one.due < today


def listed(one: Known, filters: ActionFilters, today: date) -> bool:
    """Whether the chips and the words ask for this action."""
    sunday = today
    while sunday.weekday() != 6:
        sunday += timedelta(days=1)
    by_chip = {
        Show.PRESSING: one.is_open and one.due is not None and one.due <= sunday,
        Show.OPEN: one.is_open,
        Show.BLOCKED: one.status == "blocked",
        Show.DONE: one.status == "done",
        Show.ALL: True,
        Show.IDLE: one.is_open and one.idle,
    }
    return by_chip[filters.show] and has(one, filters.words)


def has(one: Known, words: str) -> bool:
    """Every word stands in text, owner, partner or case number, whatever its case and marks."""
    places = [bare(text) for text in (one.text, one.owner, one.partner, one.number)]
    return all(any(bare(word) in place for place in places) for word in words.split())


def bare(text: str) -> str:
    return "".join(sign for sign in normalize("NFD", text.casefold()) if not combining(sign))


def key_of(one: Known, by: By, today: date) -> str:
    if by is By.PARTNER:
        return one.partner_id or ""
    if by is By.CASE:
        return one.case_id
    if not one.is_open:
        return f"6{one.due:%Y-%m}" if one.due else "6"
    if one.due is None:
        return "5"
    if one.due < today:
        return "1"
    monday = today - timedelta(days=today.weekday())
    week = (one.due - monday).days // 7
    return {0: "2", 1: "3"}.get(week, "4")


def runs(keys: list[str]) -> list[str]:
    """The keys in the order in which they come, one for each unbroken stretch."""
    return [key for key, _ in groupby(keys)]
