"""A desk in a process of its own that does what it is told, a line at a time, and says what it saved.

`ahead N` seconds is its clock off, `zone NAME` is where it says that it is, `clock` is answered with what it
finds of its clock; `write CASE COLUMN TEXT` is answered with `begin TEXT` and the versions
that stood there, and `saved TEXT`; `pass` with `passed`, how much waits, and what stopped it.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.agreeing.sync.desks import TRUST, Station
from tests.agreeing.sync.oracle import Cell, texts
from tests.worlds import KEY, FixedClock
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk
from zvhdesk.sync import ticking
from zvhdesk.sync.server import SaidNo, Server, Unreachable

DUTCH = ZoneInfo("Europe/Amsterdam")


class Clock(FixedClock):
    """The machine's, and by how much it is off."""

    ahead = timedelta(0)
    zone = DUTCH

    def __call__(self) -> datetime:
        return (datetime.now(UTC) + self.ahead).astimezone(self.zone)


def main(folder: str, url: str) -> None:
    """Until there are no more lines."""
    clock = Clock()
    here = Station(Desk.open(Path(folder), KEY, clock), Server(url, TRUST, clock), clock)
    for line in sys.stdin:
        word, *rest = line.split()
        if word == "ahead":
            clock.ahead = timedelta(seconds=int(rest[0]))
        elif word == "zone":
            clock.zone = ZoneInfo(rest[0])
        elif word == "clock":
            print("clock", *_clocks(here), flush=True)
        elif word == "write":
            _write(here, (rest[0], rest[1]), rest[2])
        else:
            print("passed", *_pass(here), flush=True)


def _clocks(here: Station) -> list[str]:
    """Its own and that of each other, in minutes ahead; nothing that is right."""
    off = here.server.clock_off
    others = here.desk.read(lambda s: ticking.ahead(s, here.desk.device))
    return [str(by // timedelta(minutes=1)) for by in ([off] if off else []) + [one.by for one in others]]


def _write(here: Station, cell: Cell, text: str) -> None:
    print("begin", text, *here.desk.read(lambda s: texts(s, cell)), flush=True)
    here.desk.change(lambda s: setattr(s.get_one(Case, cell[0]), cell[1], text), "case.edit")
    print("saved", text, flush=True)


def _pass(here: Station) -> tuple[object, object]:
    try:
        outcome = here.exchange()
    except Unreachable:
        return "-", "unreachable"
    except SaidNo as no:
        return "-", no.why.value
    return outcome.waiting, outcome.halt
