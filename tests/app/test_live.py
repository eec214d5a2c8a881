"""The window of a house in which a meeting is live: it opens at the console, and idleness asks."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.meetings.world import Template
from tests.worlds import KEY, FixedClock
from zvhdesk.domain.terms import Presence
from zvhdesk.line.address import Address
from zvhdesk.models.agreeing import OwnSecret
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.meetings import ChairNote
from zvhdesk.services import opening
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, lead, running
from zvhdesk.sync.schedule import Pace
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Theme
from zvhdesk.workbench import Workbench

Open = Callable[[], Workbench]


def run_out(made: Template, clock: FixedClock) -> None:
    """It is of a house at a server, and heard nothing of it for 31 days."""
    desk = Desk.open(made.folder, KEY, clock)
    try:
        desk.keep(lambda s: s.add(OwnSecret(name="house", value=b"h" * 16)))
        now_ms = int(system_clock().timestamp() * 1000)
        desk.set_setting("lease", f"{31 * 24 * 60 * 60 * 1000} {now_ms}")
    finally:
        desk.close()


def start(made: Template, clock: FixedClock, leads: str = "") -> None:
    """Somebody is there and the meeting begins, on this desk or on one with that id."""
    desk = Desk.open(made.folder, KEY, clock)
    try:

        def arrive(session: object) -> None:
            rows = attendance.attendance(session, made.meeting)  # type: ignore[arg-type]
            for row in rows:
                if not row.must_sign:
                    attendance.set_presence(session, row.id, Presence.IN_ROOM)  # type: ignore[arg-type]

        desk.change(arrive, "meeting.admit")
        desk.change(lambda s: running.start(s, made.meeting, leads or desk.device), "meeting.start")
    finally:
        desk.close()


def closed(meeting: str, device: str, session: CaptureSession) -> None:
    """Somebody closed it."""
    lead.take_over(session, meeting, device)
    running.close(session, meeting)


@pytest.fixture
def tasks(qtbot: QtBot) -> Tasks:
    """The lanes of the house."""
    return Tasks()


@pytest.fixture
def open_house(qtbot: QtBot, theme: Theme, made: Template, clock: FixedClock, tasks: Tasks) -> Iterator[Open]:
    """Opens the house in its window, as app.py does once the passphrase fitted."""
    opened: list[Workbench] = []

    def make() -> Workbench:
        tasks.open(lambda: Desk.open(made.folder, KEY, clock), lambda _nothing: None)

        def show(words: opening.HouseWords) -> None:
            bench = Workbench(tasks, words, clock)
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


def test_a_house_without_a_live_meeting_opens_at_the_board_and_has_no_own_notes(
    qtbot: QtBot, made: Template, clock: FixedClock, tasks: Tasks, open_house: Open
) -> None:
    """They are there while a meeting may go on (docs/decisions/0032), and no longer."""
    start(made, clock)
    with closing(Desk.open(made.folder, KEY, clock)) as desk:
        desk.change(partial(closed, made.meeting, desk.device), "meeting.close")
        desk.keep(lambda s: s.add(ChairNote(item_id="1", meeting_id=made.meeting, text="Alleen voor mij")))
    bench = open_house()
    assert bench.window.key == "board"
    assert bench.pace() is Pace.AT_WORK
    found: list[list[str]] = []
    tasks.ask(lambda desk: desk.read(lambda s: list(s.scalars(select(ChairNote.text)))), found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [[]]


def test_a_live_meeting_is_what_one_comes_back_to(
    qtbot: QtBot, made: Template, clock: FixedClock, open_house: Open
) -> None:
    """There is no rail there: the console itself says how it stands with the server."""
    start(made, clock)
    bench = open_house()
    assert bench.window.key == "console"
    assert bench.pace() is Pace.AT_TABLE, "a cut is seen sooner"
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


def test_idleness_asks_who_takes_notes_too_and_as_long_as_the_meeting_stands_open(
    qtbot: QtBot, made: Template, clock: FixedClock, tasks: Tasks, open_house: Open
) -> None:
    """SYNC.md, Locking: while a meeting is live, idleness asks. It is led from another desk here."""
    start(made, clock, "the chair's desk")
    bench = open_house()
    asked: list[bool] = []
    bench.lock_asked.connect(lambda: asked.append(True))

    def idle() -> int:
        asked.clear()
        bench.window.notice.clear()
        bench.idle.idle.emit()
        return len(asked)

    def shown() -> None:
        qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)

    assert (bench.window.key, idle()) == ("board", 1), "who sits at another table locks"
    bench.window.go("console", made.meeting)
    shown()
    assert idle() == 0
    assert "Er loopt een bijeenkomst" in bench.window.notice.text
    assert bench.pace() is Pace.AT_TABLE
    bench.window.go("board")
    shown()
    assert idle() == 1
    bench.window.go("console", made.meeting)
    tasks.ask(
        lambda desk: desk.change(partial(closed, made.meeting, desk.device), "meeting.close"),
        lambda _none: None,
    )
    qtbot.waitUntil(lambda: idle() == 1, timeout=20_000)
    assert bench.window.key == "console"


def test_a_lease_that_ran_out_locks_at_the_end_of_a_live_meeting(
    qtbot: QtBot, made: Template, clock: FixedClock, tasks: Tasks, open_house: Open
) -> None:
    start(made, clock)
    run_out(made, clock)
    bench = open_house()
    asked: list[bool] = []
    bench.lock_asked.connect(lambda: asked.append(True))
    bench.line.reach(Address("http://127.0.0.1:9"))
    bench.line.agree()
    qtbot.waitUntil(lambda: bench.line.standing.locked)
    assert asked == []
    with qtbot.waitSignal(bench.lock_asked, timeout=5000):
        tasks.ask(
            lambda desk: desk.change(lambda s: running.close(s, made.meeting), "meeting.close"),
            lambda _none: None,
        )


def test_a_lease_that_ran_out_locks_who_takes_notes_at_the_end_too(
    qtbot: QtBot, made: Template, clock: FixedClock, tasks: Tasks, open_house: Open
) -> None:
    start(made, clock, "the chair's desk")
    run_out(made, clock)
    bench = open_house()
    bench.window.go("console", made.meeting)
    qtbot.waitUntil(lambda: bench.pace() is Pace.AT_TABLE, timeout=20_000)
    asked: list[bool] = []
    bench.lock_asked.connect(lambda: asked.append(True))
    bench.line.reach(Address("http://127.0.0.1:9"))
    bench.line.agree()
    qtbot.waitUntil(lambda: bench.line.standing.locked)
    assert asked == []
    with qtbot.waitSignal(bench.lock_asked, timeout=20_000):
        bench.window.go("board")


@pytest.mark.parametrize("page", ["board", "console"])
@pytest.mark.parametrize("days, asks", [(0, True), (1, True), (2, False), (45, False)])
def test_a_meeting_that_nobody_closed_keeps_no_desk_open(
    made: Template,
    clock: FixedClock,
    qtbot: QtBot,
    tasks: Tasks,
    open_house: Open,
    days: int,
    asks: bool,
    page: str,
) -> None:
    """Until the day after it was held: then idleness locks as on any day, and so does the lease."""
    start(made, clock)
    clock.forward(days=days)
    bench = open_house()
    bench.window.go(page, made.meeting if page == "console" else None)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
    asked: list[bool] = []
    bench.lock_asked.connect(lambda: asked.append(True))
    bench.idle.idle.emit()
    assert asked == ([] if asks else [True])


def test_a_lease_that_ran_out_locks_when_no_meeting_is_live(
    qtbot: QtBot, made: Template, clock: FixedClock, open_house: Open
) -> None:
    run_out(made, clock)
    bench = open_house()
    with qtbot.waitSignal(bench.lock_asked, timeout=5000):
        bench.line.reach(Address("http://127.0.0.1:9"))
        bench.line.agree()
