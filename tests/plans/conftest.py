"""A house with a case whose plan is in concept, as a desk and with its pages in a window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.lanes import OnLanes
from tests.plans.world import PlanHouse, opened_plan_house
from tests.worlds import FixedClock
from zvhdesk.models.local import AccessEvent
from zvhdesk.services.desk import Desk
from zvhdesk.ui.dossier import DossierPage
from zvhdesk.ui.plans import PlansPage
from zvhdesk.ui.preview import PreviewWindow
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.theme import Theme

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Fill = Callable[[PlanHouse], object]


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock) -> Iterator[PlanHouse]:
    folder = tmp_path / "house"
    folder.mkdir()
    made = opened_plan_house(folder, clock)
    yield made
    made.desk.close()


class Opened(OnLanes[MainWindow]):
    """A window with Plannen en brieven and the dossier, its lanes, and the house they work on."""

    def __init__(self, qtbot: QtBot, folder: Path, fill: Fill) -> None:
        super().__init__(qtbot)
        worlds: list[PlanHouse] = []

        def start() -> Desk:
            worlds.append(opened_plan_house(folder, FixedClock()))
            fill(worlds[0])
            return worlds[0].desk

        self.tasks.open(start, lambda _none: None)
        self.settle()
        self.world = worlds[0]
        self.page = PlansPage(self.tasks)
        self.dossier = DossierPage(self.tasks)
        self.page.open_case.connect(lambda case_id: self.page.go.emit("dossier", (case_id, "plan")))
        self.window = MainWindow(
            self.tasks,
            [
                Place("board", "Casusbord", "square-kanban", Page),
                Place("plans", "Plannen en brieven", "file-text", lambda: self.page),
                Place("dossier", "Dossier", "", lambda: self.dossier, "board"),
            ],
            "Huis",
        )
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.show_window()

    def go(self, key: str, argument: object = None) -> None:
        self.window.go(key, argument)
        self.settle()

    def rows(self, cls: type[Any]) -> list[Any]:
        return self.asked(lambda desk: desk.read(lambda s: list(s.scalars(select(cls)).all())))

    def logged(self, action: str) -> int:
        return self.asked(
            lambda desk: desk.read(
                lambda s: s.scalar(select(func.count()).where(AccessEvent.action == action)) or 0
            )
        )

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        found = (within or self.window).findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str, within: QWidget | None = None) -> None:
        self.find(QPushButton, name, within).click()
        self.settle()

    def words(self, within: QWidget | None = None) -> str:
        """All that can be read in labels and on buttons that are in view."""
        where = within or self.window
        labels = [each.text() for each in where.findChildren(QLabel) if each.isVisible()]
        return "\n".join(
            labels + [each.text() for each in where.findChildren(QPushButton) if each.isVisible()]
        )

    def dialog(self, name: str) -> QDialog:
        """The dialog that is open."""
        found = [each for each in self.window.findChildren(QDialog, name) if each.isVisible()]
        assert len(found) == 1, name
        return found[0]

    def preview(self) -> PreviewWindow:
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PreviewWindow)]
        shown = [each for each in found if each.isVisible()]
        assert len(shown) == 1
        return shown[0]

    def close_preview(self) -> None:
        self.preview().close()
        self.settle()


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Callable[[Fill], Opened]]:
    """Opens the window over the house of plans, filled further as asked."""
    made: list[Opened] = []

    def make(fill: Fill) -> Opened:
        made.append(Opened(qtbot, tmp_path, fill))
        return made[-1]

    yield make
    for one in made:
        one.tasks.close()
        one.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
