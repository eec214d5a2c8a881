"""When the next pass is due. Pure: the time is an argument, in seconds of a clock that only goes forward.

A pass follows at once on what is recorded here and on news of the server, otherwise once a minute; a server
that does not answer is asked again after a while that doubles, up to what the pace of the desk bears.
"""

from dataclasses import dataclass
from enum import Enum

EVERY = 60.0
"""Seconds between passes when nothing is heard: the news may be held up by a proxy."""
FIRST_AGAIN = 1.0
SOON = 5.0
"""Seconds until a server is asked again that hung up as soon as it was listened to."""
TOGETHER = 0.02
"""Seconds in which acts that follow upon one another are gathered into one pass."""


class Pace(Enum):
    """Who waits for the server at this desk: how often one that is away is asked, and how much silence bears.

    `most` are the seconds between two tries at most, `missed` the words in a row that may stay out before it
    is asked whether the line is cut. A server that comes back is asked by a hundred desks at a table within
    five seconds, spread by chance; each asks it a dozen short things.
    """

    AT_TABLE = (5.0, 2)
    """A meeting is live here."""
    AT_WORK = (10.0, 3)
    """Somebody works here."""
    AWAY = (EVERY, 3)
    """Nobody touched the program for a while."""

    def __init__(self, most: float, missed: int) -> None:
        self.most, self.missed = most, missed


@dataclass(frozen=True, slots=True)
class Schedule:
    """`due` is when the next pass begins; `failed` how often the server did not answer on end.

    `chance` in [0, 1) spreads the desks of a house that all lost the server at one moment.
    """

    due: float
    failed: int = 0

    def wanted(self, now: float) -> "Schedule":
        """Something was recorded here, or the server has news, or a person asks.

        While it does not answer that hastens nothing: who works on is no reason to ask it at every key.
        """
        if self.failed:
            return self
        return Schedule(min(self.due, now + TOGETHER))

    def at_once(self, now: float) -> "Schedule":
        """A person asked, or something was done at the server."""
        return Schedule(now, self.failed)

    def anew(self, now: float) -> "Schedule":
        """The line may be cut, or back: it is asked at once, and often again if it does not answer."""
        return Schedule(now)

    def answered(self, now: float) -> "Schedule":
        """A pass ended and the server was there."""
        return Schedule(now + EVERY)

    def missed(self, now: float, chance: float, most: float = EVERY) -> "Schedule":
        """There was no answer."""
        wait = min(most, FIRST_AGAIN * 2**self.failed)
        return Schedule(now + _spread(wait, chance), min(self.failed + 1, 16))

    def within(self, now: float, chance: float, most: float) -> "Schedule":
        """Somebody waits for a server that is away: it is asked again within so many seconds."""
        if not self.failed:
            return self
        return Schedule(min(self.due, now + _spread(most, chance)), self.failed)

    def hung_up(self, now: float, chance: float) -> "Schedule":
        """The server answers, and ends its news before there were any."""
        return Schedule(min(self.due, now + _spread(SOON, chance)), self.failed)

    def left(self, now: float) -> float:
        """Seconds until it is due, 0 when it is."""
        return max(0.0, self.due - now)


def _spread(wait: float, chance: float) -> float:
    return wait * (0.5 + chance / 2)
