"""Text without case and marks, with the way back: what is found in it can be shown in what was typed."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the line in small letters without marks; `at` the place in the line of each of its letters.

    `at` has one place more: the length of the line.
    """

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from `start` up to `end` of `text` stand in the line, loose marks taken along."""
        # A letter that folds to two (ß) is taken whole.
        return self.at[start], max(self.at[end], self.at[end - 1] + 1)


def fold(line: str, plainly: Callable[[str], str] | None = None) -> Folded:
    """`Vóór Één` becomes `voor een`, composed or with loose marks.

    `plainly` is another way to write one letter plainly: as none, one or more letters.
    """
    of = plainly or _plain
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(line):
        for plain in of(letter):
            letters.append(plain)
            places.append(at)
    return Folded("".join(letters), (*places, len(line)))


def folded(line: str) -> str:
    """Only the text of `fold`, but quicker: the database asks it of every row that it looks in."""
    return _plain(line)


def _plain(letters: str) -> str:
    if letters.isascii():
        return letters.lower()
    apart = unicodedata.normalize("NFD", letters.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
