"""The lanes of the program in a test, and waiting for what they bring."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.waiting import until_idle
from zvhdesk.services.desk import Desk
from zvhdesk.ui.tasks import Tasks

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Window = TypeVar("Window", bound=QWidget)


class OnLanes(Generic[Window]):
    """Something on a screen that works on a real house; `window` is what it stands in.

    `settle` waits until every answer has come in, and fails for what went wrong unseen.
    """

    window: Window

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.new_lanes()

    def new_lanes(self) -> None:
        """Lanes with no house on them yet."""
        self.bugs: list[object] = []
        self.tasks = Tasks()
        self.tasks.bug.connect(self.bugs.append)

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        until_idle(self.tasks)
        assert not self.bugs, self.bugs

    def asked(self, fn: Callable[[Desk], T]) -> T:
        """What the desk answers, asked on its own lane."""
        answers: list[T] = []
        self.tasks.ask(fn, answers.append)
        self.settle()
        return answers[0]

    def find(self, kind: type[W], name: str) -> W:
        """The widget with that objectName."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        """Press a button and wait for what comes of it."""
        self.find(QWidget, name).click()  # type: ignore[attr-defined]
        self.settle()

    def show_window(self) -> None:
        """Show it and give it the keyboard."""
        with self.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
