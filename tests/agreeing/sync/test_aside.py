"""What holds and cannot be read here is kept aside as it came, and taken once it can be; nothing is lost."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.desks import goal as add_goal
from tests.agreeing.sync.kept import Kept, Small
from tests.recording.state import state
from zvhdesk.domain.standing import Aside, Standing, Trouble
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.standing import told, trouble_in
from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope, StreamSecret
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.services import adding, conflicts
from zvhdesk.sync import aside, incoming, keys, outgoing, rosters, sealing
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.server import SaidNo
from zvhdesk.wire.envelope import Envelope, Header, Kind, next_chain, signed
from zvhdesk.wire.messages import Why
from zvhserver.acts import versions as least
from zvhserver.app import system_clock
from zvhserver.store import tables as t

OPS = {
    "a column of later": ("case_", "colour_of_2031", '"rood"'),
    "a table of later": ("table_of_2031", "name", '"Jansen"'),
    "a value of later": ("case_", "phase", '"phase_of_2031"'),
    "a type of later": ("case_", "question", "7"),
    "a number for a date": ("case_", "phase_since", "7"),
}


@dataclass(frozen=True)
class World:
    """Two desks with one case."""

    first: Station
    second: Station
    case: str
    central: Central

    def write(self, at: Station, text: str) -> None:
        def fn(session: CaptureSession) -> None:
            session.get_one(Case, self.case).question = text

        at.desk.change(fn, "case.edit")

    def question(self, at: Station) -> str | None:
        return at.desk.read(lambda s: s.get_one(Case, self.case).question)

    def why(self) -> Aside:
        """Why the first desk has something aside."""
        return self.first.desk.read(lambda s: aside.why(s, self.first.desk.device))

    def comp(self) -> bytes:
        found = self.first.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR))
        assert found is not None
        return found


@pytest.fixture
def world(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[World]:
    with pair.again(tmp_path, central) as (first, second):
        yield World(first, second, pair.about.case, central)


@pytest.mark.parametrize("what", OPS)
def test_what_a_later_version_wrote_is_kept_and_stops_nothing(world: World, what: str) -> None:
    tbl, col, new = OPS[what]
    world.write(world.second, "samen met iets nieuws")

    def add(session: Session) -> None:
        rev = session.scalars(select(ChangeSet.rev).order_by(ChangeSet.rev.desc())).first() or 0
        session.add(ChangeOp(rev=rev, tbl=tbl, row=world.case, col=col, old="null", new=new, base_rev=rev))

    world.second.desk.keep(add)
    world.second.exchange()
    world.write(world.second, "en daarna")
    world.second.exchange()
    assert world.first.exchange().aside == 1
    assert world.why() == Aside(newer=1)
    assert world.question(world.first) == "en daarna"
    ((env_id, *kept),) = world.first.desk.read(_aside)
    assert world.second.desk.read(lambda s: _parts(s, env_id)) == tuple(kept), "as its author made it"
    assert world.first.exchange().aside == 1


def test_a_payload_of_a_later_schema_is_kept(world: World) -> None:
    """As a later version would seal it: only the number in its header is another."""
    second, comp = world.second, world.comp()
    world.write(second, "van later")
    me = second.me
    roster = second.desk.read(lambda s: rosters.known(s, me.house, me.root))
    (made,) = second.desk.keep(lambda s: outgoing.batch(s, me, roster, comp))
    header = Header.from_bytes(made.hdr)
    stream = header.stream.hex()
    key = second.desk.read(lambda s: keys.of_epoch(s, comp, 1)) or b""
    secret = second.desk.read(lambda s: keys.secret_of(s, stream)) or b""
    inside = sealing.unseal(made.ct, key, secret, header.env_id, made.hdr)
    later = replace(header, schema=99, env_id=secrets.token_bytes(16))
    ct = sealing.seal(inside, key, secret, later.env_id, later.to_bytes())
    second.server.push(comp, [signed(later, ct, me.sign)])
    assert world.first.exchange().aside == 1
    assert world.question(world.first) is None


def test_a_kind_that_is_reserved_or_unknown_is_kept_and_the_rest_goes_on(world: World) -> None:
    """As later versions will say them: a snapshot, access, a rewrite, and what nobody thought of yet."""
    sent = [_said_in(world, kind) for kind in (Kind.SNAPSHOT, Kind.ACCESS, Kind.REWRITE, 99)]
    world.first.exchange()
    world.write(world.first, "en daarna")
    world.first.exchange()
    outcome = world.second.exchange()
    assert (outcome.aside, outcome.halt) == (4, None)
    assert told(Standing(), outcome).aside == 4
    assert world.second.desk.read(lambda s: aside.why(s, world.second.desk.device)) == Aside(newer=4)
    assert world.question(world.second) == "en daarna", "the cursor moved on"
    kept = world.second.desk.read(_aside)
    assert [row[1:] for row in kept] == [(one.hdr, one.ct, one.sig) for one in sent], "as it was made"
    assert world.second.exchange().aside == 4, "and is never dropped"
    world.second.desk.keep(_from_nobody)
    assert world.second.desk.read(lambda s: aside.why(s, world.second.desk.device)) == Aside(3, 0, 1)


def test_a_program_too_old_for_its_house_works_on_and_loses_nothing(world: World) -> None:
    """It exchanges nothing until it is brought up to date, or the house asks less."""
    first, comp = world.first, world.comp()
    with world.central.store.write() as connection:
        least.ask_for(connection, first.me.house, 2)
    first.server.log_out()
    world.write(first, "hier gewoon doorgewerkt")
    with pytest.raises(SaidNo) as caught:
        first.exchange()
    assert (caught.value.why, caught.value.number) == (Why.VERSION, 2)
    assert trouble_in(caught.value) is Trouble.TOO_OLD
    assert first.desk.read(lambda s: outgoing.waiting(s, comp)) == 1
    with world.central.store.write() as connection:
        least.ask_for(connection, first.me.house, least.ANY)
    assert first.exchange() == Outcome()
    world.second.exchange()
    assert world.question(world.second) == "hier gewoon doorgewerkt"


def test_once_its_secret_is_there_it_is_taken(world: World) -> None:
    stream = new_case(world.second)
    world.second.exchange()
    with withheld(world.central, stream):
        assert world.first.exchange().aside == 1
        assert world.why() == Aside(keyless=1)
    assert world.first.exchange().aside == 0
    assert world.why() == Aside()
    assert world.first.desk.read(state) == world.second.desk.read(state)


def test_what_was_written_meanwhile_without_seeing_it_stands_beside_it(world: World) -> None:
    """The other's version stood aside when this desk wrote: it had not seen it, whatever the numbers say."""
    stream = new_case(world.second)
    world.second.exchange()
    world.first.exchange()
    case = replace(world, case=case_of(world.first, stream))
    case.write(case.second, "van de een")
    case.second.exchange()
    _forget(world.first, stream)
    with withheld(world.central, stream):
        assert world.first.exchange().aside == 1
        # What comes in behind it is seen, and has a higher number.
        world.write(world.second, "in een andere casus")
        world.second.exchange()
        assert world.first.exchange().aside == 1
        assert world.question(world.first) == "in een andere casus"
        case.write(case.first, "van de ander")
    for one in (case.first, case.second, case.first):
        one.exchange()
    for one in (case.first, case.second):
        kept = one.desk.read(lambda s: versions.of_cell(s, ("case_", case.case, "question")))
        assert {version.new for version in kept} == {'"van de een"', '"van de ander"'}
    assert case.first.desk.read(state) == case.second.desk.read(state)


@pytest.mark.parametrize("aside_is", ["the edit", "the deletion"])
def test_a_row_deleted_and_edited_while_one_of_the_two_stood_aside_gets_its_card(
    world: World, aside_is: str
) -> None:
    """Who did the other had not seen it, although what they had seen has higher numbers."""
    stream = new_case(world.second)
    case = case_of(world.second, stream)
    add_goal(world.second, case, "Veilig thuis")
    goal = world.second.desk.read(lambda s: s.scalars(select(Goal.id).where(Goal.case_id == case)).one())
    for one in (world.second, world.first):
        one.exchange()

    def edit(at: Station) -> None:
        at.desk.change(lambda s: setattr(s.get_one(Goal, goal), "text", "Weer naar school"), "case.edit")

    def take_away(at: Station) -> None:
        at.desk.change(lambda s: adding.remove(s, "goal", goal), "row.remove")

    theirs, ours = (edit, take_away) if aside_is == "the edit" else (take_away, edit)
    theirs(world.second)
    world.second.exchange()
    _forget(world.first, stream)
    with withheld(world.central, stream):
        assert world.first.exchange().aside == 1
        world.write(world.second, "in een andere casus")
        world.second.exchange()
        assert world.first.exchange().aside == 1
        ours(world.first)
    for one in (world.first, world.second, world.first):
        one.exchange()
    cards = [one.desk.read(lambda s: conflicts.gone_rows(s, ["goal"])) for one in (world.first, world.second)]
    assert cards[0] == cards[1]
    assert [[edit.words for edit in row.edits] for row in cards[0]] == [["Weer naar school"]]
    assert world.first.desk.read(state) == world.second.desk.read(state)


def test_what_stood_aside_beneath_a_case_that_is_deleted_asks_for_it_once_it_is_taken(world: World) -> None:
    """Whoever deleted it could not know: it is neither lost nor back by itself."""
    stream = new_case(world.second)
    case = case_of(world.second, stream)
    for one in (world.second, world.first):
        one.exchange()
    add_goal(world.second, case, "Veilig thuis")
    world.second.exchange()
    _forget(world.first, stream)
    with withheld(world.central, stream):
        assert world.first.exchange().aside == 1
        world.write(world.second, "in een andere casus")
        world.second.exchange()
        assert world.first.exchange().aside == 1
        world.first.desk.change(lambda s: setattr(s.get_one(Case, case), "deleted", True), "undo")
    for one in (world.first, world.second, world.first):
        one.exchange()
    for one in (world.first, world.second):
        (card,) = one.desk.read(lambda s: conflicts.gone_rows(s, ["case_"]))
        assert [edit.words for edit in card.edits] == ["Veilig thuis"]
    assert world.first.desk.read(state) == world.second.desk.read(state)


def test_an_act_is_not_seen_by_halves(world: World) -> None:
    """A page that ends in the middle of an act is taken up to where the act begins."""
    there = case_of(world.second, new_case(world.second))
    for one in (world.second, world.first):
        one.exchange()
    world.write(world.second, "eerst")

    def both(session: CaptureSession) -> None:
        session.get_one(Case, world.case).question = "in de een"
        session.get_one(Case, there).question = "in de ander"

    world.second.desk.change(both, "case.edit")
    world.second.exchange()
    me, comp = world.first.me, world.comp()
    roster = world.first.desk.read(lambda s: rosters.known(s, me.house, me.root))
    seq = world.first.desk.read(lambda s: s.get_one(CompartmentState, comp).seq)
    page = world.first.server.pull(comp, seq, 2)
    assert page.more
    assert len(page.items) == 2
    assert world.first.desk.receive(lambda s: incoming.take(s, me, roster, comp, page)).seq == seq + 1
    assert world.question(world.first) == "eerst"
    world.first.exchange()
    assert world.question(world.first) == "in de een"
    assert world.first.desk.read(state) == world.second.desk.read(state)


def _aside(session: Session) -> list[tuple[bytes, bytes | None, bytes | None, bytes | None]]:
    rows = session.scalars(select(SealedEnvelope).where(SealedEnvelope.fate == Fate.ASIDE))
    return [(row.env_id, row.hdr, row.ct, row.sig) for row in rows]


def _from_nobody(session: Session) -> None:
    """The last of what stands aside can be read, and is of a device that the roster does not name."""
    row = session.scalars(select(SealedEnvelope).where(SealedEnvelope.fate == Fate.ASIDE)).all()[-1]
    header = Header.from_bytes(row.hdr or b"")
    row.hdr = replace(header, kind=Kind.OPS, dev=secrets.token_bytes(16)).to_bytes()


def _said_in(world: World, kind: int) -> Envelope:
    """The next envelope of the first desk, of that kind, among what the server hands out.

    The server of today takes none of these kinds from a desk: one of later did.
    """
    me, comp = world.first.me, world.comp()
    stream = world.first.desk.read(lambda s: bytes.fromhex(s.get_one(Case, world.case).stream_id))
    with world.central.store.write() as connection:
        of, own = t.compartment.c.id == comp, (t.dev_head.c.comp == comp, t.dev_head.c.dev == me.dev)
        head = connection.execute(select(t.compartment).where(of)).one()
        last = connection.execute(select(t.dev_head).where(*own)).one()
        header = Header(
            kind=kind, house=me.house, comp=comp, stream=stream, epoch=1, env_id=secrets.token_bytes(16),
            dev=me.dev, dseq=last.dseq + 1, prev=last.hash, base_seq=head.head_seq,
            base_chain=head.head_chain,
        )  # fmt: skip
        made = signed(header, secrets.token_bytes(256), me.sign)
        seq, recv_ms = head.head_seq + 1, system_clock()
        chain = next_chain(head.head_chain, seq, recv_ms, made.hash)
        row = {
            "house": me.house,
            "comp": comp,
            "seq": seq,
            "stream": stream,
            "recv_ms": recv_ms,
            "chain": chain,
        }
        row |= {"env_id": header.env_id, "dev": me.dev, "dseq": header.dseq, "env_hash": made.hash}
        connection.execute(insert(t.envelope).values(hdr=made.hdr, ct=made.ct, sig=made.sig, **row))
        connection.execute(update(t.compartment).where(of).values(head_seq=seq, head_chain=chain))
        connection.execute(update(t.dev_head).where(*own).values(dseq=header.dseq, hash=made.hash))
    return made


def _parts(session: Session, env_id: bytes) -> tuple[bytes | None, bytes | None, bytes | None]:
    row = session.scalars(select(SealedEnvelope).where(SealedEnvelope.env_id == env_id)).one()
    return row.hdr, row.ct, row.sig


def new_case(at: Station) -> str:
    """The stream of a new case."""

    def fn(session: CaptureSession) -> str:
        row = Case(stream_id=new_id(), number="2026-B001")
        session.add(row)
        return row.stream_id

    return at.desk.change(fn, "case.create")


def case_of(at: Station, stream: str) -> str:
    return at.desk.read(lambda s: s.scalars(select(Case.id).where(Case.stream_id == stream)).one())


@contextmanager
def withheld(central: Central, stream: str) -> Iterator[None]:
    """The server keeps the secret of a stream to itself for a while."""
    of = t.stream_key.c.stream == bytes.fromhex(stream)
    with central.store.write_keys() as connection:
        row = connection.execute(select(t.stream_key).where(of)).one()
        connection.execute(delete(t.stream_key).where(of))
    yield
    with central.store.write_keys() as connection:
        connection.execute(insert(t.stream_key).values(row._asdict()))


def _forget(at: Station, stream: str) -> None:
    """The desk does not have the secret any more, nor how far it was in the list of the server."""

    def fn(session: Session) -> None:
        session.execute(delete(StreamSecret).where(StreamSecret.stream == stream))
        session.execute(update(CompartmentState).values(keys_after=0))

    at.desk.keep(fn)
