"""The page Beheer in its window, over a real house with a vault, so that backups can be made."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.waiting import until_idle
from tests.worlds import FixedClock, small_house
from zvhdesk.line import Line
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.services.unlock.vault import NewHouse
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme

PASSPHRASE = "een lange zin om te proberen"


@pytest.fixture
def house_folder(tmp_path: Path) -> Path:
    return tmp_path / "huis"


@pytest.fixture(scope="session")
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory, keyring: MemoryKeyring) -> tuple[Path, NewHouse]:
    """The small house in its vault, with its key and sheets, made once: deriving a key takes its time."""
    folder = tmp_path_factory.mktemp("kluis") / "huis"
    made = vault.create_house(folder, "Huis", PASSPHRASE, keyring, FixedClock()())
    desk = Desk.create(folder, made.key, FixedClock())
    small_house(desk)
    desk.close()
    return folder, made


@pytest.fixture
def tasks(
    qtbot: QtBot,
    house_folder: Path,
    clock: FixedClock,
    keyring: MemoryKeyring,
    sealed: tuple[Path, NewHouse],
) -> Iterator[Tasks]:
    """The lanes, with a copy of the small house open under its own vault."""
    bugs: list[object] = []

    def make() -> Desk:
        folder, house = sealed
        shutil.copytree(folder, house_folder)
        desk = Desk.open(house_folder, house.key, clock)
        desk.keyring = keyring
        return desk

    made = Tasks()
    made.bug.connect(bugs.append)
    with qtbot.waitSignal(made.busy_changed, check_params_cb=lambda busy: not busy, timeout=30_000):
        made.open(make, lambda _nothing: None)
    yield made
    made.close()
    assert bugs == []


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tasks: Tasks, clock: FixedClock) -> MainWindow:
    enrolling = LineEnrolling(Line(tasks, clock), tasks)
    places = [
        Place("board", "Casusbord", "square-kanban", Page),
        Place("admin", "Beheer", "settings", lambda: AdminPage(tasks, enrolling)),
        Place("import", "Register overnemen", "", Page, "admin"),
    ]
    made = MainWindow(tasks, places, "Zorg- en Veiligheidshuis Voorbeeld")
    qtbot.addWidget(made)
    made.go("admin")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def page(window: MainWindow, settled: Callable[[], None]) -> AdminPage:
    settled()
    assert isinstance(window.page, AdminPage)
    return window.page


@pytest.fixture
def settled(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Waits until nothing is under way."""

    def wait() -> None:
        until_idle(tasks)

    return wait
