"""The console in its window over a real encrypted house with a planned meeting."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.lanes import OnLanes
from tests.meetings.world import Fill, Template, World
from tests.worlds import KEY, FixedClock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.theme import Theme

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
SHORT_MS, LONG_MS = 100, 600_000
"""The two seconds of a line: over soon, or not within the test."""


class Table(OnLanes[MainWindow]):
    """A window with the console, its lanes, and the house they work on."""

    def __init__(self, qtbot: QtBot, folder: Path, of: Template, fill: Fill, wait_ms: int) -> None:
        super().__init__(qtbot)
        self.folder, self.wait_ms = folder, wait_ms
        self.clock = FixedClock()
        worlds: list[World] = []

        def start() -> Desk:
            worlds.append(of.open(folder, self.clock))
            fill(worlds[0])
            return worlds[0].desk

        self._open(start)
        self.world = worlds[0]
        self.show()

    def _open(self, start: Callable[[], Desk]) -> None:
        self.tasks.open(start, lambda _none: None)
        self.settle()

    def show(self) -> None:
        """Build the window and open the meeting in it."""
        self.page = ConsolePage(self.tasks, self.clock, self.wait_ms)
        self.window = MainWindow(
            self.tasks,
            [
                Place("tables", "Casustafels", "users", Page),
                Place("console", "Bijeenkomst", "", lambda: self.page, "tables"),
            ],
            "Huis",
        )
        self.window.undo_requested.connect(self.page.take_back)
        self.window.resize(1440, 900)
        # First: the room's window never takes the keyboard, but offscreen it may become the active one.
        self.page.room.open_window()
        self.qtbot.waitUntil(lambda: self.page.room.memory is not None)
        self.show_window()
        self.open_meeting()

    def open_meeting(self) -> None:
        self.window.go("console", self.world.meeting)
        self.settle()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def close(self) -> None:
        """End this run, as the application does."""
        self.page.left()
        self.settle()
        self.kill()

    def kill(self) -> None:
        """End this run without a word to the page: what it did not write is gone."""
        self.page.room.end()
        self.tasks.close()
        self.window.hide()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def again(self) -> None:
        """Start anew on the same house."""
        self.new_lanes()
        self._open(lambda: Desk.open(self.folder, KEY, self.clock))
        self.show()

    # The keyboard, and nothing else.

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        settle: bool = True,
    ) -> None:
        """Press a key where the keyboard is. Through the window, so that shortcuts and filters see it."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        if settle:
            self.settle()

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.AltModifier)

    def type(self, text: str) -> None:
        """Type a text. QTest's own typing cannot do letters with accents."""
        for letter in text:
            QApplication.sendEvent(
                self.focus, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            )

    @property
    def wall(self) -> Wall | None:
        """The case on the wall; None while it is covered."""
        return self.page.room.wall

    @property
    def covered(self) -> bool:
        """Whether the room sees a cover, or nothing at all, with no case on its way."""
        return self.wall is None and self.page.room.window.waiting is None

    def put_on_wall(self) -> None:
        """F8, and the frame after the cover."""
        self.press(Qt.Key.Key_F8)
        self.qtbot.waitUntil(lambda: self.wall is not None)

    def on_wall(self) -> list[str]:
        """The texts of the actions on the wall; of a covered wall there are none."""
        wall = self.wall
        return [] if wall is None else [action.text for action in wall.actions]


class Open(Protocol):
    """Opens the console of a meeting that was prepared so."""

    def __call__(self, fill: Fill, wait_ms: int = LONG_MS) -> Table: ...


def planned(_world: World) -> None:
    """Nothing was done yet."""


def live(world: World) -> None:
    """The meeting runs with two of lid 1 and one of lid 2, at its first item."""
    world.arrive("gemeente", "politie", "ggz")
    world.start()


def at_case(world: World) -> None:
    """The first case is at the table."""
    live(world)
    world.go(0)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The house that all begin from, made once, and in it once what more than one test prepares."""
    return Template.make(tmp_path_factory.mktemp("house"))


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tmp_path: Path, template: Template) -> Iterator[Open]:
    """Opens the console of a meeting that was prepared so."""
    made: list[Table] = []

    def make(fill: Fill, wait_ms: int = LONG_MS) -> Table:
        of, then = (template, fill) if "<locals>" in fill.__qualname__ else (template.then(fill), planned)
        made.append(Table(qtbot, tmp_path, of, then, wait_ms))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def table(opened: Open) -> Table:
    """The first case is at the table, with two of lid 1 and one of lid 2."""
    return opened(at_case)


@pytest.fixture
def quick(opened: Open) -> Table:
    """As `table`, where a line reaches the wall soon."""
    return opened(at_case, SHORT_MS)
