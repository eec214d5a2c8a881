"""An act of which one change set cannot be read stands aside and is taken as a whole (SYNC.md, Settled)."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import again
from tests.agreeing.sync.kept import Kept, Small
from tests.agreeing.sync.parted import goals
from tests.agreeing.sync.test_unfit import World, an_older_program
from tests.recording.state import state
from zvhdesk.domain.standing import Aside
from zvhdesk.domain.terms import IMPORTING, Compartment
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.sync import incoming, keys, outgoing, rosters, sealing
from zvhdesk.sync.exchange import Outcome
from zvhdesk.wire.envelope import Envelope, Header, signed


@pytest.fixture
def world(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[World]:
    with pair.again(tmp_path, central) as (first, second):
        yield World(first, second, pair.about.case, pair.about.case_stream)


def test_it_waits_as_a_whole_and_is_taken_as_a_whole(world: World) -> None:
    """What others wrote before and after it goes on, also on top of what waits."""
    with an_older_program():
        world.first.desk.change(partial(_new_topic, case=world.case, words="ervoor"), "case.edit")
        world.two_cases("2026-0300", "wacht")
        world.first.desk.change(partial(_new_topic, case=world.case, words="erna"), "case.edit")
        assert world.both() == Outcome(aside=2)
        assert world.why() == Aside(newer=2)
        assert "2026-0300" not in world.cases()
        assert goals(world.second) == []
        assert world.second.desk.read(partial(_topic, case=world.case)) == "erna"
        assert world.second.exchange() == Outcome(aside=2), "in no later pass by halves either"
        again(world.second)
        assert world.second.exchange() == Outcome(aside=2), "nor after a start"
        assert "2026-0300" not in world.cases()
        world.first.desk.change(_other_text, "goal.edit")
        assert world.both().halt is None
    assert world.second.exchange() == Outcome()
    assert "2026-0300" in world.cases()
    assert goals(world.second) == ["toch anders"]
    assert world.second.desk.read(state) == world.first.desk.read(state)


def test_an_import_waits_case_by_case(world: World) -> None:
    with an_older_program():
        world.two_cases("2026-0300", "wacht", IMPORTING, "import")
        assert world.both() == Outcome(aside=1)
        assert "2026-0300" in world.cases()
        assert goals(world.second) == []
    assert world.second.exchange() == Outcome()
    assert world.second.desk.read(state) == world.first.desk.read(state)


@pytest.mark.parametrize("newer", [0, 1])
def test_a_payload_of_a_later_schema_says_of_which_act_it_is(world: World, newer: int) -> None:
    """The other stands aside with it, whichever comes first; also when a page ends between the two."""
    world.two_cases("2026-0300", "er al")
    world.both()
    world.first.desk.change(partial(_new_topic, case=world.case, words="ervoor"), "case.edit")
    world.first.exchange()
    world.first.desk.change(_new_topics, "case.edit")
    comp = _comp(world)
    world.first.server.push(comp, _of_a_later_schema(world, comp, newer))
    me = world.second.me
    roster = world.second.desk.read(lambda s: rosters.known(s, me.house, me.root))
    seq = world.second.desk.read(lambda s: s.get_one(CompartmentState, comp).seq)
    page = world.second.server.pull(comp, seq, 2)
    assert (page.more, len(page.items)) == (True, 2)
    taken = world.second.desk.receive(lambda s: incoming.take(s, me, roster, comp, page))
    assert taken.seq == seq + 1, "up to where the act begins"
    assert world.second.exchange() == Outcome(aside=2)
    assert world.why() == Aside(newer=2)
    assert world.second.desk.read(_topics) == {"ervoor", None}, "of neither"


def _of_a_later_schema(world: World, comp: bytes, newer: int) -> list[Envelope]:
    """What the first desk would send, of which one says a later schema, as a later version would seal it."""
    first = world.first
    me = first.me
    roster = first.desk.read(lambda s: rosters.known(s, me.house, me.root))
    waiting = first.desk.keep(lambda s: outgoing.batch(s, me, roster, comp))
    key = first.desk.read(lambda s: keys.of_epoch(s, comp, 1)) or b""
    made: list[Envelope] = []
    for at, one in enumerate(waiting):
        header = Header.from_bytes(one.hdr)
        stream = header.stream.hex()
        secret = first.desk.read(lambda s, stream=stream: keys.secret_of(s, stream)) or b""  # type: ignore[misc]
        inside = sealing.unseal(one.ct, key, secret, header.env_id, one.hdr)
        prev = made[-1].hash if made else header.prev
        schema = 99 if at == newer else header.schema
        later = replace(header, prev=prev, schema=schema, env_id=secrets.token_bytes(16))
        made.append(signed(later, sealing.seal(inside, key, secret, later.env_id, later.to_bytes()), me.sign))
    assert len(made) == 2
    return made


def _comp(world: World) -> bytes:
    found = world.first.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR))
    assert found is not None
    return found


def _new_topic(session: CaptureSession, case: str, words: str) -> None:
    session.get_one(Case, case).main_topic = words


def _new_topics(session: CaptureSession) -> None:
    for case in session.scalars(select(Case)):
        case.main_topic = "van later"


def _topics(session: Session) -> set[str | None]:
    return set(session.scalars(select(Case.main_topic)))


def _topic(session: Session, case: str) -> str | None:
    return session.get_one(Case, case).main_topic


def _other_text(session: CaptureSession) -> None:
    session.scalars(select(Goal)).one().text = "toch anders"
