"""The capture line in a window over a real encrypted house, and a chair who types."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.lanes import OnLanes
from tests.worlds import KEY, FixedClock, filled_house, no_more
from zvhdesk.domain.capture_line import Organisation, Parsed
from zvhdesk.services import adding
from zvhdesk.services.desk import Desk
from zvhdesk.ui.console.capture import CaptureLine
from zvhdesk.ui.theme import Scheme, Theme

T = TypeVar("T")
TODAY = date(2026, 3, 12)
TABLE = date(2026, 4, 9)
ORGANISATIONS = (
    Organisation("police", "Politie", present=True),
    Organisation("east", "Politie Oost"),
    Organisation("ggz", "GGZ De Regge", present=True),
    Organisation("hengelo", "Gemeente Hengelo, veiligheid", present=True),
    Organisation("almelo", "Gemeente Almelo"),
)


class Chair(OnLanes[QWidget]):
    """A window with the line and another field, the lanes, and what the line asked for."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot)
        self.folder, self.closed = folder, False
        self.tasks.open(self._open, lambda _none: None)
        self.settle()
        self.window = QWidget()
        self.window.resize(900, 640)
        self.other = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.other)
        column.addStretch(1)
        self.line = CaptureLine(self.tasks)
        column.addWidget(self.line)
        self.actions: list[Parsed] = []
        self.decisions: list[str] = []
        self.stops: list[bool] = []
        self.undone: list[bool] = []
        self.line.action.connect(self.actions.append)
        self.line.decision.connect(self.decisions.append)
        self.line.stop.connect(lambda: self.stops.append(True))
        self.line.undo_asked.connect(lambda: self.undone.append(True))
        self.line.set_context(ORGANISATIONS, TODAY, TABLE)
        self.line.set_item("item-1")
        qtbot.addWidget(self.window)
        self.show_window()
        self.line.setFocus()
        self.settle()

    def _open(self) -> Desk:
        if (self.folder / "desk.db").exists():
            return Desk.open(self.folder, KEY, FixedClock())
        return filled_house(self.folder, FixedClock(), no_more)[0].desk

    @property
    def edit(self) -> QWidget:
        return self.line.edit

    def type(self, text: str) -> None:
        """Key by key; QTest's own keyClicks cannot say é."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.edit, event)

    def press(self, key: Qt.Key, control: bool = False) -> None:
        """One key to whatever has the keyboard."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, key, modifier)

    def asked(self, fn: Callable[[Desk], T]) -> T:
        answers: list[T] = []
        self.tasks.ask(fn, answers.append)
        self.settle()
        return answers[0]

    def drafts(self, item: str = "item-1") -> dict[str, str]:
        """What is kept of a line, empty texts left out."""
        found = self.asked(
            lambda desk: desk.read(lambda session: adding.form_drafts(session, "capture", item))
        )
        return {col: text for col, text in found.items() if text}

    def close(self) -> None:
        """As when the program ends; what was not recorded is a draft."""
        if not self.closed:
            self.closed = True
            self.window.close()
            self.tasks.close()


@pytest.fixture
def make_chair(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Chair]]:
    """Opens the line on the same house, as often as it is called."""
    theme.use(Scheme.LIGHT)
    folder = tmp_path / "house"
    folder.mkdir()
    made: list[Chair] = []

    def make() -> Chair:
        made.append(Chair(qtbot, folder))
        return made[-1]

    yield make
    for chair in made:
        chair.close()
    # Without a running event loop deleted widgets wait, and each would be dressed again with the rest.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def chair(make_chair: Callable[[], Chair]) -> Chair:
    return make_chair()
