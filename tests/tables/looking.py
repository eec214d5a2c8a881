"""What the tests of Casustafels share: a filled house, and where to look."""

from collections.abc import Callable
from datetime import timedelta

from tests.tables.conftest import ONCE, TODAY, Opened, cases, held, plan, put_on
from zvhdesk.services.desk import Desk
from zvhdesk.ui.kit import Message
from zvhdesk.ui.tables.attendee import AttendeeItem

Open = Callable[..., Opened]


def full(desk: Desk) -> str:
    """Today's meeting with four of eight cases, one of next week, one that was held."""
    ids = cases(desk, 8)
    held(desk, TODAY - timedelta(days=14), ids[:2])
    meeting = plan(desk)
    put_on(desk, meeting, ids[:4])
    plan(desk, TODAY + timedelta(days=7))
    return meeting


ONCE.add(full)


def message(opened: Opened, name: str) -> str:
    return opened.find(Message, name).text


def of(opened: Opened, organisation: str) -> AttendeeItem:
    return next(one for one in opened.view.attendance.items.values() if one.row.organisation == organisation)
