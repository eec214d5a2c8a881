"""Bytes: one spelling for a value, and nothing but that spelling is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.wire.encoding import Malformed, dump, from_text, load, to_text
from zvhdesk.wire.padding import LEAST, pad, padded_length, unpad

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_was_written_is_read(value: object) -> None:
    assert load(dump(value)) == value  # type: ignore[arg-type]


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 9), min_size=2, max_size=5))
def test_the_order_of_the_keys_makes_no_difference(value: dict[str, int]) -> None:
    assert dump(dict(reversed(value.items()))) == dump(dict(value))


@given(st.binary(max_size=60))
def test_other_bytes_are_either_that_one_spelling_or_refused(data: bytes) -> None:
    try:
        value = load(data)
    except Malformed:
        return
    assert dump(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x01",  # something follows
        b"\x18\x01",  # a longer spelling of 1
        b"\xa2\x61b\x01\x61a\x02",  # keys out of order
        b"\xa2\x61a\x01\x61a\x02",  # a key twice
        b"\xa1\x01\x02",  # a key that is no text
        b"\xfb\x3f\xf0\x00\x00\x00\x00\x00\x00",  # 1.0
        b"\xc0\x74" + b"2026-01-01T00:00:00Z",  # a tag
        b"\x9f\xff",  # a list without a length
        b"\x1b" + b"\xff" * 8,  # more than 64 bits with a sign
        b"\x81" * 2000,
        b"\x5b" + b"\x7f" * 8,
        b"\x62\xff\xfe",
        b"\xd8\x1c\x81\xd8\x1d\x00",  # a list that holds itself
    ],
)
def test_what_no_desk_writes_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        load(data)


@pytest.mark.parametrize("value", [1.5, (1, 2), {1: 2}, {2}, 2**63, [b"", 2.0]])
def test_what_has_two_spellings_is_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        dump(value)  # type: ignore[arg-type]


@given(st.binary(max_size=70))
def test_bytes_as_text_and_back(data: bytes) -> None:
    assert from_text(to_text(data)) == data


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=24))
def test_a_text_is_the_one_spelling_or_refused(text: str) -> None:
    try:
        data = from_text(text)
    except Malformed:
        return
    assert to_text(data) == text


@given(st.binary(max_size=5000))
def test_padding_comes_off(data: bytes) -> None:
    padded = pad(data)
    assert unpad(padded) == data
    assert len(padded) == padded_length(len(data) + 1) >= LEAST


@given(st.integers(1, 10**7))
def test_padding_costs_at_most_an_eighth(length: int) -> None:
    padded = padded_length(length)
    assert length <= padded <= max(LEAST, length * 1.12)
    assert padded_length(padded) == padded


@given(st.integers(8, 23))
def test_padding_leaves_few_lengths(exponent: int) -> None:
    """Between two powers of two, at most `2 * exponent` lengths are left to tell apart, and the end."""
    start = 2**exponent
    step = max(1, start // 4096)
    assert len({padded_length(length) for length in range(start, 2 * start, step)}) <= 2 * exponent + 1


@pytest.mark.parametrize("padded", [b"", b"\0" * 256, b"a" * 256, pad(b"a") + b"\0", pad(b"a")[:-1]])
def test_padding_that_nobody_made_is_refused(padded: bytes) -> None:
    with pytest.raises(Malformed):
        unpad(padded)
