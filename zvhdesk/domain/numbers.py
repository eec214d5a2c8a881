"""Numbers that no two desks give out: each desk that joined has a letter (DATA.md 16)."""

from collections.abc import Iterable
from typing import Self

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPAN = 10_000
"""So many actions one desk can number in one case."""


def letter(place: int) -> str:
    """The letter of the desk at this place of the house's roster, counted from 0 over all that ever joined.

    The first has none; then B to Z, AA, AB and on. A desk that was revoked keeps its place.
    """
    if place < 0:
        raise ValueError("a place is counted from 0")
    found, left = "", place
    while left >= 0:
        found = _LETTERS[left % 26] + found
        left = left // 26 - 1
    return found if place else ""


def place(of: str) -> int:
    """The place of the desk with this letter."""
    found = 0
    for one in of:
        found = found * 26 + _LETTERS.index(one) + 1
    return max(0, found - 1)


class NumberInCase(int):
    """Of an action or a decision within its case: it reads as `3`, and of a desk that joined as `B3`.

    As a number it holds the place of the desk as well, so that what two desks numbered apart never collides
    and what stands on paper stays true. In order those of the first desk come first.
    """

    @classmethod
    def next(cls, desk: str, given_out: Iterable[int]) -> Self:
        """The next of the desk with this letter. A removed row keeps its number: none is given out twice."""
        first = place(desk) * _SPAN
        own = (one for one in given_out if first < one < first + _SPAN)
        return cls(max(own, default=first) + 1)

    def __str__(self) -> str:
        """As it stands on screen and paper."""
        of, count = divmod(int(self), _SPAN)
        return f"{letter(of)}{count}"
