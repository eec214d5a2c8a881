"""What a row that is written without the ORM's objects still needs: the defaults of its columns.

Of a column that always holds something and has no default, a row that came without it holds something that
says nothing, and is hidden until that comes in (docs/decisions/0031).
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import Column, Table, inspect

from zvhdesk.models.base import Replicated
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.tables import BY_NAME, REQUIRED

_NOTHING: Final[dict[type, Any]] = {str: "", int: 1, bool: False, date: date(1880, 1, 1)}
_NEEDED: Final[dict[str, frozenset[str]]] = {
    tbl: frozenset(col for col in cols if cast("Table", BY_NAME[tbl].__table__).c[col].default is None)
    for tbl, cols in REQUIRED.items()
}


def with_defaults(cls: type[Replicated], entry: dict[str, Any]) -> dict[str, Any]:
    """Every column of the class by attribute name: as given, or its default."""
    return {**_defaults(cls), **entry}


def received(tbl: str, row: str, stream: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a row that comes in, in which these were written; hidden as long as it is not whole."""
    hidden = {} if is_whole(tbl, values) else {DELETED: True}
    return {**_bare(BY_NAME[tbl]), **values, **hidden, "id": row, "stream_id": stream}


def is_whole(tbl: str, written: Collection[str]) -> bool:
    """Whether a row in which these columns were written has all that a row of its table always has."""
    return _NEEDED[tbl].issubset(written)


def default_of(cls: type[Replicated], col: str) -> Any:
    """What a column holds that nobody wrote."""
    return _bare(cls)[col]


@cache
def _defaults(cls: type[Replicated]) -> dict[str, Any]:
    return {column.key: _default(column) for column in inspect(cls).column_attrs}


@cache
def _bare(cls: type[Replicated]) -> dict[str, Any]:
    columns = cast("Table", cls.__table__).c
    return _defaults(cls) | {col: _nothing(columns[col]) for col in _NEEDED[cls.__tablename__]}


def _nothing(column: Column[Any]) -> Any:
    kind = column.type.python_type
    return _NOTHING[kind] if kind in _NOTHING else next(iter(cast("type[StrEnum]", kind)))


def _default(column: Any) -> Any:
    default = column.columns[0].default
    return default.arg if default is not None and default.is_scalar else None
