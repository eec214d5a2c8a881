"""The server as a program that is killed again and again, with a disk and a clock that a test decides.

It takes lines: `fail N ERRNO` after so many writes, `well`, and `ahead N`, the seconds by which its clock is
off. Without an image it just serves.
"""

import atexit
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.disk import Disk
from tests.nursery import Child, Nursery
from zvhserver.cli import main as command

WARM = "tests.agreeing.warm"
"""What makes servers know what each does first; by its name, since it needs what is made of this."""
MANY = ("--device-tries", "100000", "--address-tries", "100000", "--join-tries", "100000")


@dataclass(frozen=True)
class Program:
    """A running one: its address, and the line to it."""

    url: str
    child: Child

    def told(self, line: str) -> None:
        """A word to it, which it has obeyed when this returns."""
        self.child.say(line)
        while not (said := self.child.hear(30)):
            assert said is not None, "it ended by itself"


@cache
def nursery() -> Nursery:
    """Where servers are forked that need no more than to serve; one for each run of tests."""
    made = Nursery(__name__, WARM)
    atexit.register(made.close)
    return made


def started(programs: Nursery, log: Path, image: Path | None, *words: str) -> Program:
    """A server process with these words of the command line, listening."""
    child = programs.start(__name__, str(log), str(image or ""), "run", "--port", "0", *MANY, *words)
    heard: list[bytes] = []
    while not heard:
        heard = child.hear(60) or []
        assert not child.ended, "it did not start"
    return Program(heard[0].decode(), child)


@contextmanager
def program(programs: Nursery, image: Path, places: tuple[str, ...], *more: str) -> Iterator[Program]:
    """Serves there until the block ends; `image` gets what a power cut would leave of SQLite."""
    made = started(programs, image.with_suffix(".log"), image, *places, *more)
    try:
        yield made
    finally:
        made.child.kill()


def main(log: str, image: str, *words: str) -> None:
    """Serve until it is told to end, or killed."""
    os.environ["TMPDIR"] = str(Path(log).parent)  # what it would leave lying about lies beside its log
    sys.stderr = Path(log).open("a")  # noqa: SIM115 - as long as the process lives
    if image:
        obeying = threading.Thread(target=_obey, args=(Disk(Path(image)), Clock()), daemon=True)
        obeying.start()
    command.main(words)


class Clock:
    """What this process takes for the time of its machine."""

    def __init__(self) -> None:
        self._usual = time.time_ns
        self.ahead = 0
        time.time_ns = self

    def __call__(self) -> int:
        return self._usual() + self.ahead * 1_000_000_000


def _obey(disk: Disk, clock: Clock) -> None:
    for line in sys.stdin:
        word, *numbers = line.split()
        if word == "fail":
            disk.fail(*map(int, numbers))
        elif word == "ahead":
            clock.ahead = int(numbers[0])
        else:
            disk.well()
        print("done", flush=True)
