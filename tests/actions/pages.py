"""What the tests of the page share: houses, and what is asked of the screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from sqlalchemy import select

from tests.actions import world
from tests.actions.conftest import Fill, Screen
from tests.actions.world import a_case, an_action
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.cases import Action
from zvhdesk.services import actions
from zvhdesk.services.desk import Desk

Open = Callable[[Fill], Screen]
S = ActionStatus
CTRL = Qt.KeyboardModifier.ControlModifier
SEARCHES = "SELECT count(*) FROM access_event WHERE action = 'search'"


def some(desk: Desk) -> None:
    world.put(
        desk,
        a_case(
            "one",
            an_action("late", -23, owner="FACT-team"),
            an_action("blocked", -2, "p1", text="Huisbezoek met wijkagent plannen"),
            an_action("next", 9, "p2", text="Ouders informeren"),
            number="2025-0417",
            surname="Öztürk",
        ),
        a_case(
            "two",
            an_action("six", -6, text="Financiële situatie in kaart brengen"),
            an_action("week", 4, "p1"),
            an_action("done", -9, "p1", status=S.DONE),
            number="2026-0088",
            surname="Wiersma",
        ),
    )
    desk.change(
        lambda s: actions.change_status(s, "blocked", S.BLOCKED, "wacht op politie", world.TODAY),
        actions.STATUS,
    )


def many(desk: Desk) -> None:
    world.put(desk, *world.many(100, 8))


def nothing(desk: Desk) -> None:
    """A house that has no case yet."""


def status_of(it: Screen, action: str = "late") -> S:
    statement = select(Action.status).where(Action.id == action)
    return it.asked(lambda desk: desk.read(lambda s: s.scalars(statement).one()))


def button(it: Screen, name: str) -> QPushButton:
    found = it.page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def said(it: Screen, name: str) -> str:
    found = it.page.findChild(QWidget, name)
    assert found is not None, name
    return str(getattr(found, "text", ""))
