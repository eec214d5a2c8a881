"""Many desks push at once while another pulls: no number is skipped and the chain is one (T12)."""

import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx

from tests.agreeing.servers import Running, serving
from tests.agreeing.serving.houses import Dev, House
from tests.agreeing.sizes import times
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import START, next_chain
from zvhdesk.wire.membership import Role

WRITERS = 50


def crowd(house: House) -> list[Dev]:
    """Fifty devices that may write."""
    made = [Dev(house.client, house.id, secrets.token_bytes(16), enrolled=True) for _ in range(WRITERS)]
    entries = [house.entry(dev.body, house.admin) for dev in made]
    assert house.admin.call("POST", "/v1/roster", {"entries": entries}).status_code == 201
    admitted = [house.admin.admission(house.comp, dev, Role.WRITE) for dev in made]
    assert house.admin.push(house.comp, *admitted).status_code == 200
    return made


class Reader(threading.Thread):
    """Follows the compartment until its head is at a number, by its cursor alone."""

    def __init__(self, house: House, until: int) -> None:
        super().__init__()
        self._house, self._until = house, until
        self.items: list[dict[str, Any]] = []
        self.pages = 0
        self.more = threading.Semaphore(0)

    def give_up(self) -> None:
        """What it waits for will not come."""
        self._until = 0
        self.more.release()

    def run(self) -> None:
        """Ask after the last number that came, whenever there is more."""
        while len(self.items) < self._until:
            self.more.acquire()
            while self.more.acquire(blocking=False):
                pass
            after = self.items[-1]["seq"] if self.items else 0
            page = self._house.reader.pull(self._house.comp, after).json()
            self.items += page["items"]
            self.pages += 1
            if page["more"]:
                self.more.release()


@contextmanager
def _doors(server: Running) -> Iterator[list[httpx.Client]]:
    """Two processes where several may share a database."""
    with httpx.Client(base_url=server.url, timeout=60) as first:
        if not server.is_postgres:
            yield [first]
            return
        with (
            serving(server.places, server.log) as second,
            httpx.Client(base_url=second.url, timeout=60) as other,
        ):
            yield [first, other]


def test_fifty_push_and_no_number_is_skipped(house: House, server: Running) -> None:
    devices = crowd(house)
    each = times(20 if server.is_postgres else 4)
    until = 3 + WRITERS + WRITERS * each
    with _doors(server) as doors:
        for n, dev in enumerate(devices):
            dev.client = doors[n % len(doors)]

        reader = Reader(house, until)

        def pushes(dev: Dev) -> list[int]:
            given = []
            for _ in range(each):
                given.append(dev.says(house.comp).json()["receipts"][0]["seq"])
                reader.more.release()
            return given

        reader.start()
        try:
            with ThreadPoolExecutor(WRITERS) as pool:
                given = [seq for seqs in pool.map(pushes, devices) for seq in seqs]
        except BaseException:
            reader.give_up()
            raise
        reader.join(times(60))
    assert sorted(given) == list(range(4 + WRITERS, until + 1))
    assert [item["seq"] for item in reader.items] == list(range(1, until + 1))
    assert reader.pages > 3
    chain = START
    for item in reader.items:
        chain = next_chain(chain, item["seq"], item["recv_ms"], from_text(item["env_hash"]))
    assert to_text(chain) == house.reader.pull(house.comp, until).json()["head"]["chain"]
