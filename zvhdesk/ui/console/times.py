"""Times of a live meeting, worked out from what is stored and the clock: nothing here runs by itself."""

from datetime import UTC, datetime

from zvhdesk.domain.terms import ItemState
from zvhdesk.services.meetings.rows import AgendaRow, Console

MINUTE = 60_000


def hour(ms: int) -> str:
    """UTC milliseconds as the time of day on this computer, `09:45`."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone():%H:%M}"


def runs(item: AgendaRow, console: Console) -> bool:
    """Whether the time of this item goes on now."""
    return item.state is ItemState.RUNNING and console.paused_ms is None


def spent(item: AgendaRow, console: Console, read_ms: int, now_ms: int) -> int:
    """Milliseconds that an item took until now; `read_ms` is when `console` was read."""
    return item.spent_ms + (max(0, now_ms - read_ms) if runs(item, console) else 0)


def spent_words(item: AgendaRow, console: Console, read_ms: int, now_ms: int) -> str:
    """`14 / 30`: minutes spent and planned; only planned for what is still to come."""
    taken = spent(item, console, read_ms, now_ms) // MINUTE
    if item.state is ItemState.PLANNED and not taken:
        return str(item.minutes)
    return f"{taken} / {item.minutes}"


def expected_end(console: Console, read_ms: int, now_ms: int) -> int:
    """When the meeting ends, going by what is left: it moves on in a pause and when an item runs over.

    A clock that was set back since the reading takes the forecast along: what is left does not grow by it.
    """
    since = now_ms - read_ms
    if since < 0:
        return console.expected_end_ms + since
    current = console.current
    left = 0
    if current is not None and runs(current, console):
        left = max(0, current.minutes * MINUTE - current.spent_ms)
    return console.expected_end_ms + max(0, since - left)


def long_words(ms: int) -> str:
    """`9 uur 27 min`: how long, in whole minutes; hours only from one on."""
    hours, minutes = divmod(max(0, ms) // MINUTE, 60)
    parts = (f"{hours} uur" if hours else "", f"{minutes} min" if minutes or not hours else "")
    return " ".join(part for part in parts if part)


def stopwatch(ms: int) -> str:
    """`2:05`: minutes and seconds."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"
