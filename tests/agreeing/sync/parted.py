"""Three desks of which two have what their server lost, and one wrote on from the old backup it got."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.agreeing.lying.shelf import Log, Row, Shelf
from tests.agreeing.servers import places_named
from tests.agreeing.sync.desks import Station, write
from tests.agreeing.sync.put_back import World
from tests.recording.state import state
from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, Versions
from zvhdesk.models.cases import Goal
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.sync import astray, keys
from zvhdesk.sync.acting import as_member
from zvhdesk.sync.astray import Parted
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.following import follow
from zvhdesk.sync.steps import Story, play
from zvhserver.store.engine import open_store

MORE = 12
"""So many change sets come after the backup that the server is ahead of what it lost."""
AT_ONCE = 4
"""Of these so many come in one pass."""


def part(world: World, more: int = MORE) -> None:
    """Two desks wrote after the backup and took it all; it was put back, and the third wrote on from it."""
    write_and_lose(world)
    write_on(world, more)


def write_and_lose(world: World) -> None:
    """What comes after the backup, on the two desks that have it all."""
    first, second, _third = world.desks
    world.backup()
    world.goal(first, "van de eerste")
    write(first, world.case, "Wie belt?")
    for one in (first, second):
        one.exchange()
    world.goal(second, "van de tweede")
    world.new_case(second)
    for one in (second, first):
        one.exchange()


def write_on(world: World, more: int = MORE) -> None:
    """The backup is put back without a word, and the third desk, which was away, writes on from it."""
    third = world.desks[2]
    world.put_back()
    world.serve()
    if more:
        # A stream of its own, with a secret of its own.
        world.new_case(third)
    for at in range(1, more + 1):
        world.goal(third, f"van de derde {at - 1}")
        if at % AT_ONCE == 0 or at == more:
            third.exchange()


def shelf_of(world: World) -> tuple[Shelf, Log]:
    """What the server has of the cases, to be put otherwise."""
    at = world.desks[2]
    comp = at.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR)) or b""
    shelf = Shelf(open_store(places_named(world.words)), at.me.house)
    return shelf, Log(shelf.read(), comp)


def told(world: World, change: Callable[[list[Row]], list[Row]]) -> None:
    """The server has the history of the cases so from here on, with numbers and chain that fit."""
    shelf, log = shelf_of(world)
    shelf.put(log.told(change(log.items)).rows)
    shelf.store.close()


def stops(at: Station) -> list[str]:
    """Why it takes nothing more, for each compartment in which it does not."""
    query = select(CompartmentState.stopped).where(CompartmentState.stopped.is_not(None))
    return at.desk.read(lambda s: list(s.scalars(query)))


def goals(at: Station) -> list[str]:
    """The goals of all cases."""
    return at.desk.read(lambda s: sorted(s.scalars(select(Goal.text).where(~Goal.deleted))))


def looked(at: Station) -> tuple[Parted, ...]:
    """What its person is shown."""
    return play(as_member(astray.look), at.desk, at.server)


def refused(at: Station) -> object:
    """Why there is nothing to be shown."""
    with pytest.raises(Refusing) as no:
        looked(at)
    return no.value.reason


def going_on(at: Station) -> Story[None]:
    """Its person looked, and decides to go on."""
    shown = looked(at)
    return as_member(lambda me: follow(me, shown))


def go_on(at: Station) -> None:
    """The same, to its end."""
    play(going_on(at), at.desk, at.server)


def log(at: Station) -> list[tuple[Any, ...]]:
    """Every act with its place at the server, and every cell in it with what its author had seen."""
    ops = (ChangeOp.tbl, ChangeOp.row, ChangeOp.col, ChangeOp.new, ChangeOp.base_seq)
    query = select(ChangeSet.act, ChangeSet.seq, ChangeSet.recv_ms, *ops).join(
        ChangeOp, ChangeOp.rev == ChangeSet.rev
    )
    return at.desk.read(lambda s: sorted(map(tuple, s.execute(query))))


def beside(at: Station) -> dict[tuple[str, ...], list[str]]:
    """Which acts stand side by side in which cell."""

    def read(session: Any) -> dict[tuple[str, ...], list[str]]:
        known = dict(session.execute(select(ChangeSet.rev, ChangeSet.act)).all())
        return {
            (one.tbl, one.row, one.col): sorted(known[rev] for rev in json.loads(one.revs))
            for one in session.scalars(select(Versions).where(Versions.col != "deleted"))
        }

    return at.desk.read(read)


def all_agree(world: World) -> None:
    """Nothing waits anywhere, and all desks hold the same: rows, history, what stands side by side."""
    for _ in range(4):
        outcomes = world.everybody()
    assert outcomes == [Outcome()] * len(outcomes)
    first, *others = world.desks
    for other in others:
        assert log(other) == log(first)
        assert other.desk.read(state) == first.desk.read(state)
        assert beside(other) == beside(first)
