"""What two admins ordered to destroy may be missing from the history; nothing else may."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import REC, Station, ends_after, join, question, station, write
from tests.agreeing.sync.kept import Kept, Small, keep
from tests.agreeing.sync.playing import played
from tests.recording.state import state
from zvhdesk.domain.lease import Lease
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, DestroyedStream, Fate, SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.services import lease
from zvhdesk.services.desk import Changes
from zvhdesk.services.unlock.recovery_key import unseal_for
from zvhdesk.sync import destroyed, keys, outgoing, revoking, rosters
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.server import Server
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.envelope import START
from zvhdesk.wire.messages import DestroyOrder, Heads, Signed
from zvhdesk.wire.roster import BY_ROOT, AfterRevoking
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.acts.compartments import Mode
from zvhserver.store import tables as t


@dataclass(frozen=True)
class World:
    """Two desks, each of an admin; one case that stays and one that goes."""

    first: Station
    second: Station
    stays: str
    goes: str
    central: Central
    folder: Path
    stream: str

    @property
    def comp(self) -> bytes:
        found = self.first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
        assert found is not None
        return found

    def order(self) -> DestroyOrder:
        """As both sign it."""
        order = partial(destroyed.order_for, house=self.first.me.house, comp=self.comp, stream=self.stream)
        data = self.first.desk.read(order).to_bytes()
        assert self.second.desk.read(order).to_bytes() == data, "both have the same before them"
        both = (self.first.me, self.second.me)
        sigs = [Signed(dev=one.dev, sig=sign(one.sign, Purpose.DESTROY, data)) for one in both]
        return DestroyOrder(order=data, sigs=sigs)

    def order_told(self) -> bytes:
        """As the first desk keeps it."""
        (message,) = self.first.desk.read(partial(destroyed.messages, comp=self.comp))
        return message.order

    def destroy(self) -> DestroyOrder:
        """They do it."""
        order = self.order()
        self.first.server.destroy(self.comp, bytes.fromhex(self.stream), order)
        return order


def second_admin(first: Station, user: bytes) -> None:
    """The root says that this person is an admin too."""
    me = first.me
    roster = first.desk.read(partial(rosters.known, house=me.house, root=me.root))
    house = wire_roster.read(first.desk.read(rosters.entries)[0])[1]
    assert isinstance(house, wire_roster.House)
    root = unseal_for(house.box, REC, b"zvh/1/hr" + me.house)
    assert root is not None
    body, key = wire_roster.Admin(user), Ed25519PrivateKey.from_private_bytes(root)
    first.server.add_to_roster([wire_roster.make(roster.next_place(BY_ROOT), body, key)])


@pytest.fixture(scope="module")
def of_two(pair: Kept[Small], central: Central, tmp_path_factory: pytest.TempPathFactory) -> Kept[str]:
    """The pair, both of an admin, and the case that goes."""
    with pair.again(tmp_path_factory.mktemp("two"), central) as (first, second):
        goes = first.desk.change(_new_case, "case.create")
        second_admin(first, pair.about.user)
        write(first, goes, "wat weg moet")
        for one in (first, second, first):
            one.exchange()
        return keep(central.store, first, second, goes)


@pytest.fixture
def world(pair: Kept[Small], of_two: Kept[str], central: Central, tmp_path: Path) -> Iterator[World]:
    goes = of_two.about
    with of_two.again(tmp_path, central) as (first, second):
        yield World(first, second, pair.about.case, goes, central, tmp_path, _stream(first, goes))


def _stream(at: Station, case: str) -> str:
    return at.desk.read(lambda s: s.get_one(Case, case).stream_id)


def _new_case(session: CaptureSession) -> str:
    row = Case(stream_id=new_id(), number="2026-B001")
    session.add(row)
    session.flush()
    return row.id


def _all(world: World) -> None:
    for one in (world.first, world.second, world.first):
        one.exchange()


def test_who_comes_later_has_what_is_left_and_the_order(world: World) -> None:
    world.destroy()
    write(world.second, world.stays, "en verder")
    _all(world)
    with closing(station(world.folder / "c", world.central.url)) as third:
        join(world.first, third, bytes.fromhex(new_id()))
        assert third.exchange() == Outcome()
        assert question(third, world.stays) == "en verder"
        assert third.desk.read(lambda s: s.get(Case, world.goes)) is None
        assert third.desk.read(lambda s: s.scalars(select(DestroyedStream.stream)).all()) == [world.stream]


def test_a_case_that_comes_after_the_newest_was_destroyed_is_read_by_all(world: World) -> None:
    """The server counts the secrets that it has: one that went leaves its number to the next."""
    world.destroy()
    _all(world)
    made = world.first.desk.change(_new_case, "case.create")
    write(world.first, made, "daarna")
    _all(world)
    assert world.second.exchange() == Outcome()
    assert question(world.second, made) == "daarna"


def test_orders_that_were_numbered_anew_are_all_heard(world: World) -> None:
    """As by a server that lost them: who heard of the one is told of the other, whichever is first there."""
    goes = world.first.desk.change(_new_case, "case.create")
    for _ in range(8):  # so that two of them are no great part of the house
        world.first.desk.change(_new_case, "case.create")
    _all(world)
    other = replace(world, goes=goes, stream=_stream(world.first, goes))
    world.destroy()
    _all(world)
    other.destroy()
    with world.central.store.write() as connection:
        of = t.gone.c.comp == world.comp
        for n, more in ((1, 2), (2, -1), (3, -1)):  # 1 and 2 change places
            connection.execute(update(t.gone).where(of, t.gone.c.n == n).values(n=n + more))
    assert world.second.exchange() == Outcome()
    assert world.second.desk.read(lambda s: s.get(Case, goes)) is None


def test_an_order_covers_what_it_names_and_nothing_more(world: World) -> None:
    """It says the same of another case besides."""
    world.destroy()
    stays = world.first.desk.read(lambda s: s.get_one(Case, world.stays).stream_id)
    _emptied(world, stays)
    with closing(station(world.folder / "c", world.central.url)) as third:
        join(world.first, third, bytes.fromhex(new_id()), take=False)
        assert third.exchange().halt is Halt.HISTORY


def test_an_order_that_two_admins_did_not_sign_is_none(world: World) -> None:
    message = world.destroy()
    forged = message.model_copy(update={"sigs": [message.sigs[0], message.sigs[0]]})
    with world.central.store.write() as connection:
        written = forged.model_dump_json().encode()
        connection.execute(update(t.gone).where(t.gone.c.comp == world.comp).values(message=written))
    with closing(station(world.folder / "c", world.central.url)) as third:
        join(world.first, third, bytes.fromhex(new_id()), take=False)
        assert third.exchange().halt is Halt.HISTORY
        assert _stopped(third, world.comp) == Wrong.DESTROYED.value


def test_an_order_is_heard_without_the_key_in_force_and_that_is_a_contact(world: World) -> None:
    """It is signed and not sealed: the lease is for that order, and for nothing that the key opens."""
    with (
        closing(station(world.folder / "c", world.central.url)) as third,
        closing(station(world.folder / "d", world.central.url)) as fourth,
    ):
        for one in (third, fourth):
            join(world.first, one, bytes.fromhex(new_id()))
        assert third.desk.read(lambda s: s.get(Case, world.goes)) is not None
        world.destroy()
        # Who revokes ends before anybody has the new key, and this desk is of no admin that could make it.
        revoked = revoking.revoke(world.first.me, fourth.me.dev, AfterRevoking.KEEP)
        ends_after(world.first, revoked, Server.add_to_roster)
        third.clock.forward(days=25)
        assert third.exchange().halt is Halt.NO_KEY
        assert third.desk.read(lambda s: s.get(Case, world.goes)) is None
        assert lease.look(third.desk) == Lease(0)


def test_an_order_of_a_compartment_that_the_heads_leave_out_is_heard(world: World) -> None:
    world.destroy()

    def hidden(name: str, result: object) -> object:
        if name == "heads" and isinstance(result, Heads):
            return result.model_copy(
                update={"comps": [one for one in result.comps if one.comp != world.comp]}
            )
        return result

    assert played(exchange(), world.second, hidden) == Outcome()
    assert world.second.desk.read(lambda s: s.get(Case, world.goes)) is None


def test_work_on_what_is_gone_does_not_hold_up_the_rest_and_is_counted(world: World) -> None:
    world.destroy()
    for text in ("een", "twee"):
        write(world.second, world.goes, text)
    write(world.second, world.stays, "moet door")
    outcome = world.second.exchange()
    assert (outcome.dropped, outcome.waiting, outcome.halt) == (2, 0, None)
    world.first.exchange()
    assert question(world.first, world.stays) == "moet door"
    kept = world.second.desk.read(lambda s: s.scalars(select(DestroyedStream.unsent)).all())
    assert kept == [2]
    assert world.second.exchange() == Outcome(), "it is told once"
    assert world.second.desk.read(lambda s: s.get(Case, world.goes)) is None


def test_work_that_was_sealed_when_it_went_is_let_go_too(world: World) -> None:
    """The order came between sealing and sending."""
    _, second = world.first, world.second
    write(second, world.goes, "te laat")
    write(second, world.stays, "moet door")
    me, comp = second.me, world.comp
    roster = second.desk.read(partial(rosters.known, house=me.house, root=me.root))
    assert len(second.desk.keep(partial(outgoing.batch, me=me, roster=roster, comp=comp))) == 2
    world.destroy()
    outcome = second.exchange()
    assert (outcome.dropped, outcome.waiting, outcome.halt) == (1, 0, None)
    world.first.exchange()
    assert question(world.first, world.stays) == "moet door"


def test_a_server_that_says_gone_of_what_nobody_ordered_is_found(world: World) -> None:
    with world.central.store.write() as connection:
        nobodys = DestroyOrder(order=b"x", sigs=[Signed(dev=b"d" * 16, sig=b"s" * 64)] * 2)
        of = {"house": world.second.me.house, "comp": world.comp}
        values = {**of, "stream": bytes.fromhex(world.stream), "n": 1}
        connection.execute(t.gone.insert().values(**values, message=nobodys.model_dump_json().encode()))
    write(world.second, world.goes, "wordt geweigerd")
    outcome = world.second.exchange()
    assert (outcome.halt, outcome.waiting, outcome.dropped) == (Halt.HISTORY, 1, 0)


def test_a_server_that_lost_the_order_is_told_again(world: World) -> None:
    """A backup from before the order was put back: what it holds of that stream goes once more."""
    rows = select(t.envelope).where(t.envelope.c.stream == bytes.fromhex(world.stream))
    with world.central.store.read() as connection:
        before = connection.execute(rows).all()
    world.destroy()
    _all(world)
    with world.central.store.write() as connection:
        connection.execute(delete(t.gone).where(t.gone.c.comp == world.comp))
        for row in before:
            values = {"hdr": row.hdr, "ct": row.ct, "sig": row.sig}
            of = (t.envelope.c.comp == row.comp, t.envelope.c.seq == row.seq)
            connection.execute(update(t.envelope).where(*of).values(**values))
    assert world.second.exchange() == Outcome()
    with world.central.store.read() as connection:
        assert {row.ct for row in connection.execute(rows)} == {None}
    assert world.second.exchange() == Outcome()
    assert world.first.desk.read(state) == world.second.desk.read(state)


def test_a_restored_server_hears_the_order_before_it_takes_what_is_gone_for_gone(world: World) -> None:
    world.destroy()
    _all(world)
    with world.central.store.write() as connection:
        for table in (t.gone, t.envelope, t.dev_head):
            connection.execute(delete(table).where(table.c.comp == world.comp))
        empty = {"head_seq": 0, "head_chain": START, "mode": Mode.RESTORE.value}
        connection.execute(update(t.compartment).where(t.compartment.c.id == world.comp).values(**empty))
    assert world.first.exchange().halt is None
    with world.central.store.write() as connection:
        opened = update(t.compartment).where(t.compartment.c.id == world.comp).values(mode=Mode.OPEN.value)
        connection.execute(opened)
        whole = select(t.envelope.c.hdr).where(t.envelope.c.comp == world.comp, t.envelope.c.hdr.is_(None))
        assert len(connection.execute(whole).all()) == len(Order.from_bytes(world.order_told()).hashes)
    write(world.second, world.stays, "en verder")
    for one in (world.second, world.first):
        assert one.exchange() == Outcome()
    assert question(world.first, world.stays) == "en verder"


def test_what_comes_whole_though_it_was_destroyed_is_not_read_again(world: World) -> None:
    """The order is known here; a server that was put back hands the envelopes out whole."""
    with closing(station(world.folder / "c", world.central.url)) as third:
        join(world.first, third, bytes.fromhex(new_id()))
        write(world.first, world.goes, "nog een keer")
        _all(world)
        message = world.order()

        def told(session: Session) -> None:
            written = message.model_dump_json().encode()
            session.add(DestroyedStream(stream=world.stream, comp=world.comp, message=written))

        third.desk.keep(told)
        shown = list[Changes]()
        third.desk.on_change = shown.append
        third.exchange()
        assert not [one for one in shown if one.received and world.goes in one.ids], "not for a moment either"
        assert third.desk.read(lambda s: s.get(Case, world.goes)) is None
        left = select(SealedEnvelope.ct).where(SealedEnvelope.fate == Fate.GONE)
        assert set(third.desk.read(lambda s: s.scalars(left).all())) == {None}


def test_what_stands_aside_goes_too(world: World) -> None:
    """A desk that never got its secret has what was sealed, and could open it if the secret came."""
    with closing(station(world.folder / "c", world.central.url)) as third:
        join(world.first, third, bytes.fromhex(new_id()), take=False)
        with world.central.store.write_keys() as connection:
            of = t.stream_key.c.stream == bytes.fromhex(world.stream)
            connection.execute(delete(t.stream_key).where(of))
        assert third.exchange().aside > 0
        world.destroy()
        third.exchange()
        assert third.exchange() == Outcome()


def _emptied(world: World, stream: str = "") -> None:
    of = (t.envelope.c.comp == world.comp, t.envelope.c.stream == bytes.fromhex(stream or world.stream))
    with world.central.store.write() as connection:
        connection.execute(update(t.envelope).where(*of).values(hdr=None, ct=None, sig=None))


def _stopped(at: Station, comp: bytes) -> str | None:
    return at.desk.read(lambda s: s.get_one(CompartmentState, comp).stopped)
