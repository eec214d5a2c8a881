"""What a column of a grid shows of a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from zvhdesk.ui.theme import TagKind

Choices = Sequence[tuple[str, str]]
"""Pairs of (value, word)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` in px; 0 takes its part of what is left, `share` of it.

    `text` are the words of a row; `tag` the status under which they stand, None for plain text. A column with
    `choices` and `value` can be changed in place: the grid then sends `edited`.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 0
    share: int = 1
    strong: bool = False
    quiet: bool = False
    right: bool = False
    tag: Callable[[Any], TagKind | None] | None = None
    choices: Choices = ()
    value: Callable[[Any], str] | None = None

    @property
    def is_choice(self) -> bool:
        """Whether its cells can be changed in place."""
        return bool(self.choices)
