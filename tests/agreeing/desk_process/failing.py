"""A desk in a process of its own whose disk fails while it writes or exchanges, and is well again.

For each line `NUMBER WRITES ERRNO` it writes that goal and makes a pass; after so many writes the disk takes
nothing more. It says `done` or `refused`, `sent` or `stopped`, and goes on in the same process.
"""

import sys
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tests.agreeing.sync.desks import Station, goal, station
from tests.disk import Disk


def main(folder: str, image: str, url: str, case: str) -> None:
    """Until there are no more lines."""
    disk = Disk(Path(image))
    here = station(Path(folder), url, made=True)
    for line in sys.stdin:
        number, writes, error = map(int, line.split())
        disk.fail(writes, error)
        acted = "done" if _act(here, case, number) else "refused"
        passed = "sent" if _pass(here) else "stopped"
        disk.well()
        print(f"{acted} {passed}", flush=True)


def _act(here: Station, case: str, number: int) -> bool:
    try:
        goal(here, case, f"nummer {number}")
    except DBAPIError:
        return False
    return True


def _pass(here: Station) -> bool:
    try:
        return here.exchange().waiting == 0
    except DBAPIError:
        return False
