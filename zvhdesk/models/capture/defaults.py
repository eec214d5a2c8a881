"""What a row that is written without the ORM's objects still needs: the defaults of its columns."""

from typing import Any

from sqlalchemy import inspect

from zvhdesk.models.base import Replicated


def with_defaults(cls: type[Replicated], entry: dict[str, Any]) -> dict[str, Any]:
    """Every column of the class by attribute name: as given, or its default."""
    values: dict[str, Any] = {}
    for column in inspect(cls).column_attrs:
        values[column.key] = entry[column.key] if column.key in entry else _default(column)
    return values


def _default(column: Any) -> Any:
    default = column.columns[0].default
    return default.arg if default is not None and default.is_scalar else None
