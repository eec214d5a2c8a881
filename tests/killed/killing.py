"""The parent: starts the program on a house, kills it somewhere, and looks at what it left."""

import json
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from tests.killed import world
from tests.killed.books import Books, Facts, broken, facts
from tests.nursery import Nursery
from tests.worlds import KEY
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import overview, running

CHILD = "tests.killed.child"
TARGETS = (
    "typing",
    "kept",
    "record",
    "step",
    "go",
    "commit",
    "start",
    "close",
    "hold",
    "door",
    "show",
    "pause",
    "empty",
)
"""During what a kill may fall."""
_PATIENCE = 3.0
"""Seconds of work after which it is killed at whatever it is doing."""


class Standby:
    """A program that is loaded and waits for the word."""

    def __init__(self, nursery: Nursery) -> None:
        self._child = nursery.start(CHILD)
        self._lines: deque[bytes] = deque()

    def begin(self, folder: Path, seed: int, most: str) -> None:
        """Give the word."""
        self._child.say(json.dumps({"folder": str(folder), "seed": seed, "most": most}))

    @property
    def ended(self) -> bool:
        """Whether it ended by itself."""
        return self._child.ended

    def hear(self, seconds: float) -> Iterator[dict[str, Any]]:
        """What it says within so many seconds. Whoever stops listening hears the rest another time."""
        until = monotonic() + seconds
        while self._lines or self._listen(until - monotonic()):
            while self._lines:
                yield json.loads(self._lines.popleft())

    def _listen(self, seconds: float) -> bool:
        """Whether there is more to come: it said something, within this time."""
        lines = self._child.hear(seconds)
        self._lines.extend(lines or ())
        return lines is not None

    def kill(self) -> list[dict[str, Any]]:
        """SIGKILL, and what it had said before."""
        said = [*self._lines, *self._child.kill()]
        return [json.loads(line) for line in said]


@dataclass(frozen=True, slots=True)
class Fell:
    """One kill: during what it was meant to fall and did, after how many acts, and what was wrong then.

    `found` is what the database says after it.
    """

    meant: str
    during: str
    acts: int
    wrong: tuple[str, ...]
    found: Facts = field(repr=False)


class Killing:
    """One house and the programs that work in it, one after the other. Close it at the end."""

    def __init__(self, nursery: Nursery, folder: Path, seed: int) -> None:
        self.folder = folder
        self._nursery = nursery
        self._dice = Random(seed)
        world.make(folder)
        self._next = Standby(nursery)

    def close(self) -> None:
        """End the program that still waits."""
        self._next.kill()

    def desk(self) -> Desk:
        """The house, opened here."""
        return Desk.open(self.folder, KEY, system_clock)

    def kill(self, target: str) -> Fell:
        """Let a program work, kill it during such an act, and compare what is there with what it said."""
        books = Books(self._prepare(target))
        program, self._next = self._next, Standby(self._nursery)
        program.begin(self.folder, self._dice.randrange(2**32), target)
        during = self._run(program, books, target)
        for line in program.kill():
            books.hear(line)
        desk = self.desk()
        try:
            found = desk.read(facts)
            wrong = (*broken(desk), *books.wrong(found))
        finally:
            desk.close()
        self.books = books
        return Fell(target, during, books.acts.total(), wrong, found)

    def found(self) -> Facts:
        """What the database says now."""
        desk = self.desk()
        try:
            return desk.read(facts)
        finally:
            desk.close()

    def _prepare(self, target: str) -> Facts:
        """A meeting to work in: a planned one where beginning is what matters, or where all are closed."""
        desk = self.desk()
        live = desk.read(lambda s: overview.live_here(s, desk.device))
        if target == "start" and live is not None:
            desk.change(lambda s: running.close(s, live), "meeting.close")
        if world.over(desk):
            world.plan(desk)
        found = desk.read(facts)
        desk.close()
        return found

    def _run(self, program: Standby, books: Books, target: str) -> str:
        """Hear it until it is time. Returns what it was doing then."""
        enough = 1 if target in ("start", "close") else self._dice.randrange(1, 3)
        during, until = "", float("inf")
        while enough and monotonic() < until:
            for line in program.hear(0.05):
                until = min(until, monotonic() + _PATIENCE)
                books.hear(line)
                during = line.get("what", during)
                enough -= line.get("what") == target
                if not enough:
                    break
            if program.ended:
                raise AssertionError("it ended by itself")
        # Not sleeping: hearing on for a moment, so that the kill falls anywhere in the act or just after.
        for line in program.hear(self._moment(target)):
            books.hear(line)
            during = line.get("what", during)
        return during

    def _moment(self, target: str) -> float:
        """Seconds: short ones as likely as long ones. Typing takes longer than an act."""
        longest = 0.5 if target in ("typing", "empty") else 0.1
        return 0.0002 * math.pow(longest / 0.0002, self._dice.random())
