"""What is thrown away is destroyed in the thread of the windows, however busy the lanes are."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from zvhdesk.ui import garbage
from zvhdesk.ui.tasks import Tasks

MANY = 300_000
"""Objects: far more than makes Python collect."""


class Left:
    """Something that is only reached from itself."""

    def __init__(self, of_qt: QObject) -> None:
        self.itself, self.of_qt = self, of_qt


@pytest.fixture
def collecting() -> Iterator[None]:
    """As Python is before the program takes it over."""
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("collecting")
def test_a_busy_lane_destroys_nothing_of_the_windows(qtbot: QtBot) -> None:
    tasks = Tasks()
    ended: list[threading.Thread] = []
    weakref.finalize(Left(QObject()), lambda: ended.append(threading.current_thread()))
    done: list[list[list[int]]] = []
    tasks.work(lambda _ticket: [[at] for at in range(MANY)], done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.main_thread()]
    tasks.close()


def test_a_lane_may_not_look(qtbot: QtBot) -> None:
    refused: list[BaseException] = []

    def there() -> None:
        try:
            garbage.look()
        except RuntimeError as no:
            refused.append(no)

    lane = threading.Thread(target=there)
    lane.start()
    lane.join()
    assert len(refused) == 1
