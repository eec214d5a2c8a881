"""Somebody who is of the part, with a key that the roster names, and who means ill (T7).

The server cannot see what is inside, and every signature is right. What such a member writes of their own
stands: they may write. But it never counts as another's, and never holds up or hides what another wrote.
"""

import json
import secrets
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station, question, write
from tests.agreeing.sync.parted import goals
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.recording.state import state
from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.agreeing import CompartmentState, SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import ChangeSetRecord, OpRecord
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import conflicts
from zvhdesk.sync import keys, payload, sealing
from zvhdesk.sync.exchange import Outcome
from zvhdesk.wire.envelope import SCHEMA, Header, Kind, signed

pytestmark = ON_SQLITE


@dataclass
class Liar:
    """The keys of a desk that has all there is, in a program that writes what ours never does."""

    at: Station
    run: str = field(default_factory=new_id)

    def says(self, stream: str, *ops: OpRecord, schema: int = SCHEMA, like: ChangeSet | None = None) -> None:
        """One change set, sealed, signed and handed in; `like`: with the ids of that one."""
        header, key, secret = self.at.desk.read(lambda s: self._next(s, stream, schema))
        ids = (new_id(), new_id()) if like is None else (like.cs_id, like.act)
        record = ChangeSetRecord(
            *ids, stream_id=stream, compartment=Compartment.REGULAR, kind=StreamKind.CASE,
            device=header.dev.hex(), user="", wall_ms=2**41, intent="case.edit", reason=None, undo_of=None,
            ops=ops, run=self.run,
        )  # fmt: skip
        ct = sealing.seal(payload.written(record), key, secret, header.env_id, header.to_bytes())
        self.at.server.push(header.comp, [signed(header, ct, self.at.me.sign)])

    def _next(self, session: Session, stream: str, schema: int) -> tuple[Header, bytes, bytes]:
        me, comp = self.at.me, keys.compartment_named(session, Compartment.REGULAR) or b""
        stands = session.get_one(CompartmentState, comp)
        mine = select(SealedEnvelope.dseq, SealedEnvelope.env_hash).where(
            SealedEnvelope.comp == comp, SealedEnvelope.dev == me.dev
        )
        last = session.execute(mine.order_by(SealedEnvelope.dseq.desc()).limit(1)).one()
        header = Header(
            kind=Kind.OPS, house=me.house, comp=comp, stream=bytes.fromhex(stream), epoch=1,
            env_id=secrets.token_bytes(16), dev=me.dev, dseq=last.dseq + 1, prev=last.env_hash,
            base_seq=stands.seq, base_chain=stands.chain, schema=schema,
        )  # fmt: skip
        return header, keys.of_epoch(session, comp, 1) or b"", keys.secret_of(session, stream) or b""


@pytest.fixture
def liar(world: World) -> Liar:
    """One of the three; the first writes, the last reads."""
    world.goal(world.desks[1], "van toen hij nog eerlijk was")
    world.everybody()
    world.everybody()
    return Liar(world.desks[1])


def stream_of(at: Station, case: str) -> str:
    return at.desk.read(lambda s: s.get_one(Case, case).stream_id)


def last_of(at: Station) -> ChangeSet:
    """What this desk recorded last."""
    newest = select(ChangeSet).order_by(ChangeSet.rev.desc()).limit(1)
    return at.desk.read(lambda s: s.scalars(newest).one())


def new_goal(case: str, text: str) -> tuple[OpRecord, ...]:
    row = new_id()
    values = {"case_id": case, "position": 0, "text": text}
    return tuple(OpRecord("goal", row, col, json.dumps(value)) for col, value in values.items())


def agree(world: World, *goals_of: str) -> None:
    """The first and the last have the same, and these goals are among it; nothing waits at either."""
    first, _, third = world.desks
    for _ in range(2):
        outcomes = [one.exchange() for one in (first, third)]
    assert [(one.halt, one.waiting) for one in outcomes] == [(None, 0), (None, 0)]
    assert set(goals_of) <= set(goals(first))
    assert first.desk.read(state) == third.desk.read(state)


def test_words_under_anothers_name_are_not_taken_for_theirs(world: World, liar: Liar) -> None:
    """After a server was put back whoever had them can be first: nobody passes the real ones over."""
    first = world.desks[0]
    world.goal(first, "van de eerste")
    sent = last_of(first)
    stream = stream_of(first, world.case)
    liar.says(stream, *new_goal(world.case, "ondergeschoven"), like=sent)
    agree(world, "van de eerste", "ondergeschoven")


def test_what_cannot_be_read_is_of_no_act_of_another(world: World, liar: Liar) -> None:
    first, _, third = world.desks
    world.goal(first, "van de eerste")
    sent = last_of(first)
    first.exchange()
    stream = stream_of(first, world.case)
    liar.says(stream, *new_goal(world.case, "nooit te lezen"), schema=99, like=sent)
    assert third.exchange() == Outcome(aside=1)
    assert "van de eerste" in goals(third)


def test_who_says_to_have_seen_what_is_yet_to_come_replaces_nothing_unseen(world: World, liar: Liar) -> None:
    """What another writes apart stands beside it, on every desk, as ever."""
    first, _, third = world.desks
    stream = stream_of(first, world.case)
    write(first, world.case, "Wie belt?")
    liar.says(stream, OpRecord("case_", world.case, "question", '"niemand"', 2**40))
    agree(world)
    for one in (first, third):
        asked = one.desk.read(lambda s: conflicts.of_cells(s, [("case_", world.case, "question")]))
        (both,) = (card.versions for card in asked.values())
        assert {version.text for version in both} == {"niemand", "Wie belt?"}


def test_a_row_is_written_in_its_own_stream_alone(world: World, liar: Liar) -> None:
    """Else what is destroyed with one case would live on in another."""
    first, _, third = world.desks
    world.new_case(first)
    for one in (*world.desks, *world.desks):
        one.exchange()
    other = first.desk.read(lambda s: s.scalars(select(Case.stream_id).where(Case.id != world.case)).one())
    write(first, world.case, "Wie belt?")
    first.exchange()
    liar.at.exchange()
    seq = liar.at.desk.read(lambda s: s.scalars(select(CompartmentState.seq)).all())
    liar.says(other, OpRecord("case_", world.case, "question", '"niemand"', max(seq)))
    assert third.exchange() == Outcome(aside=1)
    assert question(third, world.case) == "Wie belt?"
    agree(world)
