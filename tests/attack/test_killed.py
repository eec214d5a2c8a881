"""Killed at any moment (SIGKILL): what was acknowledged is there, and nothing is half there."""

from pathlib import Path
from random import Random

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.nursery import Child, Nursery
from tests.recording.state import records, state
from tests.worlds import KEY, FixedClock, SmallHouse
from zvhdesk.models import guard
from zvhdesk.models.capture import apply
from zvhdesk.models.cases import Action, Case, Goal
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet, Draft
from zvhdesk.services.desk import Desk

KILLS = 20


def _at_work(nursery: Nursery, house: SmallHouse) -> Child:
    return nursery.start("tests.attack.working_child", str(house.desk.folder), house.case_id, house.care)


def _kill_after(child: Child, rounds: int, dice: Random) -> list[list[str]]:
    """Let it do so many rounds and a piece of the next one, kill it, and read all it said until then."""
    heard: list[bytes] = []
    while len(heard) < rounds:
        more = child.hear(30)
        assert more is not None, "it ended by itself"
        heard += more
    # Burning a random number of turns, not sleeping: the kill falls anywhere within a round.
    for _ in range(dice.randrange(600_000)):
        pass
    heard += child.kill()
    return [line.decode().split() for line in heard]


def _half_done(session: Session) -> list[str]:
    empty = session.scalars(
        select(ChangeSet.rev).outerjoin(ChangeOp, ChangeOp.rev == ChangeSet.rev).where(ChangeOp.id.is_(None))
    )
    loose = session.scalars(
        select(ChangeOp.id).outerjoin(ChangeSet, ChangeSet.rev == ChangeOp.rev).where(ChangeSet.rev.is_(None))
    )
    return [f"empty {rev}" for rev in empty] + [f"loose {op}" for op in loose]


def test_killed_at_twenty_moments_nothing_acknowledged_is_lost(
    nursery: Nursery, house: SmallHouse, clock: FixedClock, tmp_path: Path
) -> None:
    dice, folder = Random(7), house.desk.folder
    for kill in range(KILLS):
        house.desk.close()
        said = _kill_after(_at_work(nursery, house), 1 + kill % 3, dice)
        desk = Desk.open(folder, KEY, clock)
        house.desk.engine = desk.engine
        _all_there(desk, house, said)
    there = tmp_path / "replayed"
    there.mkdir()
    again = Desk.create(there, KEY, clock)
    again.change(lambda s: apply(s, house.desk.read(records)), "received")
    assert again.read(state) == house.desk.read(state)
    again.close()


def _all_there(desk: Desk, house: SmallHouse, said: list[list[str]]) -> None:
    assert said, "it never got as far as one act"
    assert desk.read(_half_done) == []
    with desk.engine.connect() as connection:
        guard.assert_complete(connection)
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    goals = set(desk.read(lambda s: s.scalars(select(Goal.id)).all()))
    actions = set(desk.read(lambda s: s.scalars(select(Action.id)).all()))
    assert {goal for _, goal, _ in said} <= goals
    assert {action for _, _, action in said} <= actions
    last = int(said[-1][0])
    question = desk.read(lambda s: s.get_one(Case, house.case_id).question) or ""
    assert int(question.split()[1]) in (last, last + 1)
    draft = desk.read(lambda s: s.scalars(select(Draft.text).where(Draft.form == "child")).one())
    assert int(draft.split()[1]) in (last, last + 1)
    sets = desk.read(lambda s: s.scalar(select(func.count()).select_from(ChangeSet)))
    logged = desk.read(lambda s: s.scalar(select(func.count()).select_from(AccessEvent)))
    assert sets == logged, "every change set has its line in the audit, and no line is without one"
