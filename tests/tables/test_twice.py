"""A casustafel that is planned twice at the same hours: said in the list, and above the agenda of each."""

from collections.abc import Callable
from datetime import timedelta

from tests.pictures import keep
from tests.tables.conftest import TODAY, Opened, cases, plan
from zvhdesk.services.desk import Desk
from zvhdesk.ui.tables.preparing import Preparing
from zvhdesk.ui.tables.wording import TWICE, spoken_meeting, status

DAY = TODAY + timedelta(days=7)


def _twice(desk: Desk) -> None:
    cases(desk, 3)
    for starts in ("09:00", "10:30", "13:00"):
        plan(desk, DAY, starts=starts)


def test_it_is_said_in_the_list_and_at_each_until_one_is_cancelled(opened: Callable[..., Opened]) -> None:
    here = opened(_twice, size=(1366, 768))
    rows = here.page.listing.list.meetings.rows
    assert [status(row, TODAY)[0] for row in rows] == [TWICE, TWICE, "over 7 dagen"]
    assert TWICE in spoken_meeting(rows[0], TODAY)
    here.page.show_meeting(rows[0].id)
    here.settle()
    assert isinstance(here.page.view, Preparing)
    assert here.page.view.twice.isVisible()
    assert "ook gepland van 10:30 tot 12:30, door " in here.page.view.twice.words.text()
    keep(here.window, "casustafels-dubbel-gepland")
    here.page.show_meeting(rows[2].id)
    here.settle()
    assert not here.page.view.twice.isVisible()
