"""A desk in a process of its own that takes a page with something unfit in it, and is stopped in the middle.

For each line `MOMENT FAULT` it makes a pass. At that moment of applying by halves it is killed, or its disk
fails and is well again after the pass. It says `taken` or `stopped`, and goes on in the same process.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from tests.agreeing.sync.desks import Station, station
from tests.disk import Disk
from tests.small_disk import SmallDisk, mounted
from zvhdesk.domain.store_refusals import StoreRefused

KEPT_PAGES = 8
"""So few pages of the database in memory that it reads and writes its disk within the transaction."""


class Moments:
    """Counts what happens to savepoints, and the ends of transactions that had any; acts at one of them."""

    def __init__(self, engine: Engine, at: int = 0, act: Callable[[], object] | None = None) -> None:
        self.passed = 0
        self._at, self._act, self._open = at, act, False
        for name in ("savepoint", "rollback_savepoint", "release_savepoint"):
            event.listen(engine, name, self._within)
        event.listen(engine, "commit", self._at_its_end)

    def _within(self, *_: object) -> None:
        self._open = True
        self._pass()

    def _at_its_end(self, *_: object) -> None:
        if self._open:
            self._open = False
            self._pass()

    def _pass(self) -> None:
        self.passed += 1
        if self.passed == self._at and self._act is not None:
            self._act()


def main(folder: str, image: str, url: str, disk_is: str) -> None:
    """Until there are no more lines. On a small disk what it wrote goes with it."""
    small, disk = mounted(Path(folder)) if disk_is == "small" else None, Disk(Path(image))
    here = station(Path(folder), url, made=True)
    print("small" if small else "large", flush=True)
    for line in sys.stdin:
        moment, fault = line.split()
        with here.desk.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size = {KEPT_PAGES}")
        Moments(here.desk.engine, int(moment), partial(_strike, small, disk, fault))
        taken = _pass(here)
        disk.well()
        if small:
            small.well()
        print("taken" if taken else "stopped", disk.failed, flush=True)


def _strike(small: SmallDisk | None, disk: Disk, fault: str) -> None:
    match fault:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "full" if small:
            small.fill(0)
        case "full":
            disk.fail(0, errno.ENOSPC)
        case "writes":
            disk.fail(0, errno.EIO)
        case "reads":
            disk.fail_reads(0)
        case _:
            disk.well()


def _pass(here: Station) -> bool:
    try:
        here.exchange()
    except (DBAPIError, StoreRefused):
        return False
    return True
