"""T10: what two admins ordered to destroy is gone everywhere, and no backup brings it back."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.servers import ENOUGH, in_this_process, places_named
from tests.agreeing.serving.copies import Databases
from tests.agreeing.sizes import runs
from tests.agreeing.sync.desks import TRUST, Station, again, station, write
from tests.agreeing.sync.kept import Kept, Small, keep
from tests.agreeing.sync.test_destroyed import second_admin
from tests.destruction.pages import plain
from tests.worlds import KEY
from zvhdesk.domain.lease import LeaseState
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentKey, DestroyedStream, SealedEnvelope, StreamSecret
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet, Stream
from zvhdesk.services import destruction, lease
from zvhdesk.services.desk import DATABASE
from zvhdesk.sync import braking, carrying_out, destroyed, keys, sealing
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.sealing import Unreadable
from zvhdesk.sync.server import Server
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.envelope import Header
from zvhdesk.wire.messages import DestroyOrder, Signed
from zvhdesk.wire.roster import Roster, extended
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.app import system_clock
from zvhserver.cli.main import main as zvhserver
from zvhserver.store import tables as t
from zvhserver.store.engine import Store, open_store

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
DAY_MS = 24 * 60 * 60 * 1000
SECRET = "wat niemand meer mag lezen"


@dataclass
class World:
    """Two desks of admins at a server of their own."""

    databases: Databases
    first: Station
    second: Station
    case: str
    server: ExitStack
    days: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        return self.databases.words

    def store(self) -> Store:
        return open_store(places_named(self.words))

    def serve(self) -> None:
        now_ms = system_clock() + self.days * DAY_MS
        at = self.server.enter_context(in_this_process(self.store(), ENOUGH, now_ms))
        for one in (self.first, self.second):
            one.server.close()
            one.server = Server(str(at.client.base_url), TRUST)

    def pass_days(self, days: int) -> None:
        """For the server when it starts next, and for both desks."""
        self.days += days
        for one in (self.first, self.second):
            one.clock.forward(days=days)

    def all(self) -> list[Outcome]:
        return [one.exchange() for one in (self.first, self.second, self.first, self.second)]

    def comp(self) -> bytes:
        named = self.first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
        assert named is not None
        return named

    def destroy(self) -> list[str]:
        """Both sign for every stream that goes with the case, and the server has it."""
        streams = self.first.desk.read(partial(destruction.streams_of, case_id=self.case))
        for stream in streams:
            of = partial(destroyed.order_for, house=self.first.me.house, comp=self.comp(), stream=stream)
            order: Order = self.first.desk.read(of)
            both = (self.first.me, self.second.me)
            sigs = [Signed(dev=me.dev, sig=sign(me.sign, Purpose.DESTROY, order.to_bytes())) for me in both]
            message = DestroyOrder(order=order.to_bytes(), sigs=sigs)
            self.first.server.destroy(self.comp(), bytes.fromhex(stream), message)
        return list(streams)


@pytest.fixture(scope="module")
def of_two(pair: Kept[Small], central: Central, tmp_path_factory: pytest.TempPathFactory) -> Kept[str]:
    """The pair, both of an admin, with the case that goes."""
    with pair.again(tmp_path_factory.mktemp("two"), central) as (first, second):
        second_admin(first, pair.about.user)
        write(first, pair.about.case, SECRET)
        write(first, pair.about.case, "en nog iets")
        for one in (first, second, first, second):
            one.exchange()
        return keep(central.store, first, second, pair.about.case)


@pytest.fixture
def world(of_two: Kept[str], databases: Databases, tmp_path: Path) -> Iterator[World]:
    store = open_store(places_named(databases.words))
    with ExitStack() as server, of_two.put_down(tmp_path, "http://127.0.0.1:9", store) as (first, second):
        store.close()
        made = World(databases, first, second, of_two.about, server)
        made.serve()
        for one in (first, second):
            one.server.log_in(one.me)
        yield made


def _holds_nothing(at: Station, streams: list[str]) -> None:
    """Neither as rows nor in any page of the file."""

    def left(session: Session) -> list[object]:
        known = (Stream.id, StreamSecret.stream, ChangeSet.stream_id)
        of = [session.scalars(select(column).where(column.in_(streams))).all() for column in known]
        bodies = session.scalars(select(SealedEnvelope.hdr).where(SealedEnvelope.hdr.is_not(None))).all()
        ids = {Header.from_bytes(hdr or b"").stream.hex() for hdr in bodies}
        return [*of, sorted(ids.intersection(streams))]

    assert at.desk.read(left) == [[], [], [], []]
    with at.desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = plain(at.desk.folder / DATABASE, KEY)
    assert [word for word in (SECRET, "999990019", "van Loon") if word.encode() in pages] == []


@ON_SQLITE
def test_every_desk_destroys_it_in_the_pass_that_hears_of_it(world: World) -> None:
    assert SECRET.encode() in plain(world.second.desk.folder / DATABASE, KEY)
    streams = world.destroy()
    assert len(streams) == 2
    assert [outcome.halt for outcome in world.all()] == [None] * 4
    for one in (world.first, world.second):
        _holds_nothing(one, streams)
        assert one.desk.read(lambda s: len(s.scalars(select(DestroyedStream)).all())) == 2


@ON_SQLITE
def test_a_desk_that_was_cut_off_does_it_before_anything_is_shown(world: World) -> None:
    """The order is here and what it says was not done: the program ended in between."""
    streams = world.destroy()
    second = world.second
    page = second.server.destroyed(world.comp(), 0)
    roster = partial(destroyed.take_orders, roster=_roster(second), comp=world.comp(), page=page)
    assert second.desk.keep(roster) == 2
    assert carrying_out.carry_out(second.desk) is None
    _holds_nothing(second, streams)
    assert world.all() == [Outcome()] * 4


@ON_SQLITE
def test_an_order_of_too_many_cases_is_held_until_it_is_allowed(world: World) -> None:
    for number in range(5):
        row = Case(stream_id=new_id(), number=f"2026-{number}")
        world.second.desk.change(partial(CaptureSession.add, instance=row), "case.create")
    world.all()
    streams: list[str] = []
    for case in world.second.desk.read(lambda s: s.scalars(select(Case.id).limit(2)).all()):
        world.case = case
        streams += world.destroy()
    outcome = world.second.exchange()
    assert outcome.halt is Halt.BRAKE
    assert outcome.brake is not None
    assert (outcome.brake.cases, outcome.brake.of) == (2, 6)
    assert {one.user for one in outcome.brake.by} == {world.first.desk.user, world.second.desk.user}
    assert world.second.desk.read(lambda s: len(s.scalars(select(Case.id)).all())) == 6
    world.second.desk.keep(partial(braking.allow, question=outcome.brake))
    assert world.second.exchange().halt is None
    _holds_nothing(world.second, streams)


@pytest.mark.parametrize(
    "databases, seed",
    [("postgresql" if seed % 3 else "sqlite", seed) for seed in runs(3)],
    indirect=["databases"],
)
def test_old_backups_decrypt_nothing(world: World, tmp_path: Path, seed: int) -> None:
    """A month old: the server's envelopes and a laptop. Secrets of streams are kept for a week only."""
    write(world.second, world.case, f"van voor de kopie {seed}")
    world.all()
    lease.contact(world.second.desk)
    old = world.databases.backup("dag-0")
    world.second.desk.close()
    shutil.copytree(world.second.desk.folder, tmp_path / "oude laptop")
    again(world.second)
    ids = [bytes.fromhex(one) for one in world.destroy()]
    world.all()
    sealed = _a_month_later(world, old, ids)
    # Whoever has every key that a desk has today opens none of them.
    assert sealed
    assert _opened(sealed, world.first) == 0
    # The old laptop still has its secrets, and shows nothing: at its first contact they go before all else.
    with closing(station(tmp_path / "oude laptop", "http://127.0.0.1:9", made=True)) as laptop:
        laptop.clock.forward(days=31)
        stands = lease.look(laptop.desk)
        assert stands is not None
        assert stands.state is LeaseState.LOCKED
        assert _opened(sealed, laptop) == len(sealed)
        world.serve()
        world.all()
        assert zvhserver(["restore", *world.words, "--open", "--all"]) == 0
        world.all()
        laptop.server.close()
        laptop.server = Server(world.first.server.address, TRUST)
        laptop.exchange()
        _holds_nothing(laptop, [one.hex() for one in ids])
        assert _opened(sealed, laptop) == 0
    with closing(world.store()) as store, store.read() as connection:
        left = connection.execute(select(t.envelope.c.ct).where(t.envelope.c.stream.in_(ids)))
        assert {row.ct for row in left} == {None}
    assert zvhserver(["check", *world.words]) == 0


def _a_month_later(world: World, old: Path, ids: list[bytes]) -> Sequence[Row[Any]]:
    """Somebody puts the old server back, with the newest secrets there are. What stands in the streams."""
    world.server.close()
    world.pass_days(31)
    world.databases.aged(old.name, 31)
    today = world.databases.backup("dag-31")
    assert not world.databases.secrets_in(old.name), "the policy of seven days"
    world.databases.put_back(old, today)
    assert zvhserver(["restore", *world.words, "--begin", "--all"]) == 0
    with closing(world.store()) as store:
        with store.read_keys() as connection:
            assert not set(connection.scalars(select(t.stream_key.c.stream))).intersection(ids)
        with store.read() as connection:
            return connection.execute(select(t.envelope).where(t.envelope.c.stream.in_(ids))).all()


def _opened(sealed: Sequence[Row[Any]], at: Station) -> int:
    """How many of these the keys of a desk open, every key with every secret."""
    epochs = at.desk.read(lambda s: [row.key for row in s.scalars(select(CompartmentKey))])
    secrets = at.desk.read(lambda s: [row.secret for row in s.scalars(select(StreamSecret))])
    return sum(_opens(row, key, secret) for row in sealed for key in epochs for secret in secrets)


def _opens(row: Row[Any], key: bytes, secret: bytes) -> bool:
    try:
        sealing.unseal(row.ct, key, secret, row.env_id, row.hdr)
    except Unreadable:
        return False
    return True


def _roster(at: Station) -> Roster:
    """With what came since, which the pass would have asked for."""
    me = at.me
    entries = [one.entry() for one in at.server.roster(0).entries]
    roster = Roster(me.house)
    for entry in entries:
        roster = extended(roster, entry, me.root)
    return roster
