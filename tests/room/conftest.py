"""A room screen over a real house, with the window of a chair."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.worlds import FixedClock, new_desk
from zvhdesk.ui.room import Room
from zvhdesk.ui.room.window import RoomWindow
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Tasks]:
    folder = tmp_path / "house"
    folder.mkdir()
    made = Tasks()
    with qtbot.waitSignal(made.busy_changed, check_params_cb=lambda busy: not busy):
        made.open(lambda: new_desk(folder, clock), lambda _nothing: None)
    yield made
    made.close()


@pytest.fixture
def console(qtbot: QtBot, theme: Theme) -> QWidget:
    """The chair's window, with a field that has the keyboard."""
    window = QWidget()
    field = QLineEdit()
    QVBoxLayout(window).addWidget(field)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    return window


@pytest.fixture
def room(qtbot: QtBot, tasks: Tasks, console: QWidget) -> Iterator[Room]:
    made = Room(tasks, console, settle_ms=5, again_ms=10)
    qtbot.waitUntil(lambda: made.memory is not None)
    yield made
    made.end()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> RoomWindow:
    """The room's window alone, to share, with a cover of Top-X."""
    made = RoomWindow()
    qtbot.addWidget(made)
    made.set_cover("Zorg- en Veiligheidshuis", "Top-X")
    made.open_window()
    qtbot.waitExposed(made)
    return made
