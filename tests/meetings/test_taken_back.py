"""Taking back what was done to an agenda and at the table."""

import pytest

from tests.meetings.world import World
from zvhdesk.domain.refusals import NothingToUndo, Refused
from zvhdesk.services.dossier import take_back
from zvhdesk.services.meetings import planning
from zvhdesk.services.meetings.typed import newest_act


def test_a_point_without_a_case_goes_back_to_its_place(world: World) -> None:
    before = [row.id for row in world.console().items]
    world.do(lambda s: planning.move_item(s, world.meeting, before[0], 3), "agenda.edit")
    take_back(world.desk)
    assert [row.id for row in world.console().items] == before


def test_at_the_table_going_back_ends_at_the_start_of_the_meeting(world: World) -> None:
    world.at_case(0)
    take_back(world.desk, world.desk.read(lambda s: newest_act(s, world.desk.user)))
    assert world.console().current == world.console().items[0]
    with pytest.raises(Refused) as refused:
        world.desk.read(lambda s: newest_act(s, world.desk.user))
    assert refused.value.reason == NothingToUndo()
