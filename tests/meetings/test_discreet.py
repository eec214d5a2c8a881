"""What somebody typed about a person reaches neither the wall nor the besluitenlijst as it was typed."""

from collections.abc import Callable

import pytest

from tests.meetings.world import TODAY, World
from zvhdesk.domain.terms import NoteKind, Step
from zvhdesk.models.people import Person
from zvhdesk.services.meetings import capture, room
from zvhdesk.services.meetings.decisions_list import decisions_list

TYPED = "Spreekt B. van Noord en Aalberts (BSN 111.222.333) op Kerkstraat 12."
READS = "Spreekt B.v.N. en J.A. (BSN [BSN]) op [adres]."


@pytest.fixture
def item(world: World) -> str:
    """The first case at the table; of its betrokkene BSN and address are known."""
    person = next(row for row in world.all_of(Person) if row.surname == "Aalberts")
    world.put(Person, person.id, bsn="111222333", address="Kerkstraat 12, 7511 AB Enschede")
    return world.at_case(0)


def _said(world: World, item: str, fn: Callable[..., str], intent: str, *rest: object) -> None:
    world.desk.change(lambda s: fn(s, item, *rest), intent)


def test_the_wall_names_nobody_of_this_agenda_and_no_bsn_or_address(world: World, item: str) -> None:
    _said(world, item, capture.record_action, "action.capture", TYPED, "politie", TODAY)
    _said(world, item, capture.record_decision, "decision.record", TYPED)
    seen = world.desk.read(lambda s: room.wall(s, item, TODAY))
    assert [action.text for action in seen.actions] == [READS]
    assert [row.text for row in seen.decisions] == [READS]


def test_the_besluitenlijst_has_no_bsn_or_address_either(world: World, item: str) -> None:
    _said(world, item, capture.record_action, "action.capture", TYPED, "politie", TODAY)
    _said(world, item, capture.record_decision, "decision.record", TYPED)
    _said(world, item, capture.add_note, "note.add", Step.JUDGEMENT, TYPED, NoteKind.PARKED)
    listed = world.desk.read(lambda s: decisions_list(s, world.meeting, world.clock()))
    case = listed.cases[0]
    assert [row.text for row in case.actions] == [READS]
    assert [row.text for row in case.decisions] == [READS]
    assert [row.text for row in listed.parked] == [READS]
