"""Desks of one house at a server of their own, which can be put back; kept as they stood when tests begin.

To found a house and let two more desks in takes a second and has tests of its own, and so has an old backup
that others wrote on from: on SQLite both are made once, and a test gets a copy of the folder.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from tests.agreeing.servers import ENOUGH, in_this_process, places_named, serving
from tests.agreeing.serving.copies import Databases
from tests.agreeing.sync.desks import TRUST, Station, found, join, station
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.server import Server
from zvhserver.app import system_clock
from zvhserver.cli import houses
from zvhserver.cli.main import main as zvhserver
from zvhserver.store.engine import open_store

DESKS = 3
NOWHERE = "http://127.0.0.1:9"
SERVER = "server"
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@dataclass
class World:
    """Desks at a server of their own, which can be put back."""

    databases: Databases
    log: Path
    desks: list[Station]
    case: str
    server: ExitStack

    def serve(self) -> None:
        """Start the server, wherever it then is, and let every desk know; on PostgreSQL a process."""
        if self.databases.cluster is not None:
            url = self.server.enter_context(serving(self.words, self.log)).url
        else:
            here = in_this_process(open_store(places_named(self.words)), ENOUGH, system_clock())
            url = str(self.server.enter_context(here).client.base_url)
        for one in self.desks:
            one.server.close()
            one.server = Server(url, TRUST)

    @property
    def words(self) -> tuple[str, ...]:
        return self.databases.words

    def backup(self) -> None:
        self.databases.backup("kopie")

    def put_back(self) -> None:
        """As the administrator does it: stop, and put both back."""
        self.server.close()
        kopie = self.databases.backups / "kopie"
        self.databases.put_back(kopie, kopie)

    def restore(self, step: str) -> None:
        assert zvhserver(["restore", *self.words, step, "--all"]) == 0

    def goal(self, at: Station, text: str) -> None:
        def fn(session: CaptureSession) -> None:
            stream = session.get_one(Case, self.case).stream_id
            session.add(Goal(stream_id=stream, case_id=self.case, position=0, text=text))

        at.desk.change(fn, "goal.add")

    def new_case(self, at: Station) -> None:
        at.desk.change(lambda s: s.add(Case(stream_id=new_id(), number="2026-B001")), "case.create")

    def everybody(self) -> list[Outcome]:
        return [one.exchange() for one in self.desks]


@dataclass(frozen=True)
class KeptWorld:
    """One on SQLite as it stood: the folder of desks and server, and the id of its case."""

    folder: Path
    case: str

    @contextmanager
    def put_down(self, folder: Path) -> Iterator[World]:
        """A copy of it, which runs until the block ends."""
        copytree(self.folder, folder, dirs_exist_ok=True)
        with ExitStack() as desks, ExitStack() as server:
            made = [
                desks.enter_context(closing(station(folder / f"{at}", NOWHERE, made=True)))
                for at in range(DESKS)
            ]
            found_world = World(Databases(folder / SERVER), folder / "server.log", made, self.case, server)
            found_world.serve()
            for one in made:
                one.server.log_in(one.me)
            yield found_world


@contextmanager
def made_world(folder: Path, databases: Databases, desks: int = DESKS) -> Iterator[World]:
    """So many desks in this folder, of a small house at a server on these databases."""
    with ExitStack() as opened, ExitStack() as server:
        made = [opened.enter_context(closing(station(folder / f"{at}", NOWHERE))) for at in range(desks)]
        small = small_house(made[0].desk)
        world = World(databases, folder / "server.log", made, small.case_id, server)
        world.serve()
        store = open_store(places_named(world.words))
        found(made[0], houses.new_code(store))
        store.close()
        for other in made[1:]:
            join(made[0], other, bytes.fromhex(new_id()))
        yield world


def keep_world(folder: Path) -> KeptWorld:
    """A new one, let go of as it stands."""
    with made_world(folder, Databases(folder / SERVER)) as world:
        return KeptWorld(folder, world.case)
