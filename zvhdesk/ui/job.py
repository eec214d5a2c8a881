"""An errand on its way to a lane and back."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[Any], object]
"""Called with the reason of a Refused or StoreRefused."""
Broken = Callable[[], object]
"""Called when a bug ended the errand, after `Tasks.bug`: who waits for an answer need not wait for ever."""


class Job:
    """One errand on its way: what to do there, and what to do here with what comes back."""

    def __init__(
        self, done: Done[Any], failed: Failed | None, owner: QObject | None, broken: Broken | None = None
    ) -> None:
        self.done = done
        self.failed = failed
        self.broken = broken
        self.owner = owner if owner is not None else _owner_of(done)

    def wanted(self) -> bool:
        """False when the page that asked has been destroyed meanwhile."""
        return self.owner is None or isValid(self.owner)

    def broke(self) -> None:
        """A bug ended it: who waits for an answer hears that there will be none."""
        if self.broken is not None and self.wanted():
            self.broken()


def _owner_of(done: Done[Any]) -> QObject | None:
    owner = getattr(done, "__self__", None)
    return owner if isinstance(owner, QObject) else None
