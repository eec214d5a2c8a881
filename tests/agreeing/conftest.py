"""Servers for the tests, on SQLite and on a PostgreSQL that these tests start, and houses at them."""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.agreeing.central import Central
from tests.agreeing.servers import ENOUGH, Here, Running, in_this_process, places_named, serving
from tests.agreeing.serving.copies import Databases
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.sync.kept import Kept, Small, small_pair
from tests.agreeing.sync.parted import part
from tests.agreeing.sync.put_back import DESKS, KeptWorld, World, keep_world, made_world
from zvhdesk.models.base import new_id
from zvhserver.app import system_clock
from zvhserver.cli import houses
from zvhserver.events import BEAT_SECONDS
from zvhserver.limiting import Tries
from zvhserver.store.engine import Places, Store, open_store


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


@pytest.fixture(scope="session")
def kept_world(tmp_path_factory: pytest.TempPathFactory) -> KeptWorld:
    """Three desks of a house on SQLite, before anything happened to them."""
    return keep_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def kept_parted(kept_world: KeptWorld, tmp_path_factory: pytest.TempPathFactory) -> KeptWorld:
    """The same after an old backup was put back and one of the three wrote on from it."""
    folder = tmp_path_factory.mktemp("parted")
    with kept_world.put_down(folder) as world:
        part(world)
    return KeptWorld(folder, kept_world.case)


@pytest.fixture(params=[DESKS])
def world(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[World]:
    """Desks of one house at a server that can be put back."""
    if databases.cluster is None and request.param == DESKS:
        kept: KeptWorld = request.getfixturevalue("kept_world")
        with kept.put_down(tmp_path) as made:
            yield made
    else:
        with made_world(tmp_path, databases, request.param) as made:
            yield made


@pytest.fixture
def parted(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[World]:
    """Three desks of which two have what their server lost, and one wrote on from the old backup it got."""
    if databases.cluster is None:
        kept: KeptWorld = request.getfixturevalue("kept_parted")
        with kept.put_down(tmp_path) as made:
            yield made
    else:
        with made_world(tmp_path, databases) as made:
            part(made)
            yield made
