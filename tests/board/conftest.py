"""A dressed page over a real encrypted house."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.board import world
from tests.waiting import until_idle
from zvhdesk.services.desk import Desk
from zvhdesk.ui.board import BoardPage
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme

Fill = Callable[[Desk], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with tables, gemeenten and partners, and no case."""
    made = world.make(tmp_path)
    yield made
    made.close()


@pytest.fixture
def board(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[[Fill], "Board"]]:
    """Opens a board over a house that `fill` filled, shown and with the keyboard."""
    opened: list[Board] = []

    def make(fill: Fill) -> Board:
        made = Board(qtbot, tmp_path, fill)
        opened.append(made)
        return made

    yield make
    for one in opened:
        one.tasks.close()


class Board:
    """A page with its lanes; `settle` waits until every answer has come in."""

    def __init__(self, qtbot: QtBot, folder: Path, fill: Fill) -> None:
        self.qtbot = qtbot
        self.bugs: list[object] = []
        self.opened: list[str] = []
        self.tasks = Tasks()
        self.tasks.bug.connect(self.bugs.append)

        def start() -> Desk:
            desk = world.make(folder)
            fill(desk)
            return desk

        self.tasks.open(start, lambda _none: None)
        self.page = BoardPage(self.tasks)
        self.page.open_case.connect(self.opened.append)
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

    def asked(self, fn: Callable[[Desk], object]) -> object:
        """What the database says, asked on its own lane."""
        answers: list[object] = []
        self.tasks.ask(fn, answers.append)
        self.settle()
        return answers[0]
