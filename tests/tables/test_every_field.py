"""Every field of a meeting that is prepared obeys the stale-form rule (DATA.md 7)."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from tests.elsewhere import heard
from tests.every_field import both_are_shown
from tests.tables.conftest import TODAY, Opened, held, plan, put_on
from zvhdesk.domain.terms import Presence
from zvhdesk.models.meetings import Attendance
from zvhdesk.services.desk import Desk
from zvhdesk.ui.kit.conflict import ConflictCard


def test_both_are_shown_in_every_field(opened: Callable[..., Opened]) -> None:
    def fill(desk: Desk) -> str:
        made = plan(desk, TODAY + timedelta(7))
        put_on(desk, made, [])
        return made

    screen = opened(fill)
    screen.open(str(screen.filled))
    assert both_are_shown(screen, screen.window) >= 4


def test_of_a_closed_meeting_what_waits_stands_above_its_agenda(opened: Callable[..., Opened]) -> None:
    screen = opened(lambda desk: held(desk, TODAY))
    meeting = str(screen.filled)
    who = screen.asked(
        lambda d: d.read(lambda s: s.query(Attendance.id).filter_by(meeting_id=meeting).first())
    )
    assert who is not None
    cell = ("attendance", who[0], "presence")
    screen.asked(lambda desk: heard(desk, cell, Presence.EXCUSED, seen=False))
    screen.page.show_meeting(meeting)
    screen.settle()
    assert screen.find(QWidget, "tables.closed.asked").isVisible()
    card = screen.find(ConflictCard, "tables.closed.asked.0.several")
    assert card.conflict.label == "Aanwezigheid"
    screen.click("tables.closed.asked.0.keep.1")
    assert not screen.find(QWidget, "tables.closed.asked").isVisible()
