"""T14: a server that was put back from a backup loses nothing: the desks have it. Five desks of one house."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.agreeing.conftest import ENOUGH, in_this_process, places_named, serving
from tests.agreeing.serving.copies import Databases
from tests.agreeing.sizes import times
from tests.agreeing.sync.desks import TRUST, Station, found, join, station
from tests.recording.state import state
from tests.worlds import small_house
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.local import ChangeSet
from zvhdesk.sync import keys, revoking
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, play
from zvhdesk.wire.messages import Receipt
from zvhdesk.wire.roster import AfterRevoking
from zvhserver.app import system_clock
from zvhserver.cli import houses
from zvhserver.cli.main import main as zvhserver
from zvhserver.store.engine import open_store

DESKS, SOME = 5, 3
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


@pytest.fixture(params=[SOME])
def world(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[World]:
    with ExitStack() as desks, ExitStack() as server:
        made = [station(tmp_path / f"{at}", "http://127.0.0.1:9") for at in range(request.param)]
        for one in made:
            desks.enter_context(closing(one))
        small = small_house(made[0].desk)
        found_world = World(databases, tmp_path / "server.log", made, small.case_id, server)
        found_world.serve()
        store = open_store(places_named(found_world.words))
        found(made[0], houses.new_code(store))
        store.close()
        for other in made[1:]:
            join(made[0], other, bytes.fromhex(new_id()))
        yield found_world


def _all_agree(world: World) -> None:
    for _ in range(3):
        outcomes = world.everybody()
    assert set(map(str, outcomes)) == {str(Outcome())}
    first, *others = [one.desk.read(state) for one in world.desks]
    assert all(other == first for other in others)


@pytest.mark.parametrize("world", [times(DESKS)], indirect=True)
def test_what_came_after_the_backup_is_brought_back(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.backup()
    for at, one in enumerate(world.desks):
        world.goal(one, f"na de kopie {at}")
        world.new_case(one)
        one.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    world.goal(world.desks[1], "terwijl het wordt hersteld")
    assert {outcome.halt for outcome in world.everybody()} <= {None, Halt.RESTORING}
    world.everybody()
    assert zvhserver(["check", *world.words]) == 0
    world.restore("--open")
    _all_agree(world)
    texts = world.desks[-1].desk.read(lambda s: {goal.text for goal in s.query(Goal)})
    assert texts == {*(f"na de kopie {at}" for at in range(times(DESKS))), "terwijl het wordt hersteld"}
    assert "0 faults" in capsys.readouterr().out


@ON_SQLITE
def test_who_joins_a_server_that_was_put_back_has_all_of_it(world: World, tmp_path: Path) -> None:
    world.backup()
    world.new_case(world.desks[2])
    for one in (world.desks[2], world.desks[0]):
        one.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    world.everybody()
    world.restore("--open")
    _all_agree(world)
    first = world.desks[0]
    with closing(station(tmp_path / "nieuw", first.server.address)) as newcomer:
        join(first, newcomer, bytes.fromhex(new_id()))
        newcomer.exchange()
        assert newcomer.desk.read(state) == first.desk.read(state)


@ON_SQLITE
def test_a_server_that_lost_and_does_not_say_so_stops_them(world: World) -> None:
    world.backup()
    world.goal(world.desks[0], "na de kopie")
    world.desks[0].exchange()
    world.put_back()
    world.serve()
    world.goal(world.desks[0], "en verder werken")
    assert world.desks[0].exchange().halt is Halt.LOST
    assert world.desks[1].exchange().halt is None


@ON_SQLITE
def test_an_act_that_only_the_lost_server_had_is_given_again(world: World) -> None:
    """The push was answered, and the desk ended before it saw where it stands; then a backup was put back."""
    one = world.desks[2]
    world.backup()
    world.goal(one, "alleen daar")
    play(_until_pushed(), one.desk, one.server)
    assert one.desk.read(lambda s: s.query(ChangeSet).where(ChangeSet.seq.is_(None)).count()) == 0
    world.put_back()
    world.serve()
    world.goal(one, "en verder")
    _all_agree(world)
    texts = world.desks[0].desk.read(lambda s: {goal.text for goal in s.query(Goal)})
    assert texts == {"alleen daar", "en verder"}


@ON_SQLITE
def test_who_joins_later_reads_what_every_epoch_sealed(world: World, tmp_path: Path) -> None:
    """Two devices were revoked after the backup: the keys since then are nowhere but at the desks."""
    first, second, third = world.desks
    world.backup()
    for other in (third, second):
        play(revoking.revoke(first.me, other.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        world.goal(first, "onder een nieuwe sleutel")
        first.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    first.exchange()
    world.restore("--open")
    assert first.exchange() == Outcome()
    with closing(station(tmp_path / "nieuw", first.server.address)) as newcomer:
        join(first, newcomer, bytes.fromhex(new_id()))
        assert newcomer.exchange() == Outcome()
        assert newcomer.desk.read(state) == first.desk.read(state)
        comp = first.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR)) or b""
        boxes = [first.server.my_box(comp, epoch) for epoch in (1, 2, 3)]
    assert [(box.box is not None, box.before is not None) for box in boxes] == [
        (True, False), (True, True), (True, True),
    ]  # fmt: skip


def _until_pushed() -> Story[None]:
    """A pass that is cut off right behind the answer to its push."""
    story, result = exchange(), None
    while True:
        step = story.send(result)
        result = yield step
        if isinstance(result, list) and result and isinstance(result[0], Receipt):
            yield story.send(result)  # the receipts are written down
            story.close()
            return
