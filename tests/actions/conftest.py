"""Houses with actions of every kind, and the page over one of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.actions import world
from tests.actions.world import a_case, an_action
from tests.waiting import until_idle
from zvhdesk.domain.terms import ActionStatus, Phase
from zvhdesk.services.actions import ActionRow, Group
from zvhdesk.services.desk import Desk
from zvhdesk.ui.actions import ActionsPage
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme

T = TypeVar("T")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sixty cases with eight actions each, one of the cases shielded in nine, and a few odd ones."""
    desk = world.make(Path(tmp_path_factory.mktemp("busy")))
    world.put(
        desk,
        *world.many(60, 8),
        a_case("empty"),
        a_case("removed", an_action("gone-case", -9), deleted=True),
        a_case("shielded", an_action("shielded", -99), shielded=True),
        a_case(
            "odd",
            an_action("deleted", -50, deleted=True),
            an_action("half", -3, read_back=None, held_back=None, owner=None, made_on=None),
            an_action("marks", 2, text="Één PÄÄR; 100%_zeker \\ of niet"),
            an_action("loose", 3, text="Bellen over de cafe\u0301-eigenaar", partner=None),
            an_action("stranger", 4, partner="nobody-knows"),
            an_action("over", None, status=ActionStatus.LAPSED),
            number="2026-ODD1",
        ),
        # Nothing was recorded of these two for more than four weeks; only one is at the table.
        a_case("still", an_action("still-1", -20), an_action("still-2", 30), wall=world.day(-40)),
        a_case("waits", an_action("waits-1", -20), wall=world.day(-40), phase=Phase.WAITING_LIST),
        a_case("over-all", an_action("over-1", -60, status=ActionStatus.DONE), wall=world.day(-60)),
    )
    yield desk
    desk.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with partners and no case."""
    made = world.make(tmp_path)
    yield made
    made.close()


Fill = Callable[[Desk], object]


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[[Fill], "Screen"]]:
    """Opens the page over a house that `fill` filled, shown and with the keyboard."""
    opened: list[Screen] = []

    def make(fill: Fill) -> Screen:
        made = Screen(qtbot, tmp_path, fill)
        opened.append(made)
        return made

    yield make
    for one in opened:
        one.settle()
        one.tasks.close()


class Screen:
    """The page with its lanes; `settle` waits until every answer has come in."""

    def __init__(self, qtbot: QtBot, folder: Path, fill: Fill) -> None:
        self.qtbot = qtbot
        self.bugs: list[object] = []
        self.dossiers: list[str] = []
        self.badges: list[int] = []
        self.tasks = Tasks()
        self.tasks.bug.connect(self.bugs.append)

        def start() -> Desk:
            desk = world.make(folder)
            fill(desk)
            return desk

        self.tasks.open(start, lambda _none: None)
        self.page = ActionsPage(self.tasks)
        self.page.open_case.connect(self.dossiers.append)
        self.page.count.connect(self.badges.append)
        self.tasks.changed.connect(lambda _changes: self.page.refresh())
        self.page.resize(1232, 900)
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.opened()
        self.settle()

    def settle(self) -> None:
        until_idle(self.tasks)
        assert not self.bugs

    def asked(self, fn: Callable[[Desk], T]) -> T:
        """What the database says, asked on its own lane."""
        answers: list[T] = []
        self.tasks.ask(fn, answers.append)
        self.settle()
        return answers[0]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        where = self.page.focusWidget()
        assert where is not None
        QTest.keyClick(where, key, modifier)
        self.settle()

    def type(self, words: str) -> None:
        where = self.page.focusWidget()
        assert where is not None
        QTest.keyClicks(where, words)

    def shown(self) -> list[str]:
        """The ids of the actions in the list, in order."""
        return [entry.id for entry in self.page.list.rows.entries if isinstance(entry, ActionRow)]

    def heads(self) -> list[str]:
        """The names of the groups, in order."""
        return [entry.title for entry in self.page.list.rows.entries if isinstance(entry, Group)]

    def chip(self, key: str) -> QAbstractButton:
        found = self.page.findChild(QAbstractButton, f"chip.{key}")
        assert found is not None, key
        return found

    def choose(self, key: str) -> None:
        self.chip(key).click()
        self.settle()
