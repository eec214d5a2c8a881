"""Samenwerken on a small house, standing as a test says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.lanes import OnLanes
from tests.worlds import FixedClock, new_desk, small_house
from zvhdesk.domain.brake import Question
from zvhdesk.domain.standing import Standing
from zvhdesk.services.clock import Clock
from zvhdesk.services.left import LeftAct
from zvhdesk.ui.agreeing.page import StandingPage

AT = datetime(2026, 3, 12, 10, 31, tzinfo=ZoneInfo("Europe/Amsterdam"))
THERE = Standing(address="https://zvh.example", last_contact=AT)


class Line(QObject):
    """As much of a line as the page looks at, standing where the test says."""

    standing_changed = Signal(object)
    standing = Standing()
    looked = 0

    def __init__(self) -> None:
        super().__init__()
        self.allowed: list[Question] = []
        self.acts: tuple[LeftAct, ...] = ()
        self.away: list[LeftAct] = []

    @property
    def clock(self) -> Clock:
        """That of the test house."""
        return FixedClock()

    def look_now(self) -> None:
        """Somebody asked."""
        self.looked += 1

    def stand(self, standing: Standing) -> None:
        """Here."""
        self.standing = standing
        self.standing_changed.emit(standing)

    def allow(self, question: Question) -> None:
        """Somebody allowed it."""
        self.allowed.append(question)

    def told(self) -> None:
        """Somebody saw which devices came."""
        self.stand(replace(self.standing, newcomers=()))

    def left(self, done: Callable[[tuple[LeftAct, ...]], object], _owner: QObject) -> None:
        """What the test says."""
        done(self.acts)

    def put_away(self, act: LeftAct) -> None:
        """Somebody needs it no more."""
        self.away.append(act)

    def dropped_seen(self) -> None:
        """Somebody saw what nobody takes any more."""
        self.stand(replace(self.standing, dropped=0))


class Shown(OnLanes[StandingPage]):
    """The page on a small house."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot)
        self.tasks.open(lambda: new_desk(folder, FixedClock()), lambda _none: None)
        self.house = self.asked(small_house)
        self.line = Line()
        self.window = StandingPage(self.tasks, self.line)
        qtbot.addWidget(self.window)
        self.window.opened()
        self.settle()

    def stand(self, standing: Standing) -> None:
        """Stand so, and show it."""
        self.line.stand(standing)
        self.settle()

    def said(self, name: str) -> str:
        """The words of a label that is shown."""
        found = self.find(QLabel, f"server.{name}")
        assert found.isVisibleTo(self.window), name
        return found.text()


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    """Opened, standing alone."""
    made = Shown(qtbot, tmp_path)
    yield made
    made.tasks.close()
