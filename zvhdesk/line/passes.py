"""Passes by themselves: when something was recorded, when the server has news, and once a minute."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from zvhdesk.domain.lease import Lease
from zvhdesk.domain.standing import Standing, Trouble
from zvhdesk.line.lane import Lane, No
from zvhdesk.line.standing import Counts, counts, told, trouble_in, trouble_of
from zvhdesk.services import lease
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Changes
from zvhdesk.sync.doubting import doubted
from zvhdesk.sync.exchange import Outcome, exchange
from zvhdesk.sync.schedule import EVERY, Pace, Schedule
from zvhdesk.sync.server import SaidNo, Unreachable
from zvhdesk.ui.bug import Bug
from zvhdesk.ui.tasks import Tasks
from zvhdesk.wire.messages import Why

_COUNT_MS = 200
"""Acts that follow upon one another are counted once."""
_LATER = frozenset({Why.BUSY, Why.OFTEN})


class Passes(QObject):
    """One pass after another over a lane. `standing_changed` carries a Standing, `passed` an Outcome.

    `missed`: a pass ended without one, and the standing says why.
    """

    standing_changed = Signal(object)
    passed = Signal(object)
    missed = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._lane: Lane | None = None
        self.pace: Callable[[], Pace] = lambda: Pace.AT_WORK
        self._schedule = Schedule(0.0)
        self._passing = self._more = self._broken = self._doubted = False
        self.standing = Standing()
        self._due = _single_shot(self, self._begin)
        self._silent = _single_shot(self, self._listen_for)
        self._count = _single_shot(self, self._count_now)
        tasks.changed.connect(self._changed)

    def use(self, lane: Lane, address: str) -> None:
        """From here on over this lane, the first pass at once."""
        self.stop()
        self._lane = lane
        self._stand(Standing(address=address))
        self._count_now()
        self.now()

    def stop(self) -> None:
        """No more of them."""
        self._lane = None
        self._passing = self._doubted = False
        self._due.stop()
        self._silent.stop()

    def stand_apart(self) -> None:
        """None at all: this desk was revoked. What was not sent is counted."""
        self.stop()
        self._stand(Standing(trouble=Trouble.REVOKED))
        self._count_now()

    def now(self) -> None:
        """At once: a person asks, or there is reason to think that the server is back."""
        self._broken = False
        self._schedule = self._schedule.at_once(time.monotonic())
        self._want(self._schedule)

    def count(self) -> None:
        """Count anew what stands here."""
        self._count_now()

    def let_through(self) -> None:
        """What was held may pass: look at once, and ask no more meanwhile."""
        self._stand(self.standing.let_through())
        self.now()

    def heard(self) -> None:
        """Something was recorded here, or the server has news."""
        self._want(self._schedule.wanted(time.monotonic()))

    def doubt(self) -> None:
        """The line may be cut, or back. That is a hint: only a pass changes what stands here, a short one."""
        self._doubted = True
        self._want(self._schedule.anew(time.monotonic()))

    def hasten(self) -> None:
        """Somebody waits for a server that is away, and a moment ago nobody did."""
        if not self._passing:
            self._want(self._schedule.within(time.monotonic(), _chance(), self.pace().most))

    def news_ended(self, lived: bool) -> None:
        """The server tells no more. One that hung up at once is not asked again and again without a pause."""
        if self._passing:
            self._more = True
        elif lived:
            self.doubt()
        else:
            self._want(self._schedule.hung_up(time.monotonic(), _chance()))

    def _listen_for(self) -> None:
        """Look whether the server was silent for too long, now or as soon as it can be."""
        silence = None if self._lane is None else self._lane.silence(self.pace().missed)
        if self._lane is None or silence is None:
            return
        lasted, most = silence
        if lasted < most:
            self._silent.start(round((most - lasted) * 1000) + 1)
            return
        self._lane.drop()
        self.doubt()

    def _want(self, schedule: Schedule) -> None:
        # What comes while one is under way may lie behind the place where it looked.
        self._more = self._passing
        self._schedule = schedule
        self._plan()

    def _plan(self) -> None:
        if self._lane is not None and not self._passing and not self._broken:
            self._due.start(round(self._schedule.left(time.monotonic()) * 1000))

    def _begin(self) -> None:
        if self._lane is not None and not self._passing:
            story = doubted if self._doubted else exchange
            self._passing, self._more, self._doubted = True, False, False
            self._lane.play(story, self._over, self._failed)

    def _over(self, outcome: Outcome) -> None:
        trouble = trouble_of(outcome)
        found = told(self.standing, outcome).reached(self._clock(), heard=outcome.heard)
        self._stand(replace(found, clock_off=None if self._lane is None else self._lane.clock_off))
        if not outcome.heard:
            self._look_at_lease()
        if self._lane is not None and trouble is not Trouble.NOT_JOINED:
            self._lane.listen()
            self._listen_for()
        self._next(self._schedule.answered(time.monotonic()))
        # Who came into the house is told by no row.
        self._count_soon()
        self.passed.emit(outcome)

    def _failed(self, no: No) -> None:
        now = time.monotonic()
        busy = isinstance(no, SaidNo) and no.why in _LATER
        if self._doubted and isinstance(no, Unreachable):
            # It was let go because the server was silent: whether that is away says the next one.
            self._next(self._schedule.anew(now))
            return
        if busy or isinstance(no, Unreachable):
            # One that has too much to do is not asked more often because somebody waits here.
            later = self._schedule.missed(now, _chance(), EVERY if busy else self.pace().most)
            at = self._clock()
            again = at + timedelta(seconds=later.left(now))
            self._stand(self.standing.busy(again) if busy else self.standing.missed(at))
            self._look_at_lease()
            self._next(later)
            self.missed.emit()
            return
        if isinstance(no, Bug):
            # Not again by itself: the same error every minute helps nobody.
            self._broken = True
            self._tasks.bug.emit(no)
        # Whoever says no is there.
        since = None if isinstance(no, SaidNo) else self.standing.offline_since
        self._stand(replace(self.standing, trouble=trouble_in(no), offline_since=since, again=None))
        self._look_at_lease()
        self._next(self._schedule.answered(now))
        self.missed.emit()

    def _look_at_lease(self) -> None:
        # Whoever answers and does not say all is no contact, however often: that must be warned of in time.
        self._tasks.ask(lease.look, self._leased, owner=self)

    def _leased(self, found: Lease | None) -> None:
        self._stand(self.standing.leased(found))

    def _next(self, schedule: Schedule) -> None:
        self._passing = False
        self._schedule = schedule.wanted(time.monotonic()) if self._more else schedule
        self._plan()

    # What stands here, between passes.

    def _changed(self, changes: Changes) -> None:
        if self._lane is None:
            return
        self._count_soon()
        if not changes.received:
            self.heard()

    def _count_soon(self) -> None:
        if not self._count.isActive():
            self._count.start(_COUNT_MS)

    def _count_now(self) -> None:
        self._tasks.ask(
            lambda desk: desk.read(lambda session: counts(session, desk.today(), desk.device)),
            self._counted,
            owner=self,
        )

    def _counted(self, found: Counts) -> None:
        self._stand(found.on(self.standing))

    def _stand(self, standing: Standing) -> None:
        if standing != self.standing:
            self.standing = standing
            self.standing_changed.emit(standing)


def _chance() -> float:
    return random.random()  # noqa: S311 - to spread desks, not to hide anything


def _single_shot(parent: QObject, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    return timer
