"""The rows of the case board: cards per phase and the counts of every filter (DATA.md 12, 14)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from zvhdesk.domain import attention
from zvhdesk.domain.attention import STAGNANT_DAYS, Facts, Reason
from zvhdesk.domain.terms import BOARD_PHASES, Phase, Product
from zvhdesk.models.capture import head_rev
from zvhdesk.models.house import CaseTable, Municipality, WorkArea
from zvhdesk.services import board_sql, board_text, regimes, words

PAGE = 100
"""Cards of a column that are read at once; scrolling reads on."""
NO_TABLE = "-"
"""The key of the chip for cases without a casustafel."""


_STATEMENTS = {
    grouped: text(board_sql.cards(tuple(phase.value for phase in BOARD_PHASES), grouped=grouped))
    for grouped in (False, True)
}
_COLUMNS = {
    (phase, grouped): text(board_sql.cards((phase.value,), grouped=grouped))
    for phase in BOARD_PHASES
    for grouped in (False, True)
}
_COUNTS = text(board_sql.COUNTS)
_VISIBLE = text(board_sql.ANYTHING)


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """What the user chose. `table` is an id or NO_TABLE; `area` an id; `municipality` a name; None is all.

    `advice` leaves only uitgebreid advies in the column of the casustafel (DATA.md 11).
    """

    table: str | None = None
    area: str | None = None
    municipality: str | None = None
    mine: bool = False
    attention: bool = False
    advice: bool = False
    by_table: bool = False


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One case on the board. `name` is empty unless names are shown; `colour` is `#rrggbb` or empty.

    `tags` are the reasons, most pressing first; `age` is short (`61 d`), `age_full` is read aloud.
    """

    id: str
    number: str
    initials: str
    name: str
    phase: Phase
    table: str
    colour: str
    place: str
    summary: str
    tags: tuple[Reason, ...]
    age: str
    age_full: str


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One phase: `count` is exact, `cards` are the first; `note` is a fact about its clock or empty."""

    phase: Phase
    title: str
    count: int
    note: str
    cards: tuple[BoardCard, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter to choose: its key, its word and, for a casustafel, how many cases it would show."""

    key: str
    words: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The whole board. `anything` is whether the house has any case to show at all, whatever the filters.

    `in_advice` counts the uitgebreid advies in the column of the casustafel, over all tables. `rev` is what
    all of it was read at.
    """

    columns: tuple[BoardColumn, ...]
    total: int
    asking: int
    all_tables: int
    in_advice: int
    tables: tuple[Choice, ...]
    areas: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    anything: bool
    rev: int


def board(
    session: Session,
    today: date,
    filters: BoardFilters,
    user_member_id: str,
    limit_per_column: int = PAGE,
    *,
    loaded: Mapping[Phase, int] | None = None,
    names: bool = False,
) -> BoardRows:
    """The board as this user may see it: no shielded, no deleted case is shown or counted.

    A column that was scrolled through keeps as many cards as it had `loaded`. With `names` the caller must
    account for it: `desk.look(..., "names.show", ...)`.
    """
    house = _House(session)
    limits = {f"limit_{phase}": max(limit_per_column, (loaded or {}).get(phase, 0)) for phase in BOARD_PHASES}
    params = _params(house, today, filters, user_member_id) | limits | {"offset": 0}
    counted = _Counts(session.execute(_COUNTS, params).all(), filters, house.by_id)
    by_phase: dict[Phase, list[BoardCard]] = {phase: [] for phase in BOARD_PHASES}
    for row in session.execute(_STATEMENTS[filters.by_table], params):
        card = _card(row, house, today, names=names)
        by_phase[card.phase].append(card)
    return BoardRows(
        columns=tuple(_column(phase, counted, tuple(by_phase[phase]), today) for phase in BOARD_PHASES),
        total=counted.total,
        asking=counted.asking,
        all_tables=sum(counted.tables.values()),
        in_advice=counted.in_advice,
        tables=_table_choices(house, counted),
        areas=tuple(Choice(area.id, area.name) for area in house.areas),
        municipalities=tuple(Choice(name, name) for name in house.names_in(filters.area)),
        anything=session.execute(_VISIBLE).first() is not None,
        rev=head_rev(session),
    )


def more(
    session: Session,
    today: date,
    filters: BoardFilters,
    user_member_id: str,
    phase: Phase,
    offset: int,
    limit: int = PAGE,
    *,
    names: bool = False,
) -> tuple[BoardCard, ...]:
    """The next cards of one column, in the same order."""
    house = _House(session)
    params = _params(house, today, filters, user_member_id) | {f"limit_{phase}": limit, "offset": offset}
    rows = session.execute(_COLUMNS[phase, filters.by_table], params)
    return tuple(_card(row, house, today, names=names) for row in rows)


class _House:
    """The few rows of the house that cards and filters speak of."""

    def __init__(self, session: Session) -> None:
        self.tables = regimes.tables(session)
        self.areas = session.scalars(
            select(WorkArea).where(~WorkArea.deleted).order_by(WorkArea.position, WorkArea.name, WorkArea.id)
        ).all()
        self.municipalities = session.scalars(
            select(Municipality).where(~Municipality.deleted).order_by(Municipality.name, Municipality.id)
        ).all()
        self.by_id = {table.id: table for table in self.tables}

    def names_in(self, area: str | None) -> list[str]:
        return [one.name for one in self.municipalities if area is None or one.work_area_id == area]

    def places(self, filters: BoardFilters) -> list[str]:
        """The gemeenten chosen, by name."""
        return [
            one.name
            for one in self.municipalities
            if (filters.area is None or one.work_area_id == filters.area)
            and filters.municipality in (None, one.name)
        ]


def _params(house: _House, today: date, filters: BoardFilters, me: str) -> dict[str, Any]:
    limits = attention.limits(today)
    since = datetime.combine(today - timedelta(days=STAGNANT_DAYS), datetime.min.time(), UTC)
    return {
        "today": today.isoformat(),
        "assessment_before": limits.assessment_before.isoformat(),
        "stagnant_before": limits.stagnant_before.isoformat(),
        "stagnant_ms": int(since.timestamp() * 1000),
        "warning_before": limits.warning_before.isoformat(),
        "kept_since": limits.retention_before.isoformat(),
        "area_on": int(filters.area is not None or filters.municipality is not None),
        "places": json.dumps(house.places(filters)),
        "mine_on": int(filters.mine),
        "me": me,
        "advice_on": int(filters.advice),
        "attention_on": int(filters.attention),
        "table_on": int(filters.table is not None),
        "table_id": None if filters.table == NO_TABLE else filters.table,
        "tables": json.dumps(list(house.by_id)),
    }


class _Counts:
    """The counted groups, added up as the board shows them."""

    def __init__(
        self, rows: Sequence[Sequence[Any]], filters: BoardFilters, by_id: Mapping[str, CaseTable]
    ) -> None:
        self.tables: dict[str, int] = {}
        self.columns: dict[Phase, int] = dict.fromkeys(BOARD_PHASES, 0)
        self.late: dict[Phase, int] = dict.fromkeys(BOARD_PHASES, 0)
        self.longest: dict[Phase, str] = {}
        self.asking = self.in_advice = 0
        self.lost = False
        for phase, table, asks, advice, count, since in rows:
            if filters.attention and not asks:
                continue
            key = table if table in by_id else NO_TABLE
            self.in_advice += count if advice else 0
            self.lost |= key == NO_TABLE and phase != Phase.REFERRED
            self.tables[key] = self.tables.get(key, 0) + count
            if filters.table in (None, key):
                self._add(Phase(phase), asks, count, since)

    def _add(self, phase: Phase, asks: int, count: int, since: str) -> None:
        self.columns[phase] += count
        self.asking += count if asks else 0
        self.late[phase] += count if asks == 2 else 0
        self.longest[phase] = min(self.longest.get(phase, since), since)

    @property
    def total(self) -> int:
        return sum(self.columns.values())


def _column(phase: Phase, counted: _Counts, cards: tuple[BoardCard, ...], today: date) -> BoardColumn:
    late = counted.late[phase]
    note = ""
    if phase is Phase.ASSESSMENT and late:
        note = f"{late} over termijn"
    elif phase is Phase.AT_TABLE and late:
        note = f"{late} stagneert" if late == 1 else f"{late} stagneren"
    elif phase is Phase.WAITING_LIST and phase in counted.longest:
        note = f"langst {board_text.age(date.fromisoformat(counted.longest[phase]), today)}"
    return BoardColumn(phase, words.word(phase), counted.columns[phase], note, cards)


def _table_choices(house: _House, counted: _Counts) -> tuple[Choice, ...]:
    known = [Choice(table.id, table.short_name, counted.tables.get(table.id, 0)) for table in house.tables]
    without = counted.tables.get(NO_TABLE, 0)
    # Who was just referred has no table yet; that is no reason for a filter.
    return (*known, Choice(NO_TABLE, "Zonder tafel", without)) if counted.lost else tuple(known)


def _card(row: Sequence[Any], house: _House, today: date, *, names: bool) -> BoardCard:
    case_id, number, phase_value, product, place, topic, *rest = row
    has = rest[:6]
    processed, brp, since_text, waiting, table_id, urgent = rest[6:12]
    given, prefix, surname, referrer, empty, judged, overdue, open_, following, changed_ms, twin = rest[12:]
    phase = Phase(phase_value)
    since = date.fromisoformat(waiting if phase is Phase.WAITING_LIST and waiting else since_text)
    facts = Facts(
        phase=phase,
        since=since,
        first_processed_on=_day(processed),
        product=None if product is None else Product(product),
        urgent=bool(urgent),
        brp_checked=bool(brp),
        empty_fields=empty,
        judged=judged,
        overdue_actions=overdue,
        twin=bool(twin),
        changed_on=None if changed_ms is None else datetime.fromtimestamp(changed_ms / 1000, UTC).date(),
    )
    table = house.by_id.get(table_id)
    return BoardCard(
        id=case_id,
        number=number,
        initials=words.initials(given, prefix, surname),
        name=words.full_name(given, prefix, surname) if names else "",
        phase=phase,
        table="" if table is None else table.short_name,
        colour="" if table is None else table.colour,
        place=place or "",
        summary=board_text.summary(phase, topic, has, referrer, (open_, _day(following)), place),
        tags=attention.reasons(facts, today),
        age=board_text.age(since, today),
        age_full=board_text.age_in_full(since, today),
    )


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)
