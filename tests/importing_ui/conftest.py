"""The import page in its window, over a real house on the database lane."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.importing_ui import registers
from tests.waiting import until_idle
from tests.worlds import FixedClock, filled_house, no_more
from zvhdesk.services.desk import Desk
from zvhdesk.ui.importing import ImportPage
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme


@pytest.fixture
def bugs() -> list[object]:
    """What went wrong on a lane; a test that expects nothing of it finds it empty."""
    return []


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path, clock: FixedClock, bugs: list[object]) -> Iterator[Tasks]:
    """The lanes, with the small house open."""
    folder = tmp_path / "house"
    folder.mkdir()

    def make() -> Desk:
        return filled_house(folder, clock, no_more)[0].desk

    made = Tasks()
    made.bug.connect(bugs.append)
    with qtbot.waitSignal(made.busy_changed, check_params_cb=lambda busy: not busy):
        made.open(make, lambda _nothing: None)
    yield made
    made.close()
    assert bugs == []


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tasks: Tasks) -> MainWindow:
    places = [
        Place("board", "Casusbord", "square-kanban", Page),
        Place("admin", "Beheer", "settings", Page),
        Place("import", "Register overnemen", "", lambda: ImportPage(tasks), "admin"),
    ]
    made = MainWindow(tasks, places, "Zorg- en Veiligheidshuis Voorbeeld")
    qtbot.addWidget(made)
    made.go("import")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    assert isinstance(window.page, ImportPage)
    return window.page


@pytest.fixture
def settled(qtbot: QtBot, tasks: Tasks, page: ImportPage) -> Callable[[], None]:
    """Waits until nothing is under way."""

    def wait() -> None:
        until_idle(tasks, page.errands)

    return wait


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return registers.write(tmp_path / "export_oud_systeem.csv", registers.with_faults())
