"""The value codec: what a cell holds, as one text. Text, integer, boolean, null; dates are ISO text.

A change set stores `old` and `new` this way, and sync carries the same texts, so there is one codec.
"""

import json
from datetime import date
from enum import StrEnum
from functools import lru_cache
from json.scanner import make_scanner
from typing import Any, cast

from sqlalchemy import Boolean, Column, Date, Enum, Integer, String

_SCAN = make_scanner(json.JSONDecoder())  # type: ignore[arg-type]
"""Past `json.loads`, which looks at what it was given five times as long as it reads it."""
_PLAIN: dict[type[Any], type] = {Boolean: bool, Integer: int}
_INTEGERS = 2**63
"""What fits into a column of the database."""

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
    if type(column.type) is not String:
        return _of_few(text, column)
    plain = _plain(text)
    if plain is not None and type(plain) is not str:
        raise ValueError(type(plain).__name__)
    return cast("Value", plain)


@lru_cache(maxsize=2048)
def _of_few(text: str, column: Column[Any]) -> Value:
    """The same for a column that holds no words: of a page of envelopes nearly all were there before."""
    plain = _plain(text)
    if plain is None:
        return None
    kind = column.type
    wanted = _PLAIN.get(type(kind))
    if wanted is None:
        if isinstance(kind, Enum) and kind.enum_class is not None:
            return cast("StrEnum", kind.enum_class(plain))
        if isinstance(kind, Date) and isinstance(plain, str):
            return date.fromisoformat(plain)
    if type(plain) is not wanted:
        raise ValueError(type(plain).__name__)
    if type(plain) is int and not -_INTEGERS <= plain < _INTEGERS:
        raise ValueError("size")
    return cast("Value", plain)


def _plain(text: str) -> Any:
    try:
        plain, end = _SCAN(text, 0)
    except StopIteration:
        raise ValueError("none") from None
    except RecursionError:
        raise ValueError("depth") from None
    if end != len(text):
        raise ValueError("more")
    if "\\" in text and isinstance(plain, str):
        plain.encode()  # half of a pair of surrogates is no text: no database takes it
    return plain
