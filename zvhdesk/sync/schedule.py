"""When the next pass is due. Pure: the time is an argument, in seconds of a clock that only goes forward.

A pass follows at once on what is recorded here and on news of the server, otherwise once a minute; a server
that does not answer is asked again after a while that doubles up to that minute.
"""

from dataclasses import dataclass

EVERY = 60.0
"""Seconds between passes when nothing is heard: the news may be held up by a proxy."""
FIRST_AGAIN = 1.0
TOGETHER = 0.02
"""Seconds in which acts that follow upon one another are gathered into one pass."""


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
        """A person asked, or the network is back."""
        return Schedule(now, self.failed)

    def answered(self, now: float) -> "Schedule":
        """A pass ended and the server was there."""
        return Schedule(now + EVERY)

    def missed(self, now: float, chance: float) -> "Schedule":
        """There was no answer."""
        wait = min(EVERY, FIRST_AGAIN * 2**self.failed)
        return Schedule(now + wait * (0.5 + chance / 2), min(self.failed + 1, 16))

    def left(self, now: float) -> float:
        """Seconds until it is due, 0 when it is."""
        return max(0.0, self.due - now)
