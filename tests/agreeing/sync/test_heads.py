"""A pass asks for the heads first: one call when there is nothing, and no lie about them goes unseen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, question, write
from tests.agreeing.sync.kept import Kept, Small
from tests.agreeing.sync.playing import played
from zvhdesk.domain.lease import LeaseState
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.services import lease
from zvhdesk.sync import keys
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.wire.envelope import Header, Kind
from zvhdesk.wire.messages import CompartmentHead, Heads
from zvhserver.acts import heads as acts
from zvhserver.acts.answers import Caller
from zvhserver.store import tables as t


@dataclass(frozen=True)
class World:
    first: Station
    second: Station
    case: str
    central: Central

    @property
    def comp(self) -> bytes:
        made = self.first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
        assert made is not None
        return made

    def stopped(self) -> str | None:
        return self.second.desk.read(lambda s: s.get_one(CompartmentState, self.comp).stopped)


@pytest.fixture
def world(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[World]:
    """Two desks that are even."""
    with pair.again(tmp_path, central) as (first, second):
        yield World(first, second, pair.about.case, central)


@dataclass
class Seen:
    """What a pass asked of the server, and how many steps the database of the desk took."""

    calls: list[str] = field(default_factory=list)
    steps: int = 0


def watched(at: Station) -> tuple[Outcome, Seen]:
    """One pass, and what it cost."""
    seen = Seen()

    def heard(name: str, result: object) -> object:
        seen.calls.append(name)
        return result

    at.desk.keep(lambda _: None)  # something was written: nothing is known from the pass before
    with counted(at, seen):
        return played(exchange(), at, heard), seen


@contextmanager
def counted(at: Station, seen: Seen) -> Iterator[None]:
    """Each step of SQLite's own machine, whatever rows it walks over."""

    def step() -> int:
        seen.steps += 1
        return 0

    raw = at.desk.engine.raw_connection()
    driver = raw.driver_connection
    assert driver is not None
    driver.set_progress_handler(step, 1)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 1)
        raw.close()


def test_a_pass_with_nothing_to_do_is_one_call(world: World) -> None:
    outcome, seen = watched(world.second)
    assert outcome == Outcome()
    assert [name for name in seen.calls if name != "<lambda>"] == ["heads"]
    world.second.server.log_out()
    _, seen = watched(world.second)
    assert [name for name in seen.calls if name != "<lambda>"] == ["log_in", "heads"]


def test_it_costs_the_same_however_long_the_history_is(world: World) -> None:
    world.second.exchange()  # what a program does once, at its start, is not what is measured
    _, young = watched(world.second)
    with world.central.store.read() as connection:
        before = _steps(connection, world)
    for at in range(30):
        write(world.first, world.case, f"{at}")
        world.first.desk.change(lambda s: s.add(Case(stream_id=new_id(), number=new_id())), "case.create")
    world.first.exchange()
    world.second.exchange()
    _, old = watched(world.second)
    assert old.calls == young.calls
    assert old.steps == young.steps > 0
    with world.central.store.read() as connection:
        assert _steps(connection, world) == before


def _steps(connection: Connection, world: World) -> int:
    """What the answer costs the server."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    me = world.second.me
    acts.heads(connection, Caller(me.dev, me.house, b"", admin=False))
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(step, 1)
    answer = acts.heads(connection, Caller(me.dev, me.house, b"", admin=False))
    driver.set_progress_handler(None, 1)
    assert len(answer.comps) == 2
    return steps


Lie = Callable[[Heads, bytes], Heads]


def _changed(heads: Heads, comp: bytes, **what: object) -> Heads:
    def one(head: CompartmentHead) -> CompartmentHead:
        return head.model_copy(update=what) if head.comp == comp else head

    return heads.model_copy(update={"comps": [one(head) for head in heads.comps]})


def lower(heads: Heads, comp: bytes) -> Heads:
    """It says that it has less than it had."""
    return _changed(heads, comp, seq=1)


def higher(heads: Heads, comp: bytes) -> Heads:
    """It says that there is more, and hands nothing out."""
    return _changed(heads, comp, seq=10_000)


def other_chain(heads: Heads, comp: bytes) -> Heads:
    """At the same number stands something else."""
    return _changed(heads, comp, chain=b"x" * 32)


def not_there(heads: Heads, comp: bytes) -> Heads:
    """The compartment is not named."""
    return heads.model_copy(update={"comps": [head for head in heads.comps if head.comp != comp]})


def fewer_orders(heads: Heads, comp: bytes) -> Heads:
    """It says that something was destroyed."""
    return _changed(heads, comp, destroyed=9)


def shorter_roster(heads: Heads, _comp: bytes) -> Heads:
    """Its roster has fewer entries."""
    return heads.model_copy(update={"roster": heads.roster - 1, "link": b"x" * 32})


def other_roster(heads: Heads, _comp: bytes) -> Heads:
    """Its roster has other entries."""
    return heads.model_copy(update={"link": b"x" * 32})


LIES = (lower, higher, other_chain, not_there, fewer_orders, shorter_roster, other_roster)
STOPS: dict[Lie, str] = {other_chain: Wrong.FORK.value}
TOLD: dict[Lie, Halt] = {higher: Halt.HISTORY, other_chain: Halt.HISTORY}
"""The others are asked after, and then the server says itself how it is."""


@pytest.mark.parametrize("lie", LIES, ids=lambda one: one.__name__)
def test_a_lie_about_the_heads_loses_and_hides_nothing(world: World, lie: Lie) -> None:
    """Two others wrote: one that the server has, and one that waits here."""
    comp = world.comp

    def heard(name: str, result: object) -> object:
        return lie(result, comp) if name == "heads" and isinstance(result, Heads) else result

    outcome = played(exchange(), world.second, heard)
    assert outcome.halt is TOLD.get(lie)
    assert world.stopped() == STOPS.get(lie)
    if lie in STOPS:
        write(world.second, world.case, "blijft hier")
        assert world.second.exchange() == Outcome(waiting=1, halt=Halt.HISTORY)
        return
    write(world.first, world.case, "van de een")
    world.first.exchange()
    played(exchange(), world.second, heard)
    assert question(world.second, world.case) == "van de een"
    write(world.second, world.case, "van de ander")
    outcome = played(exchange(), world.second, heard)
    if lie in TOLD:
        assert (outcome.halt, outcome.waiting) == (TOLD[lie], 1)
        world.second.exchange()
    world.first.exchange()
    assert question(world.first, world.case) == "van de ander"


def test_who_was_put_out_of_a_compartment_is_told(world: World) -> None:
    """The word of it stands in a log that it does not get any more."""
    with world.central.store.write() as connection:
        of = (t.member.c.comp == world.comp, t.member.c.dev == world.second.me.dev)
        connection.execute(t.member.delete().where(*of))
    write(world.second, world.case, "waar is iedereen")
    assert world.second.exchange() == Outcome(waiting=1, halt=Halt.OUTSIDE)
    # Nor of what is destroyed there: it has the cases, and its lease runs out.
    world.second.clock.forward(days=31)
    assert world.second.exchange().halt is Halt.OUTSIDE
    found = lease.look(world.second.desk)
    assert found is not None
    assert found.state is LeaseState.LOCKED


def test_who_was_put_out_asks_at_no_more_cost_however_long_the_history_is(world: World) -> None:
    """In every pass it may be that the server was lost, and waits for who was let in."""
    with world.central.store.write() as connection:
        of = (t.member.c.comp == world.comp, t.member.c.dev == world.second.me.dev)
        connection.execute(t.member.delete().where(*of))
    for _ in range(2):
        assert world.second.exchange() == Outcome(halt=Halt.OUTSIDE)
    _, young = watched(world.second)
    world.second.desk.keep(partial(_beacons, comp=world.comp))
    assert world.second.exchange() == Outcome(halt=Halt.OUTSIDE)
    _, old = watched(world.second)
    assert old.calls == young.calls
    assert "bring_back" in old.calls
    assert old.steps == young.steps > 0


def _beacons(session: Session, comp: bytes) -> None:
    """Two hundred words of others that are about no case."""
    state = session.get_one(CompartmentState, comp)
    header = Header(
        kind=Kind.BEACON, house=b"h" * 16, comp=comp, stream=bytes(16), epoch=1, env_id=b"e" * 16,
        dev=b"d" * 16, dseq=1, prev=bytes(32), base_seq=0, base_chain=bytes(32),
    )  # fmt: skip
    for _ in range(200):
        state.seq += 1
        session.add(
            SealedEnvelope(
                comp=comp, env_id=b"e" * 16, dev=header.dev, dseq=state.seq, env_hash=bytes(32),
                fate=Fate.TAKEN, hdr=header.to_bytes(), ct=b"", sig=b"", seq=state.seq, recv_ms=1,
            )
        )  # fmt: skip


def test_an_outcome_says_what_waits_also_when_it_halted(world: World) -> None:
    world.second.desk.keep(
        lambda s: setattr(s.get_one(CompartmentState, world.comp), "stopped", Wrong.CHAIN.value)
    )
    write(world.second, world.case, "een")
    write(world.second, world.case, "twee")
    assert world.second.exchange() == Outcome(waiting=2, halt=Halt.HISTORY)
