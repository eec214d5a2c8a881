"""Real servers: in processes of their own, or in a thread of this one when a test moves its clock."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from tests.agreeing.serving import process
from tests.agreeing.serving.houses import House
from tests.nursery import Child
from zvhserver.app import create
from zvhserver.cli import houses
from zvhserver.cli.arguments import parser, places_of
from zvhserver.cli.running import listening_at
from zvhserver.events import BEAT_SECONDS
from zvhserver.limiting import Tries
from zvhserver.store.engine import Places, Store

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = Tries(100_000, 100_000, 100_000)
"""For who is no attacker."""
_WORDS = parser()


@dataclass(frozen=True)
class Running:
    """A server process: its address, and the words that name its databases."""

    url: str
    places: tuple[str, ...]
    process: Child
    log: Path

    @property
    def is_postgres(self) -> bool:
        """Whether its databases are PostgreSQL's."""
        return self.places[0] != "--data"


def command(*words: str) -> list[str]:
    """A command of the server."""
    return [sys.executable, "-m", "zvhserver", *words]


@contextmanager
def serving(places: tuple[str, ...], log: Path, *more: str) -> Iterator[Running]:
    """A server process on these databases, until the block ends."""
    made = process.started(process.nursery(), log, None, *places, *more)
    try:
        yield Running(made.url, places, made.child, log)
    finally:
        made.child.terminate()
        made.child.wait(20)


def places_named(words: tuple[str, ...]) -> Places:
    """The databases that these words of the command line name."""
    return places_of(_WORDS.parse_args(["check", *words]))


@dataclass
class Here:
    """A server in this process, with a clock that moves when a test says so."""

    store: Store
    client: httpx.Client
    now_ms: int

    def house(self) -> House:
        """A founded one."""
        made = House(self.client)
        assert made.found(houses.new_code(self.store)).status_code == 201
        return made


@contextmanager
def in_this_process(
    store: Store, tries: Tries, now_ms: int, beat_seconds: float = BEAT_SECONDS, keep_alive: int = 5
) -> Iterator[Here]:
    """A server in a thread of this process, until the block ends; then the store is closed.

    `keep_alive`: the seconds that a connection may be idle. Behind a web server that is a minute or more.
    """
    made: list[Here] = []
    app = create(store, tries, lambda: made[0].now_ms, beat_seconds)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_keep_alive=keep_alive)
    server, listening = uvicorn.Server(config), listening_at("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    # Nobody shows a certificate here: to read those that the system trusts takes longer than to start.
    with httpx.Client(base_url=url, timeout=20, verify=False) as client:
        made.append(Here(store, client, now_ms))
        thread.start()
        try:
            yield made[0]
        finally:
            client.close()
            app.state.server.hub.end()  # as the program does: it would wait for who listens
            server.should_exit = True
            thread.join(20)
            listening.close()
