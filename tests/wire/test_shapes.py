"""A map of known keys: what `load` refuses is refused here too, although no value is looked at twice."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.test_encoding import PLAIN
from zvhdesk.wire.encoding import Malformed, dump, load
from zvhdesk.wire.shapes import Shape

ROW = (str, int)
ROWS = st.lists(st.tuples(st.text(), st.integers(0, 2**63 - 1)).map(list), max_size=4)


def _read(data: bytes) -> dict[str, Any]:
    shape = Shape(data)
    found: dict[str, Any] = {"n": shape.count("n"), "t": shape.text("t"), "rows": shape.rows("rows", ROW)}
    shape.end()
    return found


@given(st.integers(0, 2**63 - 1), st.text(), ROWS)
def test_what_was_written_is_read(number: int, text: str, rows: list[list[Any]]) -> None:
    value = {"n": number, "t": text, "rows": rows}
    assert _read(dump(value)) == value


@given(st.fixed_dictionaries({"n": PLAIN, "t": PLAIN, "rows": PLAIN | ROWS}))
def test_each_value_is_of_its_kind_or_all_is_refused(value: dict[str, Any]) -> None:
    number, rows = value["n"], value["rows"]
    fits = (
        type(number) is int
        and number >= 0
        and type(value["t"]) is str
        and type(rows) is list
        and all(type(row) is list and [type(one) for one in row] == [str, int] for row in rows)
        and all(row[1] >= 0 for row in rows)
    )
    try:
        assert _read(dump(value)) == value
        assert fits
    except Malformed:
        assert not fits


@pytest.mark.parametrize(
    "data",
    [
        b"\xa1\x61n\x01\x01",  # something follows
        b"\xa1\x61n\x18\x01",  # a longer spelling of 1
        b"\xa2\x61n\x01\x61n\x02",  # a key twice
        b"\xbf\x61n\x01\xff",  # a map without a length
        b"\xa1\x61n\xc2\x49\x01" + bytes(8),  # a number of more than 64 bits
        b"\xa1\x61n\x1b" + b"\xff" * 8,  # one without a place for its sign
        b"\xa1\x61n\xf9\x3c\x00",  # 1.0
        b"\xa1\x61n\xf5",  # true
        b"\xa1\x01\x02",  # a key that is no text
        b"\x81\x01",  # no map
    ],
)
def test_what_no_desk_writes_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        Shape(data).count("n")


@pytest.mark.parametrize(
    "row",
    [
        b"\x82\x61a\xc2\x49\x01" + bytes(8),  # a number of more than 64 bits
        b"\x82\x61a\x1b" + b"\xff" * 8,
        b"\x82\x61a\xf9\x3c\x00",  # 1.0
        b"\x82\x61a\xc0\x74" + b"2026-01-01T00:00:00Z",  # a tag
        b"\x81\x61a",  # too short
        b"\xa1\x61a\x01",  # a map
    ],
)
def test_a_row_that_no_desk_writes_is_refused(row: bytes) -> None:
    with pytest.raises(Malformed):
        Shape(b"\xa1\x61r\x82" + b"\x82\x61a\x01" + row).rows("r", ROW)


def test_keys_out_of_order_are_refused() -> None:
    assert load(b"\xa2\x61a\x01\x61b\x02") == {"a": 1, "b": 2}
    with pytest.raises(Malformed):
        Shape(b"\xa2\x61b\x02\x61a\x01")
