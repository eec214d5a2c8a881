"""What a chapter is made of: steps that act, and moments to wait for between them."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

PATIENCE = 20.0
"""Seconds a step may keep the tour waiting. Nothing here takes a person that long."""


@dataclass(frozen=True, slots=True)
class Until:
    """A moment to wait for; `what` says in Dutch what is waited for, for when it never comes."""

    what: str
    holds: Callable[[], bool]


Steps = Generator[Until, None, None]
"""A chapter, or a part of one: it acts, yields what it waits for, and goes on when that holds."""


class StuckError(Exception):
    """A person could not have done this step either: the widget is not there, hidden, covered or off."""
