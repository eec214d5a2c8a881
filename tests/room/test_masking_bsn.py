"""Any burgerservicenummer in a text goes, of whomever it is: nine digits that pass the elfproef."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zvhdesk.domain.masking import BSN, mask_bsn
from zvhdesk.services.discreet import Discreet

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)
_SEPARATORS = st.sampled_from(["", "", "", " ", ".", "-", "\u00a0", "\u200b", "\u2011", ". "])
_WORDS = st.text(st.characters(categories=("L", "P", "Z")), max_size=30)
_A_DAY = re.compile(r"[-. ]\d{1,2}[-. ](19|20)\d\d")
"""A day with a digit beside it reads as a day."""
_FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


@st.composite
def _bsns(draw: st.DrawFn) -> str:
    """Made by the rule itself: the ninth digit is what the others weigh, modulo 11."""
    first = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8))
    last = sum(weight * digit for weight, digit in zip(_WEIGHTS, first, strict=True)) % 11
    assume(last < 10)
    assume(any(first))
    return "".join(map(str, [*first, last]))


@given(bsn=_bsns(), between=st.lists(_SEPARATORS, min_size=8, max_size=8), before=_WORDS, after=_WORDS)
def test_no_bsn_stays_however_it_is_written(bsn: str, between: list[str], before: str, after: str) -> None:
    written = "".join(sign + gap for sign, gap in zip(bsn, [*between, ""], strict=True))
    assume(not _A_DAY.search(written))
    for typed in (written, written.translate(_FULL_WIDTH)):
        assert mask_bsn(f"{before}{typed}{after}") == f"{before}{BSN}{after}"


@given(number=st.integers(0, 10**9 - 1).map(lambda number: f"{number:09}"))
def test_nine_digits_that_are_no_bsn_stay(number: str) -> None:
    weighed = sum(weight * int(digit) for weight, digit in zip((*_WEIGHTS, -1), number, strict=True))
    assume(weighed % 11 or not int(number))
    assert mask_bsn(f"nummer {number}.") == f"nummer {number}."


@given(bsn=_bsns(), digit=st.integers(0, 9))
def test_a_longer_number_that_holds_one_stays(bsn: str, digit: int) -> None:
    assert mask_bsn(f"{digit}{bsn}") == f"{digit}{bsn}"
    assert mask_bsn(f"{bsn}{digit}") == f"{bsn}{digit}"


@given(text=st.text(max_size=80))
def test_a_text_without_nine_digits_comes_back_as_it_was(text: str) -> None:
    assume(sum(sign.isdecimal() for sign in text) < 9)
    assert mask_bsn(text) == text


@pytest.mark.parametrize(
    "typed, reads",
    [
        ("Vraag 111222333 op", "Vraag [BSN] op"),
        ("BSN:1112.22.333, en 999 999 990", "BSN:[BSN], en [BSN]"),
        ("123 111 222 333", "123 [BSN]"),
        ("op 12-03-2026 9 uur", "op 12-03-2026 9 uur"),
        ("06-12345678", "06-12345678"),
        ("casus 2026-0417", "casus 2026-0417"),
    ],
)
def test_numbers_as_they_are_typed_in_a_meeting(typed: str, reads: str) -> None:
    assert mask_bsn(typed) == reads


def test_who_is_in_no_case_has_no_bsn_on_wall_or_paper_either() -> None:
    assert Discreet(())("Broer, BSN 111.222.333, belt.") == "Broer, BSN [BSN], belt."
