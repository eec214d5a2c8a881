"""The clock of this computer, as a value that is passed in, so that rules and tests say what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time of this computer, with its time zone."""
    return datetime.now(UTC).astimezone()
