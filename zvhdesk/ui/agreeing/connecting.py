"""Reaching the server before anything of the house is shown, as the window of a run-out lease asks it."""

from collections.abc import Callable
from typing import Protocol


class Connecting(Protocol):
    """One whole pass with the server of the house."""

    def connect(self, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Make it. `done` when the lease runs anew, else `failed` with a Dutch sentence that says why not."""
