"""Real servers in processes of their own: on SQLite, and on a PostgreSQL that these tests start.

What a test does to a clock or to limits it does to a server in this process, on a real database all the same.
"""

import itertools
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

from tests.agreeing.central import Central
from tests.agreeing.serving import process
from tests.agreeing.serving.copies import Databases
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.sync.kept import Kept, Small, small_pair
from tests.nursery import Child
from zvhdesk.models.base import new_id
from zvhserver.app import create, system_clock
from zvhserver.cli import houses
from zvhserver.cli.arguments import parser, places_of
from zvhserver.cli.running import listening_at
from zvhserver.events import BEAT_SECONDS
from zvhserver.limiting import Tries
from zvhserver.store.engine import Places, Store, open_store

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = Tries(100_000, 100_000, 100_000)
"""For who is no attacker."""


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


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this test run.

    Not below pytest's own folder: it runs as another user when root tests, and each pytest that starts closes
    that folder to others.
    """
    with tempfile.TemporaryDirectory(prefix="zvh-pg-") as folder, Cluster.started(Path(folder)) as made:
        made.careless()
        yield made


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_places(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], tuple[str, ...]]:
    """Makes empty databases, and the words that name them."""
    if request.param == "sqlite":
        return lambda: ("--data", str(tmp_path_factory.mktemp("server")))
    cluster: Cluster = request.getfixturevalue("cluster")
    return lambda: ("--database", cluster.database(), "--keys-database", cluster.database())


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Databases:
    """Empty ones of this test alone, which can have backups."""
    on_postgres = request.param == "postgresql"
    return Databases(tmp_path / "server", request.getfixturevalue("cluster") if on_postgres else None)


@pytest.fixture(scope="session")
def server(
    new_places: Callable[[], tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """One server for all tests of a kind; each test makes a house of its own."""
    with serving(new_places(), tmp_path_factory.mktemp("log") / "server.log") as running:
        yield running


@pytest.fixture(scope="session")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """A server on SQLite, one for all tests that do not depend on the database."""
    words, log = ("--data", str(tmp_path_factory.mktemp("central"))), tmp_path_factory.mktemp("log")
    with serving(words, log / "server.log") as running:
        store = open_store(places_named(words))
        yield Central(running.url, store)
        store.close()


@pytest.fixture(scope="session")
def pair(central: Central, tmp_path_factory: pytest.TempPathFactory) -> Kept[Small]:
    """A small house, and a second desk of somebody else that has joined it; both have all there is."""
    return small_pair(central, tmp_path_factory.mktemp("pair"), bytes.fromhex(new_id()))


@pytest.fixture(scope="session")
def client(server: Running) -> Iterator[httpx.Client]:
    """One for all tests: to make one takes longer than most of them."""
    with httpx.Client(base_url=server.url, timeout=20) as made:
        yield made


@pytest.fixture(scope="session")
def store(server: Running) -> Iterator[Store]:
    """The databases of the running server, opened beside it."""
    made = open_store(places_named(server.places))
    yield made
    made.close()


@pytest.fixture
def code(store: Store) -> str:
    """As `zvhserver house add` makes one, without a process for each test."""
    return houses.new_code(store)


def places_named(words: tuple[str, ...]) -> Places:
    """The databases that these words of the command line name."""
    return places_of(parser().parse_args(["check", *words]))


@pytest.fixture
def house(client: httpx.Client, code: str) -> House:
    """A founded house."""
    made = House(client)
    assert made.found(code).status_code == 201
    return made


@pytest.fixture(scope="session")
def still(client: httpx.Client, store: Store) -> House:
    """A founded house for tests whose every request is refused."""
    made = House(client)
    assert made.found(houses.new_code(store)).status_code == 201
    return made


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


@pytest.fixture(scope="session")
def later() -> Iterator[int]:
    """Milliseconds ahead of the machine's clock: each server in this process has minutes of its own."""
    return itertools.count(0, 180_000)


@pytest.fixture(scope="session")
def shared_places(new_places: Callable[[], tuple[str, ...]]) -> Places:
    """Databases for the servers in this process."""
    return places_named(new_places())


@pytest.fixture
def here(shared_places: Places, later: Iterator[int]) -> Iterator[Callable[..., Here]]:
    """Makes servers in this process, with these limits; all on the same databases unless told otherwise."""
    with ExitStack() as stack:

        def made(
            tries: Tries | None = None, places: Places = shared_places, beat_seconds: float = BEAT_SECONDS
        ) -> Here:
            usual, now_ms = tries or ENOUGH, system_clock() + next(later)
            return stack.enter_context(in_this_process(open_store(places), usual, now_ms, beat_seconds))

        yield made


@contextmanager
def in_this_process(
    store: Store, tries: Tries, now_ms: int, beat_seconds: float = BEAT_SECONDS
) -> Iterator[Here]:
    """A server in a thread of this process, until the block ends; then the store is closed."""
    made: list[Here] = []
    app = create(store, tries, lambda: made[0].now_ms, beat_seconds)
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    server, listening = uvicorn.Server(config), listening_at("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=20) as client:
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
