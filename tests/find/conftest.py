"""A dressed window over a real house, with pages that only say where one is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.worlds import FixedClock, SmallHouse, filled_house, no_more
from zvhdesk.services.desk import Desk
from zvhdesk.ui.find import Finder
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme


class Spot(Page):
    """A page that remembers with what it was opened."""

    def opened(self, argument: object = None) -> None:
        self.argument = argument


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path, clock: FixedClock, small: list[SmallHouse]) -> Iterator[Tasks]:
    """The lanes, with the small house open on the database lane."""
    folder = tmp_path / "house"
    folder.mkdir()

    def make() -> Desk:
        small.append(filled_house(folder, clock, no_more)[0])
        return small[0].desk

    made = Tasks()
    with qtbot.waitSignal(made.busy_changed, check_params_cb=lambda busy: not busy):
        made.open(make, lambda _nothing: None)
    yield made
    made.close()


@pytest.fixture
def small() -> list[SmallHouse]:
    """The ids of the house, once it is open."""
    return []


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tasks: Tasks) -> MainWindow:
    places = [
        Place("board", "Casusbord", "square-kanban", Spot),
        Place("admin", "Beheer", "settings", Spot),
        Place("import", "Register overnemen", "", Spot, "admin"),
        Place("dossier", "Dossier", "", Spot, "board"),
    ]
    made = MainWindow(tasks, places, "Zorg- en Veiligheidshuis Voorbeeld")
    qtbot.addWidget(made)
    made.go("board")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def finder(window: MainWindow, tasks: Tasks) -> Finder:
    made = Finder(window, tasks)
    window.find_requested.connect(made.open)
    return made


@pytest.fixture
def settled(qtbot: QtBot, finder: Finder, tasks: Tasks) -> Callable[[], None]:
    """Waits until everything typed has been answered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: finder.settled and not tasks.busy)

    return wait
