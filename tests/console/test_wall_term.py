"""A case whose five years end while it is on the wall: covered by itself, not shown again (WGS 1.8(7))."""

from datetime import date

from tests.console.conftest import Table
from tests.console.test_room import showings
from tests.meetings.world import TODAY
from zvhdesk.models.cases import Case

FIRST = date(TODAY.year - 5, TODAY.month, TODAY.day)
"""Five years before the day of the desk's clock."""


def test_at_the_end_of_the_day_the_wall_is_covered(table: Table) -> None:
    table.asked(lambda _desk: table.world.put(Case, table.world.cases[0], first_processed_on=FIRST))
    table.put_on_wall()
    table.clock.forward(days=1)
    # The console's own tick sees that it is another day.
    table.qtbot.waitUntil(lambda: table.covered)
    table.settle()
    assert table.page.keeper.on is None
    table.page.show_wall()
    table.settle()
    assert table.covered
    assert showings(table) == 1
