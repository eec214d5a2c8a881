"""What a desk read and nobody wrote since: a pass asks the same a dozen times, and nearly never it changed.

One desk has one connection and writes through its own doors only (`services.desk`), which say so here.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")

_KEPT: Final = "kept"


class Kept:
    """What was found, for sessions that only read. All of it is read anew after whatever was written."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self.info = {_KEPT: self}
        """What a session that only reads carries along, so that it asks here."""

    def of(self, key: Hashable, ask: Callable[[], T]) -> T:
        """What was found under that key, or else what `ask` finds now."""
        if key not in self._found:
            self._found[key] = ask()
        found: T = self._found[key]
        return found

    def forget(self) -> None:
        """Something was written since."""
        self._found.clear()


def only_reads(session: Session) -> bool:
    """Whether it is such a session."""
    return _KEPT in session.info


def once(session: Session, key: Hashable, ask: Callable[[Session], T]) -> T:
    """What `ask` finds in the database and in nothing else; a session that only reads has it kept.

    Nobody changes what it finds: others get the same.
    """
    kept: Kept | None = session.info.get(_KEPT)
    return ask(session) if kept is None else kept.of(key, lambda: ask(session))
