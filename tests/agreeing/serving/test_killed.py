"""The server is killed while desks push: what it acknowledged is there, once and in its place (T3).

With the process the power may go, or all of PostgreSQL. It also knows its tokens and its own name again.
"""

import errno
import random
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.agreeing.servers import places_named
from tests.agreeing.serving import process
from tests.agreeing.serving.houses import Dev, House
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.sizes import SEED, runs
from tests.disk import power_cut
from tests.nursery import Nursery
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import START, Envelope, next_chain
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import open_store

KILLS = 5
"""On each database; every second one on SQLite is a power cut."""

TURNS = 20
"""Of a disk that fails at some write."""


class Pusher(threading.Thread):
    """Pushes for one device until the server is gone; keeps what was answered, and what was not."""

    def __init__(self, dev: Dev, comp: bytes, wanted: int) -> None:
        super().__init__()
        self.dev, self.comp, self.wanted = dev, comp, wanted
        self.answered: list[tuple[Envelope, object]] = []
        self.open: Envelope | None = None
        self.reached = threading.Event()

    def run(self) -> None:
        """Push, one after another."""
        try:
            while True:
                self.open = self.dev.made(self.comp, b"x" * 500)
                answer = self.dev.push(self.comp, self.open)
                assert answer.status_code == 200, answer.text
                self.answered.append((self.dev.keeps(self.comp, self.open), answer.json()["receipts"][0]))
                if len(self.answered) >= self.wanted:
                    self.reached.set()
        except httpx.TransportError:
            self.reached.set()


def founded(places: tuple[str, ...], client: httpx.Client) -> House:
    store = open_store(places_named(places))
    house = House(client)
    assert house.found(new_code(store)).status_code == 201
    store.close()
    return house


def killed_while_pushing(running: process.Program, house: House, dice: random.Random) -> list[Pusher]:
    pushers = [Pusher(dev, house.comp, dice.randint(2, 15)) for dev in (house.writer, house.admin)]
    for pusher in pushers:
        assert pusher.dev.headers
        pusher.start()
    assert dice.choice(pushers).reached.wait(30)
    running.child.kill()
    for pusher in pushers:
        pusher.join(30)
    return pushers


def require_all(house: House, pushers: list[Pusher]) -> None:
    """Each answer still holds; what got none is taken or was taken, and not twice."""
    for pusher in pushers:
        dev, open_one = pusher.dev, pusher.open
        for made, receipt in pusher.answered:
            assert dev.push(house.comp, made).json()["receipts"] == [receipt]
        if open_one is not None:
            assert dev.push(house.comp, dev.keeps(house.comp, open_one)).status_code == 200
    items, after = [], 0
    while page := house.reader.pull(house.comp, after).json()["items"]:
        items += page
        after = page[-1]["seq"]
    assert [item["seq"] for item in items] == list(range(1, len(items) + 1))
    assert len({item["env_hash"] for item in items}) == len(items)
    chain = START
    for item in items:
        chain = next_chain(chain, item["seq"], item["recv_ms"], from_text(item["env_hash"]))
    assert to_text(chain) == house.reader.pull(house.comp).json()["head"]["chain"]


@pytest.fixture(scope="module")
def programs() -> Iterator[Nursery]:
    """Where servers are forked."""
    made = Nursery(process.__name__)
    yield made
    made.close()


@dataclass
class Lives:
    """One server with many lives, and its house."""

    programs: Nursery
    folder: Path
    places: tuple[str, ...]
    house: House | None = None
    pushers: list[Pusher] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def live(self, dice: random.Random | None) -> None:
        """It starts, all that it ever acknowledged is there, and it is killed while it is told more."""
        with (
            process.program(self.programs, self.folder / "image", self.places) as running,
            httpx.Client(base_url=running.url, timeout=30) as client,
        ):
            house = self.house = self.house or founded(self.places, client)
            for dev in house.devices:
                dev.client = client
            require_all(house, self.pushers)
            login = client.post("/v1/login", json={"dev": to_text(house.writer.id)})
            self.names.add(login.json()["server"])
            if dice is not None:
                self.pushers = killed_while_pushing(running, house, dice)

    def cut(self, dice: random.Random) -> None:
        """And the power went with it."""
        power_cut(Path(self.places[1]), self.folder / "image", dice)


@pytest.mark.parametrize("seed", runs(1))
def test_nothing_acknowledged_is_lost(
    new_places: Callable[[], tuple[str, ...]], programs: Nursery, tmp_path: Path, seed: int
) -> None:
    lives, dice = Lives(programs, tmp_path, new_places()), random.Random(seed)
    for time in range(KILLS):
        lives.live(dice)
        if time % 2 and lives.places[0] == "--data":
            lives.cut(dice)
    lives.live(None)
    assert len(lives.names) == 1


def test_a_failing_disk_costs_nothing_that_was_acknowledged(programs: Nursery, tmp_path: Path) -> None:
    places, dice = ("--data", str(tmp_path)), random.Random(SEED)
    came = Counter[tuple[int, str]]()
    with (
        process.program(programs, tmp_path / "image", places) as running,
        httpx.Client(base_url=running.url, timeout=30) as client,
    ):
        house = founded(places, client)
        comp, writer = house.comp, Pusher(house.writer, house.comp, 0)
        assert writer.dev.headers
        for error in dice.choices((errno.ENOSPC, errno.EIO), k=TURNS):
            made = writer.dev.made(comp, b"x" * 500)
            running.told(f"fail {dice.randrange(40)} {error}")
            answer = writer.dev.push(comp, made)
            running.told("well")
            came[error, answer.json().get("why", "")] += 1
            again = writer.dev.push(comp, writer.dev.keeps(comp, made)).json()["receipts"][0]
            assert answer.status_code != 200 or answer.json()["receipts"] == [again]
            writer.answered.append((made, again))
        require_all(house, [writer])
    assert came.keys() == {
        (errno.ENOSPC, ""), (errno.ENOSPC, "full"), (errno.EIO, ""), (errno.EIO, "busy"),
    }  # fmt: skip
    assert len(writer.answered) == TURNS


def test_what_is_acknowledged_survives_a_crash_of_postgresql(programs: Nursery, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="zvh-pg-") as folder, Cluster.started(Path(folder)) as own:
        main = own.database()
        own.say(
            "ALTER SYSTEM SET synchronous_commit = off",
            # Starting again asks the disk once, and not for each file.
            "ALTER SYSTEM SET recovery_init_sync_method = syncfs",
            "SELECT pg_reload_conf()",
        )
        lives = Lives(programs, tmp_path, ("--database", main, "--keys-database", own.database()))
        lives.live(random.Random(SEED))
        own.crash()
        lives.live(None)
