"""A clock that is wrong: that of a machine with a dead battery starts in 1970, others run hours off.

Nothing is refused for it and nothing is lost: a clock only dates what is recorded (SYNC.md, A.1).
"""

from datetime import date, datetime, timedelta

EARLIEST = date(2026, 1, 1)
"""This program was made later."""


def cannot_be(today: date) -> bool:
    """Whether it is surely wrong. One that is ahead, or a few days behind, is not told from a right one."""
    return today < EARLIEST


TOLD_FROM = timedelta(minutes=2)
_MINUTE = timedelta(minutes=1)


def off(there: datetime, sent: datetime, answered: datetime) -> timedelta | None:
    """By how much this clock runs ahead of the server's, in whole minutes; behind is below zero.

    The server read its clock between `sent` and `answered`: half way, and what it may have been earlier or
    later counts for this computer. None where that leaves less than two minutes.
    """
    half = (answered - sent) / 2
    found = sent + half - there
    return _in_minutes(found) if abs(found) - abs(half) >= TOLD_FROM else None


def ahead(wall_ms: int, received_ms: int) -> timedelta | None:
    """By how much the clock of an author ran ahead: nobody writes what was received before.

    That it runs behind cannot be seen: it may have been sent later. None below two minutes.
    """
    found = timedelta(milliseconds=wall_ms - received_ms)
    return _in_minutes(found) if found >= TOLD_FROM else None


def _in_minutes(by: timedelta) -> timedelta:
    return _MINUTE * round(by / _MINUTE)
