"""Two desks of one house at one meeting: the real console of each, and what they exchange in between."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.agreeing.servers import in_this_process, places_named, serving
from tests.agreeing.sync.desks import TRUST, found, join, station
from tests.console.conftest import LONG_MS, Table
from tests.lanes import OnLanes
from tests.meetings.world import Template, World, build
from tests.worlds import KEY, FixedClock
from zvhdesk.domain.terms import LinesOfOthers
from zvhdesk.line import Line
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import CaseTable
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings.console import console
from zvhdesk.services.meetings.rows import CaseAtTable, Console
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import play
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.theme import Theme
from zvhserver.app import system_clock
from zvhserver.cli import houses
from zvhserver.limiting import Tries
from zvhserver.store.engine import Store, open_store


@dataclass(frozen=True)
class Central:
    """Where the server is, and its store for codes of new houses."""

    url: str
    store: Store


@pytest.fixture(scope="session")
def meeting_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """One server for all these tests."""
    words, log = ("--data", str(tmp_path_factory.mktemp("table"))), tmp_path_factory.mktemp("log")
    with serving(words, log / "server.log") as running:
        store = open_store(places_named(words))
        yield Central(running.url, store)
        store.close()


class Seat(Table):
    """A desk at the meeting: its window, its lanes, and its own line to the server."""

    def __init__(self, qtbot: QtBot, of: Template, url: str, wait_ms: int = LONG_MS) -> None:
        OnLanes.__init__(self, qtbot)
        self.folder, self.wait_ms = of.folder, wait_ms
        self.clock: FixedClock = FixedClock()
        self.server = Server(url, TRUST)
        made: list[Desk] = []

        def start() -> Desk:
            made.append(Desk.open(self.folder, KEY, self.clock))
            return made[0]

        self._open(start)
        self.world = World(made[0], self.clock, "topx", of.meeting, of.cases, of.streams)
        self.show()

    def show(self) -> None:
        """Build the window and open the meeting in it."""
        self.line_out = Line(self.tasks, self.clock)
        self.page = ConsolePage(self.tasks, self.clock, self.wait_ms, self.line_out)
        self.window = MainWindow(
            self.tasks,
            [
                Place("tables", "Casustafels", "users", Page),
                Place("console", "Bijeenkomst", "", lambda: self.page, "tables"),
            ],
            "Huis",
        )
        self.window.resize(1366, 768)
        self.show_window()
        self.qtbot.waitUntil(lambda: self.page.room.memory is not None)
        self.open_meeting()

    def sit(self) -> None:
        """The keyboard of this test is at this desk now; what stands in a field elsewhere stays there."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def exchange(self) -> None:
        """One pass, and what the console makes of it."""
        self.asked(lambda desk: play(exchange(), desk, self.server))

    def sees(self) -> Console:
        """What the rows of this desk say, at the place it looks at."""
        meeting, now_ms, looks_at = self.world.meeting, self.world.now_ms, self.page.lead.looks_at
        return self.asked(lambda d: d.read(lambda s: console(s, meeting, now_ms, d.device, looks_at)))

    @property
    def case(self) -> CaseAtTable:
        """The case in view, as the page shows it."""
        seen = self.page.seen
        assert seen is not None
        assert seen.console.case is not None
        return seen.console.case

    @property
    def at(self) -> str:
        """The item in view."""
        return self.page.acts.item_id

    def line(self, text: str) -> None:
        """Type a line at the foot and record it."""
        self.sit()
        self.press(Qt.Key.Key_F2)
        self.type(text)
        self.press(Qt.Key.Key_Return)

    @property
    def said(self) -> str:
        """What the foot of the console says."""
        return self.page.board.notice.text

    def shown(self, name: str) -> bool:
        """Whether something of the console is in view."""
        return self.find(QWidget, name).isVisible()

    def end(self) -> None:
        """Leave the table."""
        self.line_out.close()
        self.close()
        self.server.close()


@dataclass
class AtTable:
    """The desk that leads and that of the note taker."""

    chair: Seat
    notes: Seat

    def agree(self) -> None:
        """Until each has what the other did."""
        for seat in (self.chair, self.notes, self.chair):
            seat.exchange()


Sit = Callable[..., AtTable]


@pytest.fixture(scope="session")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A folder with two desks of one house at the first case of a meeting, and their server: for copies."""
    folder = tmp_path_factory.mktemp("joined")
    with server_of(folder / "server") as central:
        first, second = (station(folder / name, central.url) for name in ("first", "second"))
        world = build(first.desk, first.clock)
        world.put(CaseTable, "topx", lines_of_others=LinesOfOthers.NOD)
        world.arrive("gemeente", "politie", "ggz")
        world.start()
        world.go(0)
        found(first, houses.new_code(central.store))
        join(first, second, bytes.fromhex(new_id()))
        first.close()
        second.close()
    return Template(folder, world.meeting, world.cases, world.streams)


@contextmanager
def server_of(folder: Path) -> Iterator[Central]:
    """One in this process, on its own databases."""
    folder.mkdir(exist_ok=True)
    store = open_store(places_named(("--data", str(folder))))
    with in_this_process(store, Tries(100_000, 100_000, 100_000), system_clock()) as here:
        yield Central(str(here.client.base_url), store)


@pytest.fixture
def sit(qtbot: QtBot, theme: Theme, joined: Template, tmp_path: Path) -> Iterator[Sit]:
    """Seats two desks at the first case of a meeting; `lines` is the setting of their table."""
    with ExitStack() as stack:

        def made(lines: LinesOfOthers = LinesOfOthers.NOD, wait_ms: int = LONG_MS) -> AtTable:
            copied = copytree(joined.folder, tmp_path / "joined")
            central = stack.enter_context(server_of(copied / "server"))
            desks = [replace(joined, folder=copied / name) for name in ("first", "second")]
            seats = [Seat(qtbot, each, central.url, wait_ms) for each in desks]
            for seat in reversed(seats):
                stack.callback(seat.end)
            table = AtTable(*seats)
            if lines is not LinesOfOthers.NOD:
                seats[0].asked(lambda desk: desk.change(lambda s: _set_lines(s, lines), "table.edit"))
                table.agree()
            seats[0].page.room.open_window()
            seats[0].sit()
            return table

        yield made


def _set_lines(session: CaptureSession, lines: LinesOfOthers) -> None:
    session.get_one(CaseTable, "topx").lines_of_others = lines
