"""A desk of a house at a server, in its window, whose line a test begins when it wants."""

from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.agreeing.enrolment.houses import Screen
from tests.agreeing.sync.desks import Station
from tests.worlds import KEY, FixedClock
from zvhdesk.line import Line
from zvhdesk.line.address import Address, keep_address
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.models.house import Member
from zvhdesk.services.desk import Desk
from zvhdesk.services.regions import common_stream
from zvhdesk.sync import rosters
from zvhdesk.ui.places import places
from zvhdesk.ui.shell import MainWindow


class InHouse(Screen):
    """The desk that stands in a folder, with this clock."""

    def __init__(self, qtbot: QtBot, folder: Path, url: str, clock: FixedClock) -> None:
        super().__init__(qtbot)
        self.clock = clock
        self.tasks.open(lambda: self._open(folder, url), lambda _none: None)
        self.settle()
        self.line = Line(self.tasks, clock)
        made = places(self.tasks, self.line, LineEnrolling(self.line, self.tasks))
        self.main = MainWindow(self.tasks, made, "Huis")
        self.window = self.main
        qtbot.addWidget(self.main)
        self.main.resize(1366, 768)

    def _open(self, folder: Path, url: str) -> Desk:
        desk = Desk.open(folder, KEY, self.clock)
        keep_address(desk, Address(url))
        return desk


def named(at: Station, dev: bytes, name: str) -> None:
    """The house knows who works at that device."""
    me = at.me
    roster = at.desk.read(partial(rosters.known, house=me.house, root=me.root))
    member = Member(
        stream_id=at.desk.read(common_stream), name=name, initials=name[0], role="procesondersteuner"
    )
    member.id = roster.devices[dev].device.user.hex()
    at.desk.change(lambda session: session.add(member), "member.add")
    at.exchange()
