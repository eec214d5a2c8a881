"""Desks of one house, each on lanes of its own, with a line to a real server."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.agreeing.sync.desks import Station
from tests.lanes import OnLanes
from tests.worlds import KEY, FixedClock
from zvhdesk.line import Line
from zvhdesk.line.address import Address, keep_address
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk
from zvhdesk.ui.shell import Page


class Joined(OnLanes[Page]):
    """A desk that was joined before, opened on lanes as the program does, and its line."""

    def __init__(self, qtbot: QtBot, folder: Path, url: str) -> None:
        super().__init__(qtbot)
        self.clock = FixedClock()
        self.tasks.open(lambda: self._open(folder, url), lambda _none: None)
        self.settle()
        self.line = Line(self.tasks, self.clock)

    def _open(self, folder: Path, url: str) -> Desk:
        desk = Desk.open(folder, KEY, self.clock)
        keep_address(desk, Address(url))
        return desk

    def begin(self) -> None:
        """Start, and wait for the first pass."""
        with self.qtbot.waitSignal(self.line.passed, timeout=20_000):
            self.line.begin()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        self.qtbot.waitUntil(holds, timeout=20_000)
        assert not self.bugs

    def write(self, case: str, text: str) -> None:
        """Write the question of a case."""

        def fn(session: CaptureSession) -> None:
            session.get_one(Case, case).question = text

        self.tasks.ask(lambda desk: desk.change(fn, "case.edit"), lambda _none: None)
        self.settle()

    def question(self, case: str) -> str | None:
        """What it says here."""
        return self.asked(lambda desk: desk.read(lambda s: s.get_one(Case, case).question))

    def end(self) -> None:
        """As the program ends."""
        self.line.close()
        self.tasks.close()


def let_go(*stations: Station) -> None:
    """Their programs end; the folders stay."""
    for one in stations:
        one.close()
