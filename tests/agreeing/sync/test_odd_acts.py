"""What an honest program never writes, and what is left when half of a story is missing, stop nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import act
from tests.agreeing.sync.parted import go_on, goals, stops, write_on
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.agreeing.sync.test_following_house import destroyed_and_put_back, has
from tests.agreeing.sync.test_following_rows import goal_named
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Goal
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.services import adding, conflicts, undo
from zvhdesk.sync.exchange import Outcome

ODD = '"van een ander programma"'
TWISTED: dict[str, Callable[[str], tuple[Any, dict[str, Any]]]] = {
    # Not that of another row: the table itself would refuse it.
    "another id": lambda _other: (ChangeOp, {"col": "id", "new": f'"{new_id()}"'}),
    "another stream": lambda other: (ChangeOp, {"col": "stream_id", "new": f'"{other}"'}),
    "a time after all time": lambda _other: (ChangeSet, {"wall_ms": 2**52}),
}


def named(fn: Callable[[CaptureSession], object]) -> Callable[[CaptureSession], str]:
    """The same, and it returns which act it was."""

    def run(session: CaptureSession) -> str:
        fn(session)
        return session.act.id

    return run


def all_go_on(world: World, writer: Station, text: str) -> None:
    """What somebody writes now is everywhere, and nobody asks attention for want of it."""
    world.goal(writer, text)
    for _ in range(2):
        assert {one.halt for one in world.everybody()} == {None}
    assert all(text in goals(one) for one in world.desks)


@ON_SQLITE
@pytest.mark.parametrize("twist", TWISTED)
def test_what_no_program_of_ours_writes_stands_aside_and_stops_nobody(world: World, twist: str) -> None:
    first, second, third = world.desks
    for text in ("een doel", "nog een"):
        world.goal(first, text)
    world.everybody()
    world.everybody()
    row, other = goal_named(first, "een doel"), goal_named(first, "nog een")
    odd = act(first, named(lambda s: setattr(s.get_one(Goal, row), "text", ODD[1:-1])), "case.edit")
    cls, values = TWISTED[twist](other)
    of = ChangeOp.new == ODD if cls is ChangeOp else ChangeSet.act == odd
    first.desk.keep(lambda s: s.execute(update(cls).where(of).values(**values)))
    first.exchange()
    assert [one.exchange() for one in (second, third)] == [Outcome(aside=1)] * 2
    all_go_on(world, second, "van de tweede")
    assert {"een doel", "nog een"} <= set(goals(third))


@ON_SQLITE
def test_an_answer_about_a_row_that_nobody_deleted_and_its_undo_stop_nobody(world: World) -> None:
    first, second, _third = world.desks
    world.goal(first, "een doel")
    world.everybody()
    world.everybody()
    row = goal_named(first, "een doel")
    left = act(first, named(lambda s: setattr(s.get_one(Goal, row), "deleted", True)), conflicts.LEAVE)
    back = act(first, named(lambda s: setattr(s.get_one(Goal, row), "deleted", False)), "case.edit")
    undone = update(ChangeSet).where(ChangeSet.act == back).values(undo_of=left, intent="undo")
    first.desk.keep(lambda s: s.execute(undone))
    first.exchange()
    all_go_on(world, second, "van de tweede")
    assert all("een doel" in goals(one) for one in world.desks)


@ON_SQLITE
def test_a_row_that_was_brought_back_and_let_go_again_stops_nobody_who_goes_on(world: World) -> None:
    """The deletion is lost with the server; the answer to it and its undo are this desk's own."""
    first, second, _third = world.desks
    world.goal(first, "van voor de kopie")
    world.everybody()
    world.everybody()
    world.backup()
    row = goal_named(first, "van voor de kopie")
    act(second, lambda s: adding.remove(s, "goal", row), "row.remove")
    act(first, lambda s: setattr(s.get_one(Goal, row), "text", "bewerkt"), "case.edit")
    for one in (second, first, second, first):
        one.exchange()
    said = act(first, named(lambda s: conflicts.restore(s, "goal", row)), conflicts.RESTORE)
    first.desk.change(lambda s: undo.undo(s, said), "undo", undo_of=said)
    for one in (first, second):
        one.exchange()
    write_on(world)
    for one in (first, second):
        one.exchange()
        go_on(one)
        assert stops(one) == []
    for _ in range(2):
        world.everybody()
    all_go_on(world, first, "wat de eerste daarna schrijft")


def _written_where_it_was_destroyed(world: World) -> None:
    """Two of three destroyed a case; a backup from before it stands there again, and the third wrote on."""
    destroyed_and_put_back(world)
    third = world.desks[2]
    world.goal(third, "van de derde, in de casus die weg is")
    for _ in range(12):
        world.new_case(third)
        third.exchange()


@ON_SQLITE
@pytest.mark.parametrize("begun", [False, True])
def test_an_order_that_the_server_cannot_carry_out_any_more_stops_nobody(world: World, begun: bool) -> None:
    """A case was destroyed, a backup from before it was put back, and who had not heard wrote in it."""
    first, second, third = world.desks
    _written_where_it_was_destroyed(world)
    if begun:
        world.restore("--begin")
    for one in (first, second):
        one.exchange()
    for one in (first, second):
        go_on(one)
    if begun:
        world.everybody()
        world.everybody()
        world.restore("--open")
    world.new_case(first)
    for _ in range(3):
        outcomes = world.everybody()
    assert [one.halt for one in outcomes] == [None] * 3
    assert [one.waiting for one in outcomes] == [0] * 3
    assert not has(first, world.case), "where it was destroyed it stays so"
    assert has(third, world.case), "until two admins order it once more"
