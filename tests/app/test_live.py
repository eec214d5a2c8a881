"""The window of a house in which a meeting is live: it opens at the console, and idleness asks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.meetings.world import Template
from tests.worlds import KEY, FixedClock
from zvhdesk.domain.terms import Presence
from zvhdesk.line.address import Address
from zvhdesk.services import opening
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, running
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme
from zvhdesk.workbench import Workbench

Open = Callable[[], Workbench]


@pytest.fixture
def made(tmp_path: Path) -> Template:
    """A house with a planned meeting of today, closed."""
    folder = tmp_path / "house"
    folder.mkdir()
    return Template.make(folder)


def start(made: Template, clock: FixedClock) -> None:
    """Somebody is there and the meeting begins, on this desk."""
    desk = Desk.open(made.folder, KEY, clock)
    try:

        def arrive(session: object) -> None:
            rows = attendance.attendance(session, made.meeting)  # type: ignore[arg-type]
            for row in rows:
                if not row.must_sign:
                    attendance.set_presence(session, row.id, Presence.IN_ROOM)  # type: ignore[arg-type]

        desk.change(arrive, "meeting.admit")
        desk.change(lambda s: running.start(s, made.meeting, desk.device), "meeting.start")
    finally:
        desk.close()


@pytest.fixture
def open_house(qtbot: QtBot, theme: Theme, made: Template, clock: FixedClock) -> Iterator[Open]:
    """Opens the house in its window, as app.py does once the passphrase fitted."""
    tasks = Tasks()
    opened: list[Workbench] = []

    def make() -> Workbench:
        tasks.open(lambda: Desk.open(made.folder, KEY, clock), lambda _nothing: None)

        def show(words: opening.HouseWords) -> None:
            bench = Workbench(tasks, words, system_clock)
            bench.show()
            opened.append(bench)

        tasks.ask(lambda desk: desk.read(lambda s: opening.house_words(s, desk.user)), show)
        qtbot.waitUntil(lambda: bool(opened) and not tasks.busy, timeout=20_000)
        return opened[0]

    yield make
    for bench in opened:
        bench.leave()
        bench.hang_up()
        qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
        bench.window.deleteLater()
        bench.deleteLater()
    tasks.close()


def test_a_house_without_a_live_meeting_opens_at_the_board(open_house: Open) -> None:
    assert open_house().window.key == "board"


def test_a_live_meeting_is_what_one_comes_back_to(
    qtbot: QtBot, made: Template, clock: FixedClock, open_house: Open
) -> None:
    """There is no rail there: the console itself says how it stands with the server."""
    start(made, clock)
    bench = open_house()
    assert bench.window.key == "console"
    assert not bench.window.rail.isVisible()
    bench.line.reach(Address("http://127.0.0.1:9"))
    bench.line.agree()
    line = bench.window.findChild(QLabel, "console.line")
    assert line is not None
    qtbot.waitUntil(lambda: line.isVisible() and bool(line.text()))


def test_idleness_locks_unless_a_meeting_is_live(open_house: Open) -> None:
    bench = open_house()
    asked: list[bool] = []
    bench.lock_asked.connect(lambda: asked.append(True))
    bench.idle.idle.emit()
    assert asked == [True]


def test_idleness_asks_while_a_meeting_is_live(
    qtbot: QtBot, made: Template, clock: FixedClock, open_house: Open
) -> None:
    start(made, clock)
    bench = open_house()
    asked: list[bool] = []
    bench.lock_asked.connect(lambda: asked.append(True))
    bench.idle.idle.emit()
    assert asked == []
    assert "Er loopt een bijeenkomst" in bench.window.notice.text
    act = bench.window.findChild(QPushButton, "notice.step")
    close = bench.window.findChild(QPushButton, "notice.close")
    assert act is not None
    assert close is not None
    close.click()
    assert (asked, bench.window.notice.text) == ([], "")
    bench.idle.idle.emit()
    act.click()
    assert asked == [True]
    with qtbot.waitSignal(bench.lock_asked, timeout=5000):
        # Ctrl+L and the system's own lock never ask.
        QTest.keyClick(bench.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
