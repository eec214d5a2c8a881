"""A case that goes to the next table after it was begun: nobody keeps the word, what was said stays."""

from tests.meetings.world import World
from zvhdesk.domain.terms import Step, TurnState
from zvhdesk.models.meetings import Turn
from zvhdesk.services.meetings import capture, running
from zvhdesk.services.plans import discussed, versions


def _postpone(world: World, item: str) -> None:
    world.do(lambda s: running.postpone(s, item), "meeting.item")


def test_nobody_goes_on_speaking(world: World) -> None:
    item = world.at_case(0)
    case = world.console().case
    assert case is not None
    turn = case.round[0].id
    world.call("round.settle", capture.settle_turn, turn, TurnState.SPEAKING)
    _postpone(world, item)
    world.close()
    assert {row.state for row in world.all_of(Turn) if row.item_id == item} == {TurnState.WAITING}


def test_what_was_judged_stands_in_the_plan(world: World) -> None:
    item = world.at_case(0)
    world.call("note.add", capture.add_note, item, Step.JUDGEMENT, "Het risico neemt toe.")
    world.clock.forward(minutes=10)
    _postpone(world, item)
    world.close()
    plan = world.call("plan.begin", versions.begin, world.cases[0])
    content = world.desk.read(lambda s: versions.content_of(s, plan, world.clock().date()))
    assert [remark.text for remark in content.remarks] == ["Het risico neemt toe."]
    assert content.discussed_on == world.clock().date()


def test_what_was_never_begun_was_not_discussed(world: World) -> None:
    world.at_case(0)
    world.clock.forward(minutes=10)
    _postpone(world, world.item(1))
    world.close()
    found = world.desk.read(lambda s: discussed.discussions(s, world.cases[1]))
    assert found == ()
