"""T4: desks write and exchange while the network does its worst, sleep and are killed; so is their server.

Once all is well, all is where it belongs: no queue is stuck, no two desks differ, nothing that was saved is
lost.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from select import select as wait
from time import monotonic

import pytest

from tests.agreeing.proof.proxy import Way
from tests.agreeing.sizes import runs
from tests.agreeing.storm.conftest import DESKS
from tests.agreeing.storm.house import House, Worker
from tests.nursery import Nursery

AT_ONCE, SECONDS = 4, 10
PUSHED = b"POST /v1/c/"
"""How a request begins that gives what a desk wrote."""
Undo = Callable[[], None]


class Storm:
    """A house, and what happens to it until the time is over: one thing at a time, and each for a moment."""

    def __init__(self, house: House, dice: Random) -> None:
        self.house, self.dice = house, dice
        self.times: Counter[str] = Counter()
        self._deck: list[str] = []
        self._turn_at = 0.0
        self._undo: Undo | None = None
        self._due = [0.0] * len(house.workers)

    def turn(self, now: float) -> None:
        """What is due now."""
        for at, one in enumerate(self.house.workers):
            if one.said is not None and self._due[at] <= now:
                one.write(self.dice.choice(self.house.cells))
                one.pass_()
                self._due[at] = now + self.dice.uniform(0.5, 1.5)
        if self._turn_at <= now:
            if self._undo is None:
                self._undo = self._strike(self.dice.choice(self.house.workers))
            else:
                self._undo()
                self._undo = None
            self._turn_at = now + self.dice.uniform(0.1, 0.6)

    def _strike(self, one: Worker) -> Undo:
        line = one.line
        worst: dict[str, tuple[Undo, Undo]] = {
            "delay": (lambda: line.delay(self.dice.uniform(0, 0.1)), line.heal),
            "nothing goes out": (lambda: line.cut(Way.OUT), line.heal),
            "nothing comes in": (lambda: line.cut(Way.IN), line.heal),
            "a push is lost": (lambda: line.cut_at(PUSHED), line.heal),
            "nothing moves": (line.pause, line.heal),
            "reset": (line.reset, lambda: None),
            "a desk sleeps": (one.child.freeze, one.child.thaw),
            "a desk is killed": (one.killed, lambda: None),
            "the server is killed": (self.house.server_killed, lambda: None),
        }
        if not self._deck:
            self._deck = self.dice.sample(sorted(worst), len(worst))
        name = self._deck.pop()
        begin, end = worst[name]
        begin()
        self.times[name] += 1
        return end

    def over(self) -> None:
        """The last push of each desk is lost on its way; then all is well."""
        if self._undo is not None:
            self._undo()
        for one in self.house.workers:
            one.result()
            assert one.is_even(), one.said
            one.line.cut_at(PUSHED)
            one.write(self.house.cells[0])
            one.pass_()
            while not one.line.is_cut:
                wait([one.child], [], [], 0.01)
            one.line.heal()
            assert one.result() == ["-", "unreachable"]


@pytest.mark.parametrize("seed", runs(1))
def test_once_the_network_is_well_nothing_waits_and_nothing_is_lost(
    programs: Nursery, prepared: Path, tmp_path: Path, seed: int
) -> None:
    with ExitStack() as opened:
        storms = [
            Storm(
                opened.enter_context(House(programs, prepared, tmp_path / f"{at}", DESKS)),
                Random(f"{seed}/{at}"),
            )
            for at in range(AT_ONCE)
        ]
        end = monotonic() + SECONDS
        while (now := monotonic()) < end:
            for storm in storms:
                storm.turn(now)
            busy = [one for storm in storms for one in storm.house.workers]
            for one in wait([one.child for one in busy], [], [], 0.02)[0]:
                next(worker for worker in busy if worker.child is one).hear()
        for storm in storms:
            storm.over()
            assert storm.times, "nothing happened"
            storm.house.require_agreement(f"seed {seed}, {dict(storm.times)}")
