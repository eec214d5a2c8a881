"""The real program on a house: its lanes and its main window, put together as app.py does after unlocking."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.worlds import KEY
from zvhdesk.services import opening
from zvhdesk.services.clock import Clock, system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import HouseWords
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks
from zvhdesk.workbench import Workbench

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
_WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Program:
    """One run on the house in `folder`, which must be open nowhere else, by this clock."""

    def __init__(self, folder: Path, clock: Clock = system_clock) -> None:
        self._clock = clock
        self.bugs: list[object] = []
        self.turned: Callable[[], None] = _nothing
        """Called whenever the event loop turned."""
        self.tasks = Tasks()
        self.tasks.bug.connect(self.bugs.append)
        self.tasks.open(lambda: Desk.open(folder, KEY, clock), lambda _none: None)
        made: list[Workbench] = []
        self.tasks.ask(
            lambda desk: desk.read(lambda session: opening.house_words(session, desk.user)),
            lambda words: made.append(self._build(words)),
        )
        self.settle()
        self.workbench = made[0]

    def _build(self, words: HouseWords) -> Workbench:
        workbench = Workbench(self.tasks, words, self._clock)
        workbench.window.resize(1440, 900)
        workbench.show()
        workbench.window.activateWindow()
        return workbench

    def settle(self) -> None:
        """Turn the event loop until nothing is under way any more."""
        self.until(lambda: not self.tasks.busy)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, done: Callable[[], bool]) -> None:
        """Turn the event loop until it is so. Something must be under way that makes it so."""
        while not done():
            QCoreApplication.processEvents(_WAIT)
            assert not self.bugs, self.bugs
            self.turned()

    @property
    def page(self) -> Page | None:
        """The page in view."""
        return self.workbench.window.page

    @property
    def console(self) -> ConsolePage:
        """The console, which must be in view."""
        page = self.page
        assert isinstance(page, ConsolePage)
        return page

    def end(self) -> None:
        """End this run without a word to its pages: what was not written is gone, as after a kill."""
        page = self.page
        if isinstance(page, ConsolePage):
            page.room.end()
        self.tasks.close()
        self.workbench.window.hide()
        self.workbench.window.deleteLater()
        self.workbench.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # The keyboard and the mouse, and nothing else.

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is; shortcuts and filters see it.

        Not through the window: between Ctrl and the key that would turn the event loop, and then another item
        may be in view than the one whose act was announced.
        """
        QTest.keyClick(QApplication.focusWidget() or self.workbench.window, key, modifiers)
        QCoreApplication.processEvents()

    def letter(self, letter: str) -> None:
        """Type one letter where the keyboard is. QTest's own typing cannot do letters with accents."""
        focus = QApplication.focusWidget()
        if focus is not None:
            QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))

    def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            self.letter(letter)

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _nothing() -> None:
    """Nobody listens."""
