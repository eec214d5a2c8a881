"""The wall shows no case whose five years are over (WGS 1.8(7)): not anew, and not when it is read again."""

from datetime import date, timedelta
from functools import partial

import pytest

from tests.meetings.world import TODAY, World, refused
from zvhdesk.domain.refusals import RetentionPassed
from zvhdesk.models.cases import Case
from zvhdesk.models.plans import Disclosure
from zvhdesk.services.meetings import room

FIRST = date(TODAY.year - 5, TODAY.month, TODAY.day)
"""Five years before the day of the desk's clock, which is their last."""


@pytest.fixture
def item(world: World) -> str:
    """The first case at the table, on the last day of its term."""
    made = world.at_case(0)
    world.put(Case, world.cases[0], first_processed_on=FIRST)
    return made


def test_on_its_last_day_it_is_read_and_the_day_after_it_is_not(world: World, item: str) -> None:
    seen = world.desk.read(lambda s: room.wall(s, item, TODAY))
    assert seen.number == "2026-0001"
    for days in (1, 2, 400):
        read = partial(room.wall, item_id=item, today=TODAY + timedelta(days=days))
        assert refused(partial(world.desk.read, read)) == RetentionPassed()


def test_after_its_term_no_showing_is_recorded(world: World, item: str) -> None:
    world.call("disclosure.record", room.show, item)
    world.clock.forward(days=1)
    assert refused(lambda: world.call("disclosure.record", room.show, item)) == RetentionPassed()
    assert len(world.all_of(Disclosure)) == 1
