"""Many rows of one table written at once, past SQLAlchemy: the driver takes a page of them as they are."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

_SQLITE = sqlite.dialect()
_IN_ONE = 25


def among(
    column: InstrumentedAttribute[str] | ColumnElement[str], texts: Collection[str]
) -> ColumnElement[bool]:
    """Whether a column holds one of these, however many: one parameter, where IN has one for each."""
    each = func.json_each(given(texts)).table_valued("value")
    return column.in_(select(each.c.value))


def those_given(name: str) -> Select[Any]:
    """The texts of the parameter of that name, for a statement that stands ready: `column.in_` takes them."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def given(texts: Collection[str]) -> str:
    """What to give for such a parameter."""
    return json.dumps(list(texts))


def those_of(session: Session, table: Table, column: str, texts: Collection[str]) -> list[str]:
    """Which of these stand in a column."""
    statement = f'SELECT "{column}" FROM "{table.name}" WHERE "{column}" IN (SELECT value FROM json_each(?))'
    return list(session.connection().exec_driver_sql(statement, (json.dumps(list(texts)),)).scalars())


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the columns of the first, with values as SQLAlchemy takes them."""
    if rows:
        columns = tuple(rows[0])
        insert_lines(session, table, columns, map(itemgetter(*columns), rows))


def insert_many(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same, several in each statement: for a table with triggers that feed an index of words.

    FTS5 writes out what it has at every statement that follows: 40 to 60 us a row, and so 17.
    """
    if rows:
        columns = tuple(rows[0])
        insert_lines(session, table, columns, map(itemgetter(*columns), rows), in_one=_IN_ONE)


def insert_lines(
    session: Session,
    table: Table,
    columns: Sequence[str],
    lines: Iterable[tuple[Any, ...]],
    *,
    in_one: int = 1,
) -> None:
    """The same for rows that are given as their values, at least two, in the order of `columns`.

    So many of them `in_one` statement, as far as there are so many.
    """
    ready = list(lines)
    prepared = _prepared(table, tuple(columns))
    if prepared and ready:
        turned = list(zip(*ready, strict=True))
        for at, prepare in prepared:
            turned[at] = tuple(map(prepare, turned[at]))
        ready = list(zip(*turned, strict=True))
    if not ready:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    into, row = f'INSERT INTO "{table.name}" ({names}) VALUES ', f"({', '.join('?' * len(columns))})"
    many = len(ready) - len(ready) % in_one if in_one > 1 else 0
    if many:
        groups = (ready[at : at + in_one] for at in range(0, many, in_one))
        several = [tuple(chain.from_iterable(group)) for group in groups]
        session.connection().exec_driver_sql(into + ", ".join([row] * in_one), several)
    if len(ready) > many:
        session.connection().exec_driver_sql(into + row, ready[many:])


@lru_cache(maxsize=256)
def _prepared(table: Table, columns: tuple[str, ...]) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    """The columns whose values the driver does not take as they are, with what makes them so."""
    kinds = (table.columns[name].type.dialect_impl(_SQLITE) for name in columns)
    prepare = ((at, kind.bind_processor(_SQLITE)) for at, kind in enumerate(kinds))
    return tuple((at, one) for at, one in prepare if one is not None)
