"""What a row that is written without the ORM's objects still needs: the defaults of its columns."""

from functools import cache
from typing import Any

from sqlalchemy import inspect

from zvhdesk.models.base import Replicated


def with_defaults(cls: type[Replicated], entry: dict[str, Any]) -> dict[str, Any]:
    """Every column of the class by attribute name: as given, or its default."""
    return {**_defaults(cls), **entry}


def default_of(cls: type[Replicated], col: str) -> Any:
    """What a column holds that nobody wrote."""
    return _defaults(cls)[col]


@cache
def _defaults(cls: type[Replicated]) -> dict[str, Any]:
    return {column.key: _default(column) for column in inspect(cls).column_attrs}


def _default(column: Any) -> Any:
    default = column.columns[0].default
    return default.arg if default is not None and default.is_scalar else None
