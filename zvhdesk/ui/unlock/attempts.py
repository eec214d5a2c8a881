"""How often the wrong passphrase was tried, and how long to wait. Pure: the time is an argument."""

import math
from collections.abc import Callable


class Attempts:
    """Counts wrong tries in a row. `pause_after(tries)` gives the seconds to wait after so many.

    Nothing is wiped and nothing is closed for good: a guesser must not be able to take a house away.
    """

    def __init__(self, pause_after: Callable[[int], int]) -> None:
        self._pause_after = pause_after
        self._tries = 0
        self._until: float | None = None

    @property
    def tries(self) -> int:
        """Wrong tries since the last right one."""
        return self._tries

    def wrong(self, now: float) -> int:
        """Count a wrong try at `now` (seconds of any steady clock); returns the seconds to wait."""
        self._tries += 1
        self._until = now + self._pause_after(self._tries)
        return self.wait(now)

    def right(self) -> None:
        """The house opened: begin anew."""
        self._tries = 0
        self._until = None

    def wait(self, now: float) -> int:
        """Whole seconds left to wait at `now`; 0 when one may try."""
        return 0 if self._until is None else max(0, math.ceil(self._until - now))


def waiting_words(left: int) -> str:
    """Seconds as one says them: `1 min 20 s`."""
    minutes, seconds = divmod(left, 60)
    words = [f"{minutes} min"] if minutes else []
    return " ".join([*words, f"{seconds} s"] if seconds else words)
