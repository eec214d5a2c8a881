"""When a case counts as discussed: something was recorded in it, or the chair says so. Passing it is not."""

from collections.abc import Callable

import pytest

from tests.meetings.world import TODAY, World
from zvhdesk.domain.meeting import MINUTE_MS
from zvhdesk.domain.terms import ActionStatus, ContributionKind, ItemState, NoteKind, Step, TurnState
from zvhdesk.models.cases import Action
from zvhdesk.services import actions
from zvhdesk.services.dossier import take_back
from zvhdesk.services.meetings import capture, running
from zvhdesk.services.plans import discussed


def state(world: World, case: int) -> ItemState:
    item = world.item(case)
    return next(row.state for row in world.console().items if row.id == item)


def turn(world: World) -> str:
    case = world.console().case
    assert case is not None
    return case.round[0].id


def end(world: World, case: int) -> None:
    item = world.item(case)
    world.do(lambda s: running.end_item(s, item), "meeting.item")


def test_who_pages_through_the_agenda_has_discussed_nothing(world: World) -> None:
    world.at_case(0)
    item = world.item(0)
    world.call("meeting.step", running.set_step, item, Step.AGREEMENTS)
    speaking = turn(world)
    world.call("round.settle", capture.settle_turn, speaking, TurnState.SPEAKING)
    world.clock.forward(minutes=20)
    for case in (1, 2, 3):
        world.go(case)
    assert {state(world, case) for case in (0, 1, 2)} == {ItemState.PLANNED}
    passed = next(row for row in world.console().items if row.id == item)
    assert passed.spent_ms == 20 * MINUTE_MS, "its minutes stay counted"
    closing = world.desk.read(lambda s: running.ready_to_close(s, world.meeting, world.now_ms))
    assert (closing.discussed, closing.left) == (0, 4)
    world.close()
    assert {state(world, case) for case in range(4)} == {ItemState.POSTPONED}
    assert world.desk.read(lambda s: discussed.discussions(s, world.cases[0])) == ()


def _action(world: World, item: str) -> None:
    world.call("action.capture", capture.record_action, item, "belt", "politie", TODAY)


def _decision(world: World, item: str) -> None:
    world.call("decision.record", capture.record_decision, item, "Gaat door")


def _note(world: World, item: str) -> None:
    world.call("note.add", capture.add_note, item, Step.JUDGEMENT, "Zorgelijk", NoteKind.NOTE)


def _said(world: World, item: str) -> None:
    world.call("round.say", capture.say, turn(world), "Zag hem", ContributionKind.FACT)


def _settled(world: World, item: str) -> None:
    world.call("round.settle", capture.settle_turn, turn(world), TurnState.NOTHING_NEW)


def _earlier(world: World, item: str) -> None:
    open_ = next(row.id for row in world.all_of(Action) if row.case_id == world.cases[0])
    world.do(lambda s: actions.change_status(s, open_, ActionStatus.DONE, None, TODAY), actions.STATUS)


@pytest.mark.parametrize("act", [_action, _decision, _note, _said, _settled, _earlier])
def test_one_thing_recorded_is_a_discussion(world: World, act: Callable[[World, str], None]) -> None:
    act(world, world.at_case(0))
    world.go(1)
    assert (state(world, 0), state(world, 1)) == (ItemState.DONE, ItemState.RUNNING)


def test_what_was_taken_back_was_not_recorded(world: World) -> None:
    _earlier(world, world.at_case(0))
    take_back(world.desk)
    world.go(1)
    assert state(world, 0) is ItemState.PLANNED


def test_the_chair_says_so_and_looking_back_changes_nothing(world: World) -> None:
    world.at_case(0)
    end(world, 0)
    assert state(world, 0) is ItemState.DONE
    world.go(1)
    world.go(0)
    assert state(world, 0) is ItemState.RUNNING
    world.go(1)
    assert (state(world, 0), state(world, 1)) == (ItemState.DONE, ItemState.RUNNING)


def test_what_was_put_off_stays_put_off_when_one_looks_back(world: World) -> None:
    item = world.at_case(0)
    world.do(lambda s: running.postpone(s, item), "meeting.item")
    world.go(1)
    world.go(0)
    world.go(1)
    assert state(world, 0) is ItemState.POSTPONED


def test_a_point_without_a_case_is_done_when_one_goes_on(world: World) -> None:
    world.start()
    opening = world.point(0)
    world.go(0)
    assert next(row.state for row in world.console().items if row.id == opening) is ItemState.DONE
