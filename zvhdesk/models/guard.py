"""Guard triggers: no write to a replicated table that was not recorded (DATA.md 6).

Bulk statements and raw SQL fire no flush event. So each replicated table has three triggers that abort a
write unless this connection's guard is raised, and only capture raises it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from zvhdesk.models.tables import REPLICATED

FUNCTION = "zvh_captured"
_EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(slots=True)
class Guard:
    """Whether a recorded write is under way on one connection. Down is the normal state."""

    raised: bool = False

    def attach(self, connection: Any) -> None:
        """Give the driver's connection the SQL function that the triggers ask."""
        connection.create_function(FUNCTION, 0, lambda: int(self.raised))

    @contextmanager
    def up(self) -> Iterator[None]:
        """Raised within the block, down after it whatever happened."""
        self.raised = True
        try:
            yield
        finally:
            self.raised = False


def trigger_names() -> list[str]:
    """The names of all guard triggers there must be, in order."""
    return [f"guard_{cls.__tablename__}_{event.lower()}" for cls in REPLICATED for event in _EVENTS]


def rebuild(connection: Connection) -> None:
    """Drop and make every guard trigger again, and count them: a migration that moves a table drops its."""
    for cls in REPLICATED:
        for event in _EVENTS:
            name = f"guard_{cls.__tablename__}_{event.lower()}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.execute(
                text(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {cls.__tablename__} WHEN {FUNCTION}() <> 1 "
                    "BEGIN SELECT RAISE(ABORT, 'uncaptured write'); END"
                )
            )
    assert_complete(connection)


def assert_complete(connection: Connection) -> None:
    """Raises RuntimeError when a guard trigger is missing."""
    found = set(
        connection.execute(
            text(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
            )
        ).scalars()
    )
    missing = set(trigger_names()) - found
    if missing:
        raise RuntimeError(f"guard triggers missing: {len(missing)}")
