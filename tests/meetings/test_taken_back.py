"""Taking back what was done to an agenda and at the table."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.meetings.world import TODAY, World
from zvhdesk.domain.refusals import NothingToUndo, Refused
from zvhdesk.domain.terms import (
    ActionStatus,
    ContributionKind,
    ItemState,
    NoteKind,
    Presence,
    Step,
    TurnState,
)
from zvhdesk.models.cases import Action
from zvhdesk.models.meetings import Turn
from zvhdesk.services import actions
from zvhdesk.services.dossier import take_back
from zvhdesk.services.meetings import attendance, capture, planning, running
from zvhdesk.services.meetings.taken_back import TakenBack, newest_act


def newest(world: World) -> TakenBack:
    current = world.console().current
    assert current is not None
    return world.desk.read(lambda s: newest_act(s, world.desk.user, current.id))


def back(world: World) -> str:
    found = newest(world)
    take_back(world.desk, found.act)
    return found.sentence


def nothing(world: World) -> bool:
    with pytest.raises(Refused) as refused:
        newest(world)
    return refused.value.reason == NothingToUndo()


def turn(world: World) -> str:
    case = world.console().case
    assert case is not None
    return case.round[0].id


def test_a_point_without_a_case_goes_back_to_its_place(world: World) -> None:
    before = [row.id for row in world.console().items]
    world.do(lambda s: planning.move_item(s, world.meeting, before[0], 3), "agenda.edit")
    take_back(world.desk)
    assert [row.id for row in world.console().items] == before


def _action(world: World, item: str) -> None:
    due = TODAY + timedelta(days=7)
    world.call("action.capture", capture.record_action, item, "belt", "politie", due)


def _note(world: World, item: str) -> None:
    world.call("note.add", capture.add_note, item, Step.ROUND, "Zorgelijk", NoteKind.NOTE)


def _dissent(world: World, item: str) -> None:
    world.call("note.add", capture.add_note, item, Step.ROUND, "Te vroeg", NoteKind.DISSENT, "ggz")


def _said(world: World, item: str) -> None:
    del item
    world.call("round.say", capture.say, turn(world), "Zag hem", ContributionKind.FACT)


def _settled(world: World, item: str) -> None:
    del item
    world.call("round.settle", capture.settle_turn, turn(world), TurnState.NOTHING_NEW)


def _status(world: World, item: str) -> None:
    del item
    row = next(row.id for row in world.all_of(Action) if row.case_id == world.cases[0])
    world.do(lambda s: actions.change_status(s, row, ActionStatus.DONE, None, TODAY), actions.STATUS)


@pytest.mark.parametrize(
    "act, sentence",
    [
        (_action, "Actie van Politie ongedaan gemaakt."),
        (_note, "Notitie ongedaan gemaakt."),
        (_dissent, "Tegengeluid van GGZ De Regge ongedaan gemaakt."),
        (_said, "Inbreng van Gemeente Hengelo ongedaan gemaakt."),
        (_settled, "“Niets nieuws” van Gemeente Hengelo ongedaan gemaakt."),
        (_status, "Uitkomst van actie 1 ongedaan gemaakt."),
    ],
)
def test_what_was_recorded_is_taken_back_and_not_the_moving_around_after_it(
    world: World, act: Callable[[World, str], None], sentence: str
) -> None:
    item = world.at_case(0)
    act(world, item)
    world.call("meeting.step", running.set_step, item, Step.APPROACH)
    world.do(lambda s: running.pause(s, world.meeting), "meeting.pause")
    world.do(lambda s: running.resume(s, world.meeting), "meeting.pause")
    row = world.attendee("gemeente")
    world.call("meeting.admit", attendance.set_presence, row, Presence.PHONE)
    assert back(world) == sentence
    current = world.console().current
    assert current is not None
    assert (current.id, current.state) == (item, ItemState.RUNNING)
    assert current.step is Step.APPROACH
    assert nothing(world)


def test_only_what_belongs_to_the_case_at_the_table_is_taken_back(world: World) -> None:
    first = world.at_case(0)
    _action(world, first)
    world.go(1)
    assert nothing(world), "the switch of case is not taken back, nor what stands in another case"
    world.go(0)
    assert back(world) == "Actie van Politie ongedaan gemaakt."


def test_going_back_ends_at_the_start_of_the_meeting(world: World) -> None:
    _status(world, "")
    world.at_case(0)
    assert nothing(world)


def test_one_settlement_after_another_is_taken_back(world: World) -> None:
    item = world.at_case(0)
    _settled(world, item)
    _note(world, item)
    assert [back(world), back(world)] == [
        "Notitie ongedaan gemaakt.",
        "“Niets nieuws” van Gemeente Hengelo ongedaan gemaakt.",
    ]
    assert {row.state for row in world.all_of(Turn)} == {TurnState.WAITING}
