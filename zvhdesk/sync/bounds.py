"""What a cell may hold that came from another desk, beyond being of the type of its column.

No form, file or clock of ours goes past it. A changed or faulty program of a member may, and one such value
would close the board, or a case, for everybody: no page can show a day after the year 9999, nor the letter of
a negative number. What is past it is kept aside like anything else that cannot be applied (SYNC.md A.1, 8).
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import Column, Date, Integer, Table

from zvhdesk.domain.reading.births import birth_span
from zvhdesk.models.capture import Rows
from zvhdesk.models.tables import REPLICATED, REQUIRED
from zvhdesk.services.plans.content import from_json

EARLIEST, LATEST = date(1880, 1, 1), date(2200, 12, 31)
"""Forms and files take the years 1880 to 2100; a term runs some years beyond its day."""
_LATEST_MS = int(datetime(LATEST.year + 1, 1, 1, tzinfo=UTC).timestamp() * 1000)
_MOST = 1_000_000_000
"""Of numbers that are no time: what a page computes with one fits wherever it goes."""
_COUNTED = frozenset({"number", "version"})
"""Counted from one."""
_IN_ROSTER = frozenset({"member"})
"""A row of these is a name in the roster too, which takes sixteen bytes."""
_ID = re.compile(r"[0-9a-f]{32}")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

Holds = Callable[[Any], bool]


class OutOfBounds(ValueError):
    """A value that no page could show, or no pass could work with. Its text is the name of the column."""


def hold(rows: Rows) -> None:
    """Raises OutOfBounds when one of these cells is past what its column may hold."""
    for (tbl, row), values in rows.items():
        if tbl in _IN_ROSTER and not _ID.fullmatch(row):
            raise OutOfBounds("id")
        holds, needed = _HOLDS[tbl], REQUIRED[tbl]
        for col in values.keys() & _LOOKED_AT[tbl]:
            value = values[col]
            if col in needed if value is None else col in holds and not holds[col](value):
                raise OutOfBounds(col)


def span(col: str) -> tuple[int, int]:
    """The least and the most that a column of whole numbers holds."""
    if col.endswith("_ms"):
        return 0, _LATEST_MS
    if col == "position":
        return -_MOST, _MOST  # in front of the first there is room too
    return (1 if col in _COUNTED else 0), _MOST


def _within(least: Any, most: Any, value: Any) -> bool:
    return bool(least <= value <= most)


def _reads(read: Callable[[str], object], text: str) -> bool:
    """Whether it can be read; what somebody else made up may fail in any way."""
    try:
        read(text)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return False
    return True


def _birth(text: str) -> None:
    if any(not EARLIEST <= day <= LATEST for day in birth_span(text)):
        raise ValueError("day")


def _matches(shape: re.Pattern[str], text: str) -> bool:
    return shape.fullmatch(text) is not None


SHAPES: dict[tuple[str, str], Holds] = {
    ("person", "birth_date"): partial(_reads, _birth),
    ("plan", "content"): partial(_reads, from_json),
    **{("meeting", col): partial(_matches, _HOUR) for col in ("starts", "ends")},
}
"""Texts that are read as something else."""


def _holds_of(tbl: str, column: Column[Any]) -> Holds | None:
    if isinstance(column.type, Date):
        return partial(_within, EARLIEST, LATEST)
    if type(column.type) is Integer:
        return partial(_within, *span(column.name))
    return SHAPES.get((tbl, column.name))


_HOLDS: dict[str, dict[str, Holds]] = {
    cls.__tablename__: {
        column.name: holds
        for column in cast("Table", cls.__table__).columns
        if (holds := _holds_of(cls.__tablename__, column)) is not None
    }
    for cls in REPLICATED
}
_LOOKED_AT: Mapping[str, frozenset[str]] = {
    tbl: frozenset(holds) | REQUIRED[tbl] for tbl, holds in _HOLDS.items()
}
