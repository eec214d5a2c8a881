"""What a long errand carries: the way to tell how far it is, and to be told to stop."""

import threading
import time
from collections.abc import Callable

_EVERY = 0.05
"""Seconds between two reports that are passed on; a parser reports per row."""


class Stopped(Exception):
    """The errand was stopped by the person who asked for it. Not a failure."""


class Ticket:
    """Shared by the window (`stop`) and the lane (`report`, `stopped`). Safe in any thread."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._last = 0.0

    def stop(self) -> None:
        """Ask the errand to end; its next report raises Stopped there."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell how far the errand is. Raises Stopped when it was asked to end, so that the caller unwinds."""
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if done >= total or now - self._last >= _EVERY:
            self._last = now
            self._tell(done, total)
