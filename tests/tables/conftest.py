"""Casustafels in its window over a real encrypted house: tables, partners of every class, cases at table."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.board import world
from tests.lanes import OnLanes
from tests.worlds import KEY
from zvhdesk.domain.terms import PartnerClass, PartnerDomain, Phase, Presence
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, planning, running
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.tables import TablesPage
from zvhdesk.ui.tables.preparing import Preparing
from zvhdesk.ui.theme import Theme

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Fill = Callable[[Desk], object]
TODAY = world.TODAY


def partners(session: CaptureSession) -> None:
    """A partner of lid 2 and one that is a third, beside those of lid 1."""
    stream = new_id()
    session.add_all_new(
        Partner(stream_id=stream, id=key, name=name, domain=PartnerDomain.CARE, class_=kind)
        for key, name, kind in (
            ("p-ggz", "GGZ De Regge", PartnerClass.PARAGRAPH_2),
            ("p-corp", "Woonstichting Dinkelborg", PartnerClass.THIRD),
        )
    )


def cases(desk: Desk, count: int = 6, table: str = "topx") -> list[str]:
    """So many cases at the table; the first has two late actions."""
    ids = [f"{table}-{at:03}" for at in range(count)]
    rows = [
        world.case_rows(
            key,
            number=f"2026-{at + 1:04}",
            phase=Phase.AT_TABLE,
            table_id=table,
            phase_since=TODAY - timedelta(days=10),
            question="Hoe krijgen we de woonsituatie veilig?",
            surname=world.SURNAMES[at % 7],
            actions=(-23, -2) if at == 0 else (10,),
        )
        for at, key in enumerate(ids)
    ]
    world.put(desk, *rows)
    return ids


def plan(desk: Desk, day: date = TODAY, *, table: str = "topx", starts: str = "10:00") -> str:
    """A planned meeting of two hours with every partner expected."""
    hour, _, minute = starts.partition(":")
    ends = f"{int(hour) + 2:02}:{minute}"
    made = desk.change(
        lambda s: planning.plan_meeting(s, table, day, starts, ends, "Stadhuis, zaal 3", desk.user),
        "meeting.plan",
    )
    for key in ("p-Politie", "p-Gemeente Hengelo", "p-ggz", "p-corp"):
        desk.change(partial(_expect, made, key), "meeting.edit")
    return made


def _expect(meeting: str, partner: str, session: CaptureSession) -> str:
    return attendance.expect_partner(session, meeting, partner)


def put_on(desk: Desk, meeting: str, items: Sequence[str]) -> None:
    """Put cases on the agenda."""
    for case_id in items:
        desk.change(partial(_add, meeting, case_id), "agenda.add")


def _add(meeting: str, case_id: str, session: CaptureSession) -> str:
    return planning.add_case(session, meeting, case_id)


def present(desk: Desk, meeting: str, *, without: str = "Woonstichting Dinkelborg") -> None:
    """Everybody on the list is in the room, except for one organisation."""
    for row in desk.read(lambda s: attendance.attendance(s, meeting)):
        if row.organisation != without:
            desk.change(partial(_come_in, row.id), "meeting.admit")


def _come_in(row: str, session: CaptureSession) -> None:
    attendance.set_presence(session, row, Presence.IN_ROOM)


def held(desk: Desk, day: date, items: Sequence[str] = ()) -> str:
    """A meeting that was closed."""
    made = plan(desk, day)
    put_on(desk, made, items)
    present(desk, made)
    desk.change(lambda s: running.start(s, made, desk.device), "meeting.start")
    desk.change(lambda s: running.close(s, made), "meeting.close")
    return made


def empty(_desk: Desk) -> None:
    """Tables and partners, and nothing more."""


class Houses:
    """The houses that most begin from, each filled once and copied for a test."""

    def __init__(self, places: pytest.TempPathFactory) -> None:
        self._places = places
        self._made: dict[Fill, tuple[Path, object]] = {}

    def open(self, fill: Fill, folder: Path) -> tuple[Desk, object]:
        """A house that was filled so, and what the filling told."""
        if fill in ONCE or fill is empty:
            made, told = self._made.get(fill) or self._make(fill)
            copytree(made, folder, dirs_exist_ok=True)
            return Desk.open(folder, KEY, lambda: world.NOW), told
        desk, _ = self.open(empty, folder)
        return desk, fill(desk)

    def _make(self, fill: Fill) -> tuple[Path, object]:
        folder = self._places.mktemp("casustafels")
        desk = world.make(folder)
        desk.change(partners, "partner.add")
        self._made[fill] = folder, fill(desk)
        desk.close()
        return self._made[fill]


ONCE: set[Fill] = set()
"""What many tests fill their house with."""


class Opened(OnLanes[MainWindow]):
    """The window with its lanes; `settle` waits until every answer has come in."""

    def __init__(
        self, qtbot: QtBot, folder: Path, houses: Houses, fill: Fill, size: tuple[int, int] = (1440, 900)
    ) -> None:
        super().__init__(qtbot)
        self.consoles: list[str] = []
        self.cases: list[str] = []
        self.tasks.refused.connect(self.bugs.append)
        self.filled: object = None

        def start() -> Desk:
            desk, self.filled = houses.open(fill, folder)
            return desk

        self.tasks.open(start, lambda _none: None)
        self.page = TablesPage(self.tasks)
        self.page.open_console.connect(self.consoles.append)
        self.page.open_case.connect(self.cases.append)
        self.window = MainWindow(
            self.tasks,
            [
                Place("board", "Casusbord", "square-kanban", Page),
                Place("tables", "Casustafels", "users", lambda: self.page),
                Place("plans", "Plannen en brieven", "file-text", Page),
                Place("admin", "Beheer", "settings", Page),
            ],
            "Zorg- en Veiligheidshuis Twente",
        )
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.show_window()
        self.settle()
        self.window.go("tables")
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is, and wait for what comes of it."""
        focus = QApplication.focusWidget()
        assert focus is not None, "the keyboard is nowhere"
        QTest.keyClick(focus, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text where the keyboard is. QTest's own typing cannot do letters with accents."""
        for letter in text:
            focus = QApplication.focusWidget()
            assert focus is not None
            QApplication.sendEvent(
                focus, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            )

    @property
    def focus(self) -> str:
        """The objectName of what has the keyboard."""
        found = QApplication.focusWidget()
        return found.objectName() if found is not None else ""

    @property
    def view(self) -> Preparing:
        """The meeting that is being prepared."""
        assert isinstance(self.page.view, Preparing)
        return self.page.view

    def open(self, meeting: str) -> Preparing:
        """Open a meeting to prepare it."""
        self.page.show_meeting(meeting)
        self.settle()
        return self.view


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Houses:
    return Houses(tmp_path_factory)


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme, tmp_path: Path, houses: Houses) -> Iterator[Callable[..., Opened]]:
    """Opens Casustafels over a house that was filled so."""
    made: list[Opened] = []

    def make(fill: Fill, size: tuple[int, int] = (1440, 900)) -> Opened:
        made.append(Opened(qtbot, tmp_path, houses, fill, size))
        return made[-1]

    yield make
    for one in made:
        one.tasks.close()
        one.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
