"""The lease of a desk of a house with a server: thirty days without contact and it locks (SYNC.md, Settled).

What was destroyed or revoked elsewhere must reach every desk within a known time. Locking loses nothing:
what waits goes out at the contact that opens it again. The days are counted by the desk's own clock, which a
person can set and that can jump by itself. So what is kept is how much time went by, and a clock that is set
back gives none of it back but one leap ahead: whoever sets it back at every start still has thirty days of
working with it, and a wrong clock that was put right shuts nobody out. A machine whose battery is dead starts
in 1970 or 2000 and is put right by the network each time: what it leaps over then is no time that went by.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

WARN_AFTER_DAYS, LOCK_AFTER_DAYS = 23, 30
_DAY_MS = 24 * 60 * 60 * 1000
_CORRECTION_MS = 60 * 60 * 1000
"""A clock that is corrected by less was not set back."""


@dataclass(frozen=True, slots=True)
class Meter:
    """How much time went by since the last contact, and the time (UTC milliseconds) when that was counted.

    `leap_ms` is the longest time of more than a day that went by between two counts, and `leapt_from_ms` the
    time at which it began; both 0 without one. It was a holiday or a clock that jumped ahead: that is seen
    when the clock is put right. Then the leap is taken back, for the time that is left of it, a day at least.
    That opens no hole. Whoever sets the clock back before the first opening after a long time passes the
    lease anyhow, and so does now who does it after. What was counted while there was work is never given
    back, and neither is a leap twice: with the clock in hand there are thirty days of working, as before.

    `latest_ms` is the latest time that was counted before the clock was set back, 0 when it was not. Up to
    there all was counted: of a clock that comes back past it only what lies after it is new.
    """

    used_ms: int
    counted_ms: int
    leap_ms: int = 0
    leapt_from_ms: int = 0
    latest_ms: int = 0

    @classmethod
    def at_contact(cls, now_ms: int, before: "Meter | None" = None) -> "Meter":
        """Nothing went by yet. `before` is the meter until then: the clock may stand back at this moment."""
        latest = 0 if before is None else max(before.counted_ms, before.latest_ms)
        return cls(0, now_ms, latest_ms=latest if now_ms < latest - _CORRECTION_MS else 0)

    def on(self, now_ms: int) -> "Meter":
        """The same meter now. A clock that was set back counts as a day: nobody knows how long it was."""
        step = now_ms - self.counted_ms
        if step < -_CORRECTION_MS:
            return self._set_back(now_ms)
        if self.latest_ms and now_ms >= self.latest_ms:
            step = max(0, min(step, now_ms - self.latest_ms))
            return replace(self, used_ms=self.used_ms + step, counted_ms=now_ms, latest_ms=0)
        on = replace(self, used_ms=self.used_ms + max(0, step), counted_ms=now_ms)
        if step > max(_DAY_MS, self.leap_ms):
            return replace(on, leap_ms=step, leapt_from_ms=self.counted_ms)
        return on

    def _set_back(self, now_ms: int) -> "Meter":
        since = now_ms - self.leapt_from_ms
        if not self.leap_ms or since < -_CORRECTION_MS:
            latest = max(self.counted_ms, self.latest_ms)
            return replace(self, used_ms=self.used_ms + _DAY_MS, counted_ms=now_ms, latest_ms=latest)
        went_by = max(_DAY_MS, min(since, self.leap_ms))
        return Meter(self.used_ms - self.leap_ms + went_by, now_ms)


class LeaseState(StrEnum):
    """How it stands with the lease."""

    GOOD = "good"
    WARN = "warn"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Lease:
    """Whole days since the last contact, and what follows from it."""

    days: int

    @classmethod
    def of(cls, meter: Meter) -> "Lease":
        """The lease by its meter."""
        return cls(meter.used_ms // _DAY_MS)

    @property
    def state(self) -> LeaseState:
        """Good, to be warned of from day 23, locked from day 30."""
        if self.days >= LOCK_AFTER_DAYS:
            return LeaseState.LOCKED
        return LeaseState.WARN if self.days >= WARN_AFTER_DAYS else LeaseState.GOOD

    @property
    def left(self) -> int:
        """Days until it locks, 0 once it is locked."""
        return max(0, LOCK_AFTER_DAYS - self.days)
