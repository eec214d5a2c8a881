"""The value codec: what a cell holds, as one text. Text, integer, boolean, null; dates are ISO text.

A change set stores `old` and `new` this way, and sync carries the same texts, so there is one codec.
"""

import json
from datetime import date
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Column, Date, Enum

Value = str | int | bool | date | StrEnum | None


def encode(value: Value) -> str:
    """The text of a value. Raises TypeError for a type that no replicated column has."""
    match value:
        case None | bool() | int():
            plain: str | int | bool | None = value
        case StrEnum():
            plain = value.value
        case str():
            plain = value
        case date():
            plain = value.isoformat()
        case _:
            raise TypeError(type(value).__name__)
    return json.dumps(plain, ensure_ascii=False)


def decode(text: str, column: Column[Any]) -> Value:
    """The value of a text for this column. Raises ValueError when the text is not a value of that type."""
    plain = json.loads(text)
    if plain is None:
        return None
    kind = column.type
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return cast("StrEnum", kind.enum_class(plain))
    if isinstance(kind, Date) and isinstance(plain, str):
        return date.fromisoformat(plain)
    if type(plain) is not kind.python_type:
        raise ValueError(type(plain).__name__)
    return cast("Value", plain)
