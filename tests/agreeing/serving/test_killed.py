"""The server is killed while desks push: what it acknowledged is there, once and in its place (T3).

It also knows its tokens and its own name again.
"""

import random
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.agreeing.conftest import Running, places_named, serving
from tests.agreeing.serving.houses import Dev, House
from tests.agreeing.sizes import runs
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import START, Envelope, next_chain
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import open_store

KILLS = 3


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


def killed_while_pushing(running: Running, house: House, dice: random.Random) -> list[Pusher]:
    pushers = [Pusher(dev, house.comp, dice.randint(2, 15)) for dev in (house.writer, house.admin)]
    for pusher in pushers:
        assert pusher.dev.headers
        pusher.start()
    assert dice.choice(pushers).reached.wait(30)
    running.process.kill()
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


@pytest.mark.parametrize("seed", runs(1))
def test_nothing_acknowledged_is_lost(
    new_places: Callable[[], tuple[str, ...]], tmp_path: Path, seed: int
) -> None:
    places, dice = new_places(), random.Random(seed)
    house: House | None = None
    pushers: list[Pusher] = []
    names: set[str] = set()
    for left in reversed(range(KILLS + 1)):
        with (
            serving(places, tmp_path / "log") as running,
            httpx.Client(base_url=running.url, timeout=30) as client,
        ):
            house = house or founded(places, client)
            for dev in house.devices:
                dev.client = client
            require_all(house, pushers)
            names.add(client.post("/v1/login", json={"dev": to_text(house.writer.id)}).json()["server"])
            if left:
                pushers = killed_while_pushing(running, house, dice)
    assert len(names) == 1
