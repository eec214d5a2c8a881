"""All actions over all cases: overdue first, per partner, per case or per term."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from zvhdesk.domain.actions import IDLE_DAYS, days_late, week_end
from zvhdesk.domain.reading.folding import folded
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.services import conflicts, words
from zvhdesk.services.actions import statements
from zvhdesk.services.actions.rows import (
    PAGE,
    ActionFilters,
    ActionPage,
    ActionRow,
    By,
    Counts,
    Group,
    Order,
)

_LONGEST_WORD = 60


def page(
    session: Session,
    today: date,
    filters: ActionFilters,
    offset: int = 0,
    limit: int = PAGE,
    order: Order | None = None,
) -> ActionPage:
    """`limit` actions from `offset` on that this user may see: no shielded, no deleted case.

    Every word typed must be in the action's text, its owner, its partner or the case number; case and marks
    make no difference. With the `order` of the page before, the groups are not counted again.
    """
    asked = search_words(filters.words)
    kind = (filters.show, filters.by, len(asked))
    params = moments(today) | {f"word{at}": _like(word) for at, word in enumerate(asked)}
    if order is None:
        order = tuple(tuple(row) for row in session.execute(statements.groups(*kind), params))
    wanted, skip = _in_view(order, offset, limit)
    here = {"wanted": json.dumps(wanted), "skip": skip, "limit": limit}
    found = session.execute(statements.rows(*kind), params | here)
    rows: list[ActionRow] = []
    groups: dict[str, Group] = {}
    asked_about = conflicts.rows_in_conflict(session, "action")
    for *values, place in found:
        key, late, open_, cases, listed = order[place]
        row = _row(values, key or "", today)
        if row.id in asked_about:
            row = replace(row, several=True)
        rows.append(row)
        groups.setdefault(row.group, Group(row.group, _title(row, filters.by), late, open_, cases, listed))
    return ActionPage(tuple(rows), groups, sum(listed for *_, listed in order), order)


def _in_view(order: Order, offset: int, limit: int) -> tuple[list[tuple[int, str | None]], int]:
    """The groups, with their places, in which these rows stand; and how many rows of them come before."""
    wanted: list[tuple[int, str | None]] = []
    skip = before = 0
    for place, (key, _late, _open, _cases, listed) in enumerate(order):
        if before < offset + limit and before + listed > offset:
            if not wanted:
                skip = offset - before
            wanted.append((place, key))
        before += listed
    return wanted, skip


def counts(session: Session, today: date) -> Counts:
    """What there is in all, whatever is listed."""
    params = moments(today)
    open_, late, this_week = session.execute(statements.COUNTS, params).one()
    anything = open_ > 0 or session.execute(statements.ANYTHING).first() is not None
    return Counts(open_, late, this_week, anything)


def late_count(session: Session, today: date) -> int:
    """How many actions are late; the badge on the rail."""
    return int(session.execute(statements.LATE, moments(today)).scalar_one())


def search_words(typed: str) -> tuple[str, ...]:
    """What is looked for: the words typed, without case and marks."""
    found = (folded(word)[:_LONGEST_WORD] for word in typed.split())
    return tuple(word for word in found if word)[: statements.MOST_WORDS]


def moments(today: date) -> dict[str, Any]:
    """The days that the statements compare with."""
    sunday = week_end(today)
    idle = datetime.combine(today - timedelta(days=IDLE_DAYS), datetime.min.time(), UTC)
    return {
        "today": today.isoformat(),
        "sunday": sunday.isoformat(),
        "next_sunday": (sunday + timedelta(days=7)).isoformat(),
        "idle_ms": int(idle.timestamp() * 1000),
    }


def _like(word: str) -> str:
    escaped = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _row(values: Sequence[Any], group: str, today: date) -> ActionRow:
    action_id, case_id, number, text, due, status, owner, partner, case_number, *name, reason = values
    due_on = None if due is None else date.fromisoformat(due)
    state = ActionStatus(status)
    return ActionRow(
        id=action_id,
        case_id=case_id,
        number=number or 0,
        text=text or "",
        case_number=case_number or "",
        initials=words.initials(*name),
        partner=partner or "",
        owner=owner or "",
        due_on=due_on,
        status=state,
        days_late=days_late(state, due_on, today),
        reason=reason or "",
        group=group,
    )


_TERMS = {"1": "Te laat", "2": "Deze week", "3": "Volgende week", "4": "Later", "5": "Zonder termijn"}


def _title(row: ActionRow, by: By) -> str:
    match by:
        case By.PARTNER:
            return row.partner or "Nog niemand"
        case By.CASE:
            return f"{row.case_number} · {row.initials}"
        case By.TERM if row.group in _TERMS:
            return _TERMS[row.group]
        case By.TERM:
            month = "" if row.due_on is None else f", termijn in {words.month(row.due_on)}"
            return f"Afgerond{month}"
