"""Reaching the server before anything of the house is shown, as the window of a run-out lease asks it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NotReached:
    """Why the lease does not run anew, in a Dutch sentence.

    `may_go_on`: the server has another history, or less, and somebody here may decide to go on with it.
    `anew`: the way out may be to join the house anew.
    """

    sentence: str
    may_go_on: bool = False
    anew: bool = False


class Connecting(Protocol):
    """One whole pass with the server of the house."""

    def connect(self, done: Callable[[], None], failed: Callable[[NotReached], None]) -> None:
        """Make it. `done` when the lease runs anew, else `failed` with why not."""
