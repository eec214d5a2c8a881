"""T4: desks write and exchange while the network does its worst; once it is well, all is where it belongs."""

import threading
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from tests.agreeing.central import Central
from tests.agreeing.proof.conftest import Made
from tests.agreeing.proof.proxy import Proxy, Way
from tests.agreeing.sizes import runs
from tests.agreeing.sync.desks import Station, station
from tests.agreeing.sync.oracle import COLS, Cell, Oracle, require_agreement, texts
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.server import Unreachable

DESKS, ACTS = 3, 6


class AtWork(threading.Thread):
    """A user who writes, and a program that exchanges whatever the line does. The desk is this thread's."""

    def __init__(
        self, number: int, folder: Path, url: str, cells: list[Cell], oracle: Oracle, seed: int
    ) -> None:
        super().__init__()
        self.number, self.folder, self.url, self.cells, self.oracle = number, folder, url, cells, oracle
        self.dice = Random(f"{seed}/{number}")
        self.unreached = 0
        self.failed: BaseException | None = None

    def run(self) -> None:
        """So many acts."""
        try:
            here = station(self.folder, self.url, made=True)
            for _ in range(ACTS):
                self._write(here)
                self._pass(here)
            here.close()
        except BaseException as error:  # noqa: BLE001 - the test raises it
            self.failed = error

    def _write(self, here: Station) -> None:
        cell, text = self.dice.choice(self.cells), new_id()
        seen = self.oracle.known(here.desk.read(lambda s: texts(s, cell)))
        here.desk.change(lambda s: setattr(s.get_one(Case, cell[0]), cell[1], text), "case.edit")
        self.oracle.saved(text, cell, self.number, seen)

    def _pass(self, here: Station) -> None:
        try:
            here.exchange()
        except Unreachable:
            self.unreached += 1


def at_its_worst(proxies: list[Proxy], users: list[AtWork], dice: Random) -> int:
    """Break the lines, one at a time and for a moment, until all users are done. How often."""
    times = 0
    while any(user.is_alive() for user in users):
        at = dice.randrange(len(proxies))
        worst = [
            lambda: proxies[at].delay(dice.uniform(0, 0.02)),  # noqa: B023 - called in this turn
            lambda: proxies[at].cut(Way.OUT),  # noqa: B023
            lambda: proxies[at].cut(Way.IN),  # noqa: B023
            proxies[at].pause,
            proxies[at].reset,
        ]
        dice.choice(worst)()
        users[at].join(dice.uniform(0, 0.06))
        proxies[at].heal()
        users[at].join(dice.uniform(0, 0.03))
        times += 1
    return times


@pytest.mark.parametrize("seed", runs(4))
def test_once_the_network_is_well_nothing_waits_and_nothing_is_lost(
    desks: Made, central: Central, seed: int
) -> None:
    stations = desks(DESKS)
    case = stations[0].desk.read(lambda s: s.query(Case.id).limit(1).scalar() or "")
    cells, oracle, dice = [(case, col) for col in COLS], Oracle(), Random(seed)
    for one in stations:
        one.desk.close()
    with ExitStack() as lines:
        proxies = [lines.enter_context(Proxy(central.url)) for _ in stations]
        users = [
            AtWork(at, one.desk.folder, proxy.url, cells, oracle, seed)
            for at, (one, proxy) in enumerate(zip(stations, proxies, strict=True))
        ]
        for user in users:
            user.start()
        broken = at_its_worst(proxies, users, dice)
    assert [user.failed for user in users] == [None] * DESKS
    assert broken, "the network was never broken"
    well = [station(one.desk.folder, central.url, made=True) for one in stations]
    for one in (*well, *well):
        one.exchange()
    assert [one.exchange() for one in well] == [Outcome()] * DESKS
    assert len(oracle.where) == DESKS * ACTS
    require_agreement(well, oracle, cells, f"seed {seed}")
    for one in well:
        one.close()
