"""What was recorded is what happened: a random day's work, replayed elsewhere, gives the same house."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.attack.acts import Actor
from tests.importing.houses import settled, taken_over
from tests.importing.registers import DRENTHE_CSV
from tests.recording.state import records, state
from tests.worlds import FixedClock, new_desk, small_house
from zvhdesk.demo import house as demo
from zvhdesk.domain.refusals import Refused
from zvhdesk.models import guard
from zvhdesk.models.capture import apply
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.codec import encode
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.desk import Desk


def _words(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(
        text("SELECT k.ref, s.words FROM search s JOIN search_key k ON k.id = s.rowid ORDER BY 1")
    )
    return [(ref, words) for ref, words in rows]


def _register(desk: Desk) -> None:
    taken_over(settled(desk, "drenthe"), DRENTHE_CSV)


def _demo(desk: Desk) -> None:
    demo.fill(desk, desk.today(), cases=12)


def _logged(session: Session, desk: Desk) -> set[tuple[str, str]]:
    return {(line.action, line.object) for line in session.scalars(select(AccessEvent))}


class WatchedActor(Actor):
    """An actor whose every undo is judged: what it sets back must be what the act had put there."""

    def _undo(self, act: str) -> None:
        changed = self.desk.read(lambda s: _overwritten(s, act))
        before = self.desk.read(state)
        try:
            super()._undo(act)
        except Refused:
            assert self.desk.read(state) == before
            raise
        assert not changed, f"an undo overwrote what came after: {changed}"


def _overwritten(session: Session, act: str) -> list[str]:
    ops = session.scalars(
        select(ChangeOp).join(ChangeSet, ChangeSet.rev == ChangeOp.rev).where(ChangeSet.act == act)
    )
    return [
        f"{op.tbl}.{op.col}"
        for op in ops
        if encode(getattr(session.get_one(BY_NAME[op.tbl], op.row), op.col)) != op.new
    ]


def _dangling(session: Session) -> list[str]:
    """Rows in a case that is there about a person who was taken away."""
    return list(
        session.scalars(
            select(Subject.id)
            .join(Person, Person.id == Subject.person_id)
            .join(Case, Case.id == Subject.case_id)
            .where(~Subject.deleted, Person.deleted, ~Case.deleted)
        )
    )


@settings(max_examples=20, deadline=None)
# Persons are added, and then a case comes in with its own.
@example(steps=[9, 13, 7, 0, 8, 7, 7, 0, 9, 9, 10, 4, 9, 0, 7, 14], seed=16)
@given(steps=st.lists(st.integers(0, 18), min_size=5, max_size=40), seed=st.integers(0, 2**16))
def test_replaying_what_was_recorded_gives_the_same_house(steps: list[int], seed: int) -> None:
    clock = FixedClock()
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        desk = new_desk(Path(here), clock)
        actor = WatchedActor(small_house(desk), Random(seed), clock)
        for step in steps:
            actor.step(step)
        assert not desk.read(_dangling), "a person went while a case still has them"
        recorded = desk.read(records)
        happened, index = desk.read(lambda s: (state(s), _words(s)))
        logged = desk.read(lambda s: _logged(s, desk))
        assert {(one.intent, desk.pseudonym(one.stream_id)) for one in recorded} <= logged
        with desk.engine.connect() as connection:
            guard.assert_complete(connection)
        desk.close()
        again = new_desk(Path(there), clock)
        again.change(lambda s: apply(s, recorded), "received")
        assert again.read(state) == happened
        assert again.read(_words) == index
        assert again.read(records) == recorded
        again.close()


@pytest.mark.parametrize("fill", [_register, _demo])
def test_replaying_a_house_that_was_written_in_bulk_gives_the_same_house(
    desk: Desk, clock: FixedClock, tmp_path: Path, fill: Callable[[Desk], None]
) -> None:
    """An import and the demo go past the ORM; their change sets must say the same as the rows."""
    fill(desk)
    recorded = desk.read(records)
    there = tmp_path / "there"
    there.mkdir()
    again = new_desk(there, clock)
    again.change(lambda s: apply(s, recorded), "received")
    assert again.read(state) == desk.read(state)
    assert sorted(words for _, words in again.read(_words)) == sorted(words for _, words in desk.read(_words))
    assert again.read(records) == recorded
    again.close()
