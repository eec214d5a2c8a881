"""A clock that cannot be right: that of a machine with a dead battery starts in 1970, 2000 or the like.

Nothing is refused for it and nothing is lost: a clock only dates what is recorded (SYNC.md, A.1).
"""

from datetime import date

EARLIEST = date(2026, 1, 1)
"""This program was made later."""


def cannot_be(today: date) -> bool:
    """Whether it is surely wrong. One that is ahead, or a few days behind, is not told from a right one."""
    return today < EARLIEST
