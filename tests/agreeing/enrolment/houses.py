"""Two machines of one house, each with the screens a person sees: nobody joined yet."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.lanes import OnLanes
from tests.worlds import FixedClock, small_house
from zvhdesk.app import App
from zvhdesk.line import Line
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.surroundings import Surroundings
from zvhdesk.ui.agreeing.devices_pane import DevicesPane
from zvhdesk.ui.agreeing.enrol_page import EnrolPage
from zvhdesk.ui.agreeing.spoken import Digits
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.kit import Message, Select
from zvhdesk.ui.places import places
from zvhdesk.ui.shell import MainWindow

PASSPHRASE = "kanaal bliksem orgel tafel wolk zes"
KEYRING = MemoryKeyring()
"""Of the machines here: a vault that stands on its passphrase alone costs three times as much to make."""
Sealed = tuple[bytes, vault.NewHouse]
"""A vault as it stands in its file, with its key and sheets."""


class Screen(OnLanes[QWidget]):
    """What both have in common: reading and filling in what is shown."""

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        self.qtbot.waitUntil(holds, timeout=20_000)
        assert not self.bugs

    def press(self, name: str) -> None:
        """Press a button that can be pressed."""
        button = self.find(QAbstractButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        button.click()

    def write(self, name: str, text: str) -> None:
        """Fill in a field."""
        self.find(QLineEdit, name).setText(text)

    def sheet(self, name: str, text: str) -> None:
        """Type a recovery sheet."""
        self.find(QPlainTextEdit, name).setPlainText(text)

    def said(self, name: str) -> str:
        """The sentence beside a field, or of a page."""
        return self.find(Message, name).text

    def shown(self, name: str) -> bool:
        """Whether this stands on the screen."""
        found = self.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def read(self, name: str) -> str:
        """What a label says."""
        return self.find(QLabel, name).text()

    def digits(self, prefix: str) -> tuple[str, ...]:
        """The eight groups."""
        return self.find(Digits, f"{prefix}.digits").groups


class FirstDesk(Screen):
    """A small house with a vault and its two sheets, open in its window; no server yet."""

    def __init__(self, qtbot: QtBot, folder: Path, sealed: Sealed) -> None:
        super().__init__(qtbot)
        self.clock, self.folder = FixedClock(), folder
        self.ended = False
        self.sheets = tuple(sheet.text for sheet in sealed[1].sheets)
        self.tasks.open(lambda: self._open(sealed), lambda _none: None)
        self.settle()
        self.line = Line(self.tasks, self.clock)
        enrolling = LineEnrolling(self.line, self.tasks)
        self.window: MainWindow = MainWindow(self.tasks, places(self.tasks, self.line, enrolling), "Huis")
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.go("admin", "devices")
        self.show_window()
        self.settle()

    def _open(self, sealed: Sealed) -> Desk:
        self.folder.mkdir()
        (self.folder / VAULT_NAME).write_bytes(sealed[0])
        desk = Desk.create(self.folder, sealed[1].key, self.clock)
        self.case = small_house(desk).case_id
        return desk

    def to_server(self, url: str, code: str) -> None:
        """Fill in the guide that puts a house on a server, as far as its last button."""
        self.press("devices.server")
        self.write("enrol.server.address", url)
        self.write("enrol.server.code", code)
        self.press("enrol.server.next")
        self.settle()
        self.press("enrol.server.next")

    def on_server(self, url: str, code: str) -> None:
        """The house is on a server, and the list of devices is in view."""
        self.to_server(url, code)
        self.until(lambda: bool(self.shown("enrol.server.end") and self.read("enrol.server.end")))
        self.press("enrol.server.next")
        self.settle()

    def code(self, colleague: str = "", *, apart: bool = False) -> str:
        """Open the door for a new colleague of that name, or for who sits here, and read the code.

        `apart`: for a desk of CTER.
        """
        self.press("devices.door")
        self.settle()
        if colleague:
            self.write("enrol.door.name", colleague)
            self.write("enrol.door.initials", colleague[0])
            self.write("enrol.door.role", "procesondersteuner")
        else:
            self.find(Select, "enrol.door.who").choose(self.asked(lambda desk: desk.user))
        if apart:
            self.press("enrol.door.apart")
        self.press("enrol.door.next")
        self.until(lambda: self.shown("enrol.door.spoken"))
        return self.read("enrol.door.spoken")

    def choose_device(self, place: int) -> None:
        """Choose one in the list."""
        self.devices.grid.choose(self.devices.rows[place].id)

    @property
    def devices(self) -> DevicesPane:
        """The list."""
        page = self.window.page
        assert isinstance(page, AdminPage)
        return page.devices

    @property
    def guide(self) -> QWidget:
        """The guide that is followed."""
        page = self.window.page
        assert isinstance(page, EnrolPage)
        assert page.guide is not None
        return page.guide

    def end(self) -> None:
        """As the program ends: once."""
        self.line.close()
        if not self.ended:
            self.ended = True
            self.tasks.close()


class Program(Screen):
    """The whole program on a machine."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, *, apart: bool = False) -> None:
        self.folder, self.clock = folder, clock
        self.ended: list[object] = []
        anew = (sys.executable, "-c", "")
        # One of CTER is also opened in a process of its own, to which this keyring is not there.
        self.app = App(Surroundings(folder, clock, lambda: None if apart else KEYRING, anew, apart=apart))
        super().__init__(qtbot)
        self.app.finished.connect(self.ended.append)
        self.app.start()
        self.front()

    def new_lanes(self) -> None:
        """Those of the program."""
        self.bugs: list[object] = []
        self.tasks = self.app.tasks
        self.tasks.bug.connect(self.bugs.append)

    def front(self) -> None:
        """Look at the window that stands in front of the house."""
        self.until(lambda: self.app.front is not None)
        self.settle()
        assert self.app.front is not None
        self.window = self.app.front

    @property
    def entered(self) -> bool:
        """Whether the house is open and its window stands."""
        return self.app.workbench is not None

    def unlock(self, passphrase: str) -> None:
        """Type it."""
        self.front()
        assert self.app.unlocking is not None
        self.app.unlocking.submitted.emit(passphrase)

    def end(self) -> None:
        """As the program ends: once."""
        if not self.ended:
            self.app.close()
            self.qtbot.waitUntil(lambda: bool(self.ended), timeout=20_000)
        workbench, application = self.app.workbench, QApplication.instance()
        if workbench is not None and application is not None:
            application.removeEventFilter(workbench.idle)
            workbench.window.deleteLater()
            self.app.workbench = None


class NewDesk(Program):
    """One without a house, brought as far as the window of joining; `apart`: a desk of CTER."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock, *, apart: bool = False) -> None:
        super().__init__(qtbot, folder, clock, apart=apart)
        self.apart = apart
        self.press("setup.join")
        self.front()
        self.window.resize(1366, 768)

    def knock(self, url: str, code: str) -> None:
        """From the beginning as far as the digits, or what is said instead."""
        self.write_phrase()
        self.write("join.address", url)
        self.write("join.code", code)
        self.press("join.next")

    def write_phrase(self) -> None:
        """The first step."""
        for name in ("join.passphrase", "join.passphrase_again"):
            self.write(name, PASSPHRASE)
        self.press("join.next")


def join(first: FirstDesk, second: NewDesk, url: str, colleague: str) -> None:
    """Both people do what their screens say, until the second desk is in."""
    second.knock(url, first.code(colleague, apart=second.apart))
    second.until(lambda: second.shown("join.digits"))
    first.until(lambda: first.shown("enrol.door.digits"))
    assert first.digits("enrol.door") == second.digits("join")
    second.press("join.next")
    first.press("enrol.door.next")
    first.until(lambda: first.shown("enrol.door.end"))
    second.until(lambda: second.entered)
    first.press("enrol.door.next")
    first.settle()
