"""A desk in a process of its own whose disk fails while it writes or exchanges, and is well again.

First it says whether its folder is on a disk of a few megabytes now, `small` or `large`. For each line
`NUMBER AFTER FAULT` it writes that goal and makes a pass; after so many writes or reads the disk fails. It
says `done` or `refused`, `sent` or `stopped`, and goes on in the same process.
"""

import errno
import sys
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tests.agreeing.sync.desks import Station, goal, station
from tests.disk import Disk
from tests.small_disk import SmallDisk, mounted
from zvhdesk.domain.store_refusals import StoreRefused

KILOBYTE = 1024


def main(folder: str, image: str, url: str, case: str) -> None:
    """Until there are no more lines."""
    small, disk = mounted(Path(folder)), Disk(Path(image))
    here = station(Path(folder), url, made=True)
    print("small" if small else "large", flush=True)
    for line in sys.stdin:
        number, after, fault = line.split()
        _fail(small, disk, int(after), fault)
        acted = "done" if _act(here, case, int(number)) else "refused"
        passed = "sent" if _pass(here) else "stopped"
        disk.well()
        if small:
            small.well()
        print(f"{acted} {passed}", flush=True)


def _fail(small: SmallDisk | None, disk: Disk, after: int, fault: str) -> None:
    match fault:
        case "full" if small:
            small.fill(after * KILOBYTE)
        case "full":
            disk.fail(after, errno.ENOSPC)
        case "writes":
            disk.fail(after, errno.EIO)
        case "reads":
            disk.fail_reads(after)
        case _:
            disk.well()


def _act(here: Station, case: str, number: int) -> bool:
    try:
        goal(here, case, f"nummer {number}")
    except (DBAPIError, StoreRefused):
        return False
    return True


def _pass(here: Station) -> bool:
    try:
        return here.exchange().waiting == 0
    except (DBAPIError, StoreRefused):
        return False
