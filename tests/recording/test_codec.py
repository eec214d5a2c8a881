"""The value codec: what goes in comes out, for every type a replicated column has."""

import enum
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Enum, Integer, String

from zvhdesk.models.codec import Value, decode, encode
from zvhdesk.models.tables import METADATA, REPLICATED


def _values(column: Column[Any]) -> st.SearchStrategy[Value]:
    match column.type:
        case Enum(enum_class=kind) if kind is not None:
            filled: st.SearchStrategy[Any] = st.sampled_from(list(kind))
        case String():
            filled = st.text()
        case Boolean():
            filled = st.booleans()
        case Integer():
            filled = st.integers(-(2**63), 2**63 - 1)
        case Date():
            filled = st.dates()
        case other:
            raise AssertionError(f"a column type the codec has no test for: {other}")
    return st.none() | filled


COLUMNS = [column for cls in REPLICATED for column in METADATA.tables[cls.__tablename__].columns]


@given(st.data())
def test_round_trip(data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(COLUMNS))
    value = data.draw(_values(column))
    back = decode(encode(value), column)
    assert back == value
    assert type(back) is type(value)


def test_dates_are_iso_text() -> None:
    assert encode(date(2026, 3, 12)) == '"2026-03-12"'


def test_enumerations_are_their_value() -> None:
    class Colour(enum.StrEnum):
        RED = "rood"

    assert encode(Colour.RED) == '"rood"'


@pytest.mark.parametrize(
    "text, column",
    [
        ('"1"', Column("n", Integer)),
        ("1", Column("b", Boolean)),
        ("7", Column("d", Date)),
        ("true", Column("n", Integer)),
        ("3", Column("s", String)),
    ],
)
def test_a_value_of_another_type_is_refused(text: str, column: Column[Any]) -> None:
    with pytest.raises(ValueError, match=r"str|int|bool"):
        decode(text, column)


@pytest.mark.parametrize("text", ["", '"a', '"a" "b"', '"a" ', '"\\ud800"', "NaN", "[" * 100_000])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        decode(text, Column("s", String))


def test_a_number_that_no_database_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        decode(str(2**63), Column("n", Integer))


def test_a_type_no_column_has_is_refused() -> None:
    with pytest.raises(TypeError):
        encode(3.5)  # type: ignore[arg-type]
