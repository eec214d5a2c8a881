"""Going on after an old backup: what stands in the rows of a desk, and what it forgets of before."""

import json

from sqlalchemy import func, select

from tests.agreeing.sync.desks import Station, question, write
from tests.agreeing.sync.disagreeing import TODAY, act
from tests.agreeing.sync.parted import all_agree, go_on, goals, looked, write_and_lose, write_on
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.recording.state import state
from zvhdesk.domain.brake import Question
from zvhdesk.models.agreeing import Fate, SealedEnvelope
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services import adding, conflicts, destruction
from zvhdesk.sync import beacons, braking
from zvhdesk.sync.steps import play


def goal_named(at: Station, text: str) -> str:
    return at.desk.read(lambda s: s.scalars(select(Goal.id).where(Goal.text == text)).one())


@ON_SQLITE
def test_what_a_colleague_wrote_over_stands_as_before_until_it_is_back(world: World) -> None:
    first, second, third = world.desks
    write(first, world.case, "Wie belde?")
    world.everybody()
    world.everybody()
    world.backup()
    write(second, world.case, "Wie belt er nu?")
    for one in (second, first):
        one.exchange()
    assert question(first, world.case) == "Wie belt er nu?"
    write_on(world)
    for one in (first, second):
        one.exchange()
    go_on(first)
    for one in (first, third, first):
        one.exchange()
    assert question(first, world.case) == question(third, world.case) == "Wie belde?"
    assert first.desk.read(state) == third.desk.read(state)
    go_on(second)
    all_agree(world)
    assert question(first, world.case) == "Wie belt er nu?"


@ON_SQLITE
def test_a_row_that_a_colleague_made_is_there_as_far_as_this_desk_wrote_it(world: World) -> None:
    """Elsewhere it comes in like that too. It is hidden, and stands once the desk that made it goes on."""
    write_and_lose(world)
    first, second, third = world.desks
    row = goal_named(first, "van de tweede")
    act(first, lambda s: setattr(s.get_one(Goal, row), "text", "door de eerste herschreven"), "case.edit")
    first.exchange()
    write_on(world)
    for one in (first, second):
        one.exchange()
    go_on(first)
    for one in (first, third, first):
        one.exchange()
    assert first.desk.read(lambda s: s.get_one(Goal, row).deleted)
    assert first.desk.read(state) == third.desk.read(state)
    go_on(second)
    all_agree(world)
    for one in world.desks:
        assert goal_named(one, "door de eerste herschreven") == row
        assert not one.desk.read(lambda s: s.get_one(Goal, row).deleted)


@ON_SQLITE
def test_what_it_had_seen_is_counted_by_the_numbers_there_are_now(world: World) -> None:
    """A row was deleted here under numbers that went to others since: nobody here saw what those say."""
    first, second, third = world.desks
    world.goal(first, "van voor de kopie")
    world.everybody()
    world.everybody()
    write_and_lose(world)
    row = goal_named(first, "van voor de kopie")
    act(first, lambda s: adding.remove(s, "goal", row), "row.remove")
    for one in (first, second):
        one.exchange()
    world.put_back()
    world.serve()
    act(third, lambda s: setattr(s.get_one(Goal, row), "text", "door de derde bewerkt"), "case.edit")
    third.exchange()
    for at in range(12):
        world.goal(third, f"van de derde {at}")
        third.exchange()
    for one in (first, second):
        one.exchange()
        go_on(one)
    all_agree(world)
    for one in world.desks:
        gone = one.desk.read(lambda s: [it.id for it in conflicts.gone_rows(s, ["goal"])])
        assert gone == [row], one is first
        assert one.desk.read(lambda s: conflicts.count(s, TODAY)) == 1


@ON_SQLITE
def test_what_was_let_through_by_number_is_not_let_through_there(parted: World) -> None:
    first = parted.desks[0]
    first.exchange()
    (found,) = looked(first)
    first.desk.keep(lambda s: braking.allow(s, Question(found.comp, 9, 9, (), 10_000)))
    go_on(first)
    kept = first.desk.read(lambda s: s.get_one(DeviceSetting, f"brake.{found.comp.hex()}").value)
    assert json.loads(kept)["allowed"] == found.since


@ON_SQLITE
def test_what_it_has_seen_there_it_says_anew(world: World) -> None:
    write_and_lose(world)
    first = world.desks[0]
    assert play(beacons.leaving(), first.desk, first.server)
    first.exchange()
    assert not play(beacons.leaving(), first.desk, first.server)
    write_on(world, more=1)
    first.exchange()
    go_on(first)
    assert play(beacons.leaving(), first.desk, first.server)


@ON_SQLITE
def test_a_case_that_is_destroyed_is_not_left_here_either(parted: World) -> None:
    first = parted.desks[0]
    first.exchange()
    go_on(first)
    left = select(func.count()).select_from(SealedEnvelope).where(SealedEnvelope.fate == Fate.LEFT)
    assert first.desk.read(lambda s: s.scalar(left)) == 2
    stream = first.desk.read(lambda s: s.get_one(Case, parted.case).stream_id)
    destruction.destroy(first.desk, [stream])
    assert first.desk.read(lambda s: s.scalar(left)) == 1
    assert goals(first) == []
