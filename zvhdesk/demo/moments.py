"""Doing things in the past: the clock of a desk set to a moment of its made-up history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from zvhdesk.models.capture import CaptureSession
from zvhdesk.services.desk import Desk

ORIGIN = "demo"

T = TypeVar("T")


class Moment:
    """A desk at a moment in the past; every act takes it a little further."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self._desk = desk
        self.now = now

    def do(self, fn: Callable[[CaptureSession], T], intent: str, minutes: float = 1) -> T:
        """One act, and then so many minutes go by."""
        done = self._desk.change(fn, intent, origin=ORIGIN)
        self.now += timedelta(minutes=minutes)
        return done

    @property
    def ms(self) -> int:
        """Now, as UTC milliseconds."""
        return int(self.now.timestamp() * 1000)


@contextmanager
def moment(desk: Desk, day: date, at: time) -> Iterator[Moment]:
    """The desk on that day and hour of its own time zone, and afterwards back in its own time."""
    clock = desk.clock
    then = Moment(desk, datetime.combine(day, at, clock().tzinfo))
    desk.clock = lambda: then.now
    try:
        yield then
    finally:
        desk.clock = clock


def weekday(day: date) -> date:
    """The same day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
