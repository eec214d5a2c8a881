"""Nawerken: a list after closing, settled one by one, with history."""

import pytest

from tests.meetings.world import World, refused
from zvhdesk.domain.refusals import CaseGone, MeetingNotLive
from zvhdesk.domain.terms import TurnState
from zvhdesk.models.meetings import Turn
from zvhdesk.services.dossier import take_back
from zvhdesk.services.history import history
from zvhdesk.services.meetings import capture, follow_up
from zvhdesk.services.meetings.follow_up import Owed, owed


@pytest.fixture
def closed(world: World) -> World:
    """A meeting after which the police and the gemeente still owe something for the first case."""
    world.arrive("gemeente", "politie", "ggz")
    world.at_case(0)
    case = world.console().case
    assert case is not None
    for row in case.round:
        if row.partner_id in ("gemeente", "politie"):
            world.call("round.settle", capture.settle_turn, row.id, TurnState.FOLLOW_UP)
        elif row.partner_id == "ggz":
            world.call("round.settle", capture.settle_turn, row.id, TurnState.NOTHING_NEW)
    world.close()
    return world


def rows(world: World) -> tuple[Owed, ...]:
    return world.desk.read(lambda s: owed(s, world.meeting))


def test_the_list_names_who_and_for_which_case(closed: World) -> None:
    assert [(row.partner, row.number, row.initials) for row in rows(closed)] == [
        ("Gemeente Hengelo", "2026-0001", "J.A."),
        ("Politie", "2026-0001", "J.A."),
    ]


@pytest.mark.parametrize("state", follow_up.SETTLED)
def test_each_is_settled_after_the_meeting_with_history_and_way_back(closed: World, state: TurnState) -> None:
    first = rows(closed)[0]
    closed.call(follow_up.INTENT, follow_up.settle, first.id, state)
    assert [row.partner for row in rows(closed)] == ["Politie"]
    entries = closed.desk.read(lambda s: history(s, closed.streams[0], closed.cases[0]))
    assert entries[0].what == "Informatieronde bijgewerkt"
    take_back(closed.desk)
    assert len(rows(closed)) == 2


def test_what_was_settled_meanwhile_is_not_settled_again(closed: World) -> None:
    first = rows(closed)[0].id
    closed.call(follow_up.INTENT, follow_up.settle, first, TurnState.NOTHING_NEW)
    again = refused(lambda: closed.call(follow_up.INTENT, follow_up.settle, first, TurnState.CONTRIBUTED))
    assert again == CaseGone()
    still = rows(closed)[0].id
    assert (
        refused(lambda: closed.call(follow_up.INTENT, follow_up.settle, still, TurnState.WAITING))
        == CaseGone()
    )
    assert TurnState.WAITING not in {row.state for row in closed.all_of(Turn) if row.id in (first, still)}


def test_a_case_that_was_shielded_is_not_on_it(closed: World) -> None:
    turn = rows(closed)[0].id
    closed.shield(0)
    assert rows(closed) == ()
    gone = refused(lambda: closed.call(follow_up.INTENT, follow_up.settle, turn, TurnState.NOTHING_NEW))
    assert gone == CaseGone()


def test_a_meeting_that_is_not_there_has_no_list(world: World) -> None:
    assert refused(lambda: world.desk.read(lambda s: owed(s, "none"))) == MeetingNotLive()
