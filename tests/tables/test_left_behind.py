"""A closed meeting in Casustafels goes on showing what was typed at it and never recorded."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from tests.tables.conftest import TODAY, Opened, cases, held
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.services.desk import Desk
from zvhdesk.ui.tables.closed import ClosedView

TYPED = "@Politie belt de familie"


def _a_case(session: Session) -> str:
    return session.query(AgendaItem).filter(AgendaItem.case_id.is_not(None)).limit(1).one().id


def _with_a_line(desk: Desk) -> None:
    held(desk, TODAY - timedelta(days=14), cases(desk, 2))
    desk.keep_draft("capture", ("", desk.read(_a_case), "action"), TYPED, 0)


def test_what_was_left_stands_above_the_agenda(opened: Callable[..., Opened]) -> None:
    here = opened(_with_a_line)
    here.page.show_meeting(here.page.listing.list.meetings.rows[-1].id)
    here.settle()
    assert isinstance(here.page.view, ClosedView)
    assert here.page.view.left.isVisible()
    assert [text.text() for text in here.page.view.left.texts] == [TYPED]
