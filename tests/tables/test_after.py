"""After a meeting: who still owes what, the plans of its cases, and on which agenda they come back."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.tables.conftest import TODAY, Opened, cases, held, plan, present, put_on
from zvhdesk.domain.terms import PartnerClass, TurnState
from zvhdesk.models.house import Partner
from zvhdesk.models.meetings import Turn
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import capture, planning, running
from zvhdesk.services.meetings.door import items_of
from zvhdesk.services.plans import versions
from zvhdesk.ui.kit import Button, TagLabel
from zvhdesk.ui.plans.copies_window import CopiesWindow
from zvhdesk.ui.tables.closed import ClosedView

Open = Callable[..., Opened]
DAY = TODAY - timedelta(days=7)


def _held(desk: Desk) -> str:
    """Closed: the first case has an adopted plan, the second a concept; two partners owe for the first."""
    made = plan(desk, DAY)
    on = cases(desk, 3)
    put_on(desk, made, on)
    present(desk, made)
    desk.change(lambda s: running.start(s, made, desk.device), "meeting.start")
    items = desk.read(lambda s: [row.id for row in items_of(s, made) if row.case_id == on[0]])
    desk.change(lambda s: running.go_to(s, made, items[0]), "meeting.item")
    turns = desk.read(lambda s: [row.id for row in s.query(Turn).filter(Turn.item_id == items[0]).limit(2)])
    for turn in turns:
        desk.change(partial(capture.settle_turn, turn_id=turn, state=TurnState.FOLLOW_UP), "round.settle")
    desk.change(lambda s: running.close(s, made), "meeting.close")
    first = desk.change(lambda s: versions.begin(s, on[0]), versions.BEGIN)
    desk.change(lambda s: versions.begin(s, on[1]), versions.BEGIN)
    lid_1 = desk.read(
        lambda s: s.query(Partner.id).filter(Partner.class_ == PartnerClass.PARAGRAPH_1).limit(1).scalar()
    )
    desk.change(lambda s: versions.adopt(s, first, [str(lid_1)], DAY), versions.ADOPT)
    return made


@pytest.fixture
def here(opened: Open) -> Opened:
    made = opened(_held)
    made.page.show_meeting(str(made.filled))
    made.settle()
    return made


def view(here: Opened) -> ClosedView:
    assert isinstance(here.page.view, ClosedView)
    return here.page.view


def words(here: Opened) -> str:
    labels = [label.text() for label in view(here).findChildren(QLabel) if label.isVisible()]
    return " | ".join([*labels, *(tag.text for tag in view(here).findChildren(TagLabel))])


def button(here: Opened, words: str) -> list[Button]:
    return [one for one in view(here).findChildren(Button) if one.isVisible() and one.text() == words]


def test_nawerken_is_a_list_that_the_keyboard_settles(here: Opened) -> None:
    card = view(here).owed
    assert card.isVisible()
    assert len(card.rows.widgets) == 2
    next(iter(card.rows.widgets.values())).buttons[1].setFocus()
    here.key(Qt.Key.Key_Space)
    assert len(card.rows.widgets) == 1
    assert here.focus == "meeting.owed.contributed"
    here.key(Qt.Key.Key_Space)
    assert not card.isVisible()
    assert here.focus == "tables.paper"
    states = here.asked(lambda desk: desk.read(lambda s: {row.state for row in s.query(Turn)}))
    assert {TurnState.NOTHING_NEW, TurnState.CONTRIBUTED} <= states
    assert TurnState.FOLLOW_UP not in states


def test_it_leads_on_to_the_copies_and_to_the_concept(here: Opened) -> None:
    plans: list[str] = []
    here.page.open_plan.connect(plans.append)
    (adopt,) = button(here, "Plan vaststellen")
    adopt.click()
    assert plans == ["topx-001"]
    (copies,) = button(here, "Exemplaren maken")
    copies.click()
    here.settle()
    assert here.window.findChildren(CopiesWindow)
    asked: list[tuple[str, object]] = []
    here.page.go.connect(lambda page, what: asked.append((page, what)))
    here.page.after.plans.click()
    assert asked == [("plans", here.filled)]


def test_it_says_where_each_case_truly_stands(opened: Open) -> None:
    def fill(desk: Desk) -> tuple[str, str]:
        later = plan(desk, TODAY + timedelta(days=7))
        return held(desk, DAY, cases(desk, 2)), later

    here = opened(fill)
    assert isinstance(here.filled, tuple)
    here.page.show_meeting(here.filled[0])
    here.settle()
    assert "op de agenda van" in words(here)
    assert "nog geen bijeenkomst gepland" not in words(here)
    here.asked(lambda desk: _cancel(desk, str(here.filled[1])))  # type: ignore[index]
    here.page.refresh()
    here.settle()
    assert "bedoeld voor ma 23 mrt; nog geen bijeenkomst gepland, staat klaar" in words(here)
    assert "niet besproken" in words(here)


def _cancel(desk: Desk, meeting: str) -> None:
    desk.change(lambda s: planning.cancel_meeting(s, meeting), "meeting.edit")
