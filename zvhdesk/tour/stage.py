"""What a chapter works with: the running application, its world, and where checks and pictures go."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QtMsgType
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy.orm import Session

from zvhdesk.app import App
from zvhdesk.services.clock import system_clock
from zvhdesk.services.unlock import vault
from zvhdesk.surroundings import Surroundings
from zvhdesk.tour import driver, reading
from zvhdesk.tour.report import Report
from zvhdesk.tour.steps import Steps, StuckError, Until
from zvhdesk.tour.world import World
from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.theme import current

_WIDE, _HIGH = 1440, 900
_OFFSCREEN_SAYS = "This plugin does not support"
_NOTE_RESTART = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:]), 'utf-8')"


class Stage:
    """One chapter under way. `bugs` is what the program itself could not handle; one is enough to fail.

    `warnings` is what Qt complained of.
    """

    def __init__(self, chapter: str, report: Report, world: World) -> None:
        self.chapter = chapter
        self.report = report
        self.world = world
        self.app: App | None = None
        self.bugs: list[Bug] = []
        self.warnings: list[str] = []
        self.ended: int | None = None
        self.restarted = world.room / "opnieuw-gestart"

    # ------------------------------------------------------------------------------------------- the program
    def start(self, *, locked_at: str | None = None) -> Steps:
        """Start the program on the house of this world, as its command would, and wait for its window."""
        note = (sys.executable, "-c", _NOTE_RESTART, str(self.restarted))
        around = Surroundings(
            self.world.house,
            system_clock,
            lambda: self.world.keyring,
            note,
            locked_at=locked_at,
            apart=self.world.apart,
        )
        self.ended = None
        app = self.app = App(around)
        app.tasks.bug.connect(self.heard)
        app.finished.connect(self._finished)
        app.start()
        yield Until("het venster komt", lambda: app.front is not None and app.front.isActiveWindow())
        self.fill_screen()
        yield self.settled()

    def fill_screen(self) -> None:
        """Make the window in front as large as every picture is."""
        self.window.resize(_WIDE, _HIGH)

    def heard(self, bug: Bug) -> None:
        """An error that the program could not handle, as it told."""
        self.bugs.append(bug)

    def _finished(self, status: int) -> None:
        self.ended = status

    def open(self) -> Steps:
        """Start the program on a house that exists, and unlock it."""
        yield from self.start()
        yield from self.unlock()

    def unlock(self, passphrase: str = "") -> Steps:
        """Type the passphrase in the window that asks for it, and wait for the board."""
        self.type_passphrase(passphrase)
        yield from self.opened()

    def type_passphrase(self, passphrase: str = "") -> None:
        """Type it, and press Enter."""
        driver.fill("unlock.passphrase", passphrase or self.world.passphrase)
        driver.press(driver.Key.Key_Return)

    def opened(self) -> Steps:
        """Wait for the board."""
        yield Until("het huis opent", lambda: self.app is not None and self.app.workbench is not None)
        yield Until("het venster is aan de beurt", self.window.isActiveWindow)
        yield self.settled()

    def beside(self) -> "Stage":
        """The second desk of this house, not started yet: its windows stand beside those of the first."""
        world = self.world
        if world.second is None:
            raise StuckError("er is geen tweede bureau")
        key = vault.unlock(world.second, world.passphrase, world.keyring)
        second = Stage(self.chapter, self.report, replace(world, house=world.second, key=key))
        second.bugs = self.bugs
        return second

    def beside_cter(self) -> "Stage":
        """The desk of CTER of this house, not started yet."""
        cter = self.world.cter
        if cter is None:
            raise StuckError("er is geen CTER-bureau")
        made = Stage(self.chapter, self.report, replace(self.world, house=cter, key=b"", apart=True))
        made.bugs = self.bugs
        return made

    def forward(self) -> Steps:
        """Sit down at this desk: what is pressed from here on goes to its window."""
        # The program of a desk that ended put away every window of this process.
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        yield Until("dit bureau is aan de beurt", self.window.isActiveWindow)

    def close(self) -> Steps:
        """Close the window, and wait until the program has ended."""
        if self.app is None:
            return
        if self.ended is None:
            self.window.close()
            yield Until("het programma eindigt", lambda: self.ended is not None)
        self._forget()
        yield Until("de vensters zijn weg", lambda: not driver.windows())

    def abandon(self) -> None:
        """Let go of a program that would not end by itself."""
        if self.app is not None:
            self.app.tasks.close()
            self._forget()

    def _forget(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window.parent() is None:
                window.hide()
                window.deleteLater()
        self.forget()

    def forget(self) -> None:
        """Its program ended: nothing of it is left for a garbage collector in another thread."""
        if self.app is not None:
            self.app.deleteLater()
        self.app = None

    @property
    def window(self) -> QWidget:
        """The window of the program: that of the open house, else the one before it."""
        if self.app is None:
            raise StuckError("het programma loopt niet")
        window = self.app.workbench.window if self.app.workbench is not None else self.app.front
        if window is None:
            raise StuckError("het programma heeft geen venster")
        return window

    @property
    def page(self) -> str:
        """Key of the page in view; empty while the house is not open."""
        window = self.window
        return window.key if isinstance(window, MainWindow) else ""

    def settled(self, what: str = "het programma is klaar") -> Until:
        """The lanes are idle and what they brought has been drawn."""
        quiet = 0

        def still() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if self.app is not None and not self.app.tasks.busy else 0
            return quiet > 2

        return Until(what, still)

    def seen(self, name: str) -> Until:
        """A widget came into view and can be used."""
        return Until(f"{name} komt in beeld", lambda: driver.is_ready(name))

    def warned(self, kind: QtMsgType, context: object, message: str) -> None:
        """For qInstallMessageHandler: Qt complains when the program asks it something senseless."""
        del context
        serious = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if serious and not message.startswith(_OFFSCREEN_SAYS):
            self.warnings.append(message)

    def caught(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        """For sys.excepthook: an error in a slot is one of the program's own."""
        del kind, trace
        self.heard(bug_of(error))

    def answer_file_dialog(self, where: Path) -> Steps:
        """Type a path in the dialog that asks for a file, and press Enter."""
        yield Until("er wordt naar een bestand gevraagd", lambda: driver.is_active("dialog.file"))
        driver.fill("fileNameEdit", str(where))
        driver.press(driver.Key.Key_Return)
        yield Until("het bestand is gekozen", lambda: driver.shown("dialog.file") is None)
        # A window manager gives the keyboard back; drawing in memory there is none.
        self.window.activateWindow()
        yield Until("het venster is weer aan de beurt", self.window.isActiveWindow)

    # -------------------------------------------------------------------------------------------- the report
    def check(self, what: str, *, held: bool) -> None:
        """Say whether something that must be so, is so."""
        self.report.check(self.chapter, what, held=held)

    def picture(self, name: str) -> None:
        """Keep what is on the screen: the window, and over it any menu or dialog. The room has its own."""
        window = self.window
        picture = window.grab()
        painter = QPainter(picture)
        for over in reversed(driver.windows()):
            if over is not window and over.objectName() not in ("room.window", "window"):
                # Drawing in memory there is no screen to keep it on, nor a window manager for its edge.
                at = over.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint())
                room = window.size() - over.size()
                at = QPoint(min(at.x(), max(0, room.width())), min(at.y(), max(0, room.height())))
                painter.drawPixmap(at, over.grab())
                painter.setPen(QColor(current().field_line))
                painter.drawRect(QRect(at, over.size()).adjusted(-1, -1, 0, 0))
        painter.end()
        self.report.picture(name, QPixmap(picture))

    @contextmanager
    def database(self) -> Iterator[Session]:
        """The house's database, opened anew."""
        with reading.reopened(self.world.house, self.world.key) as session:
            yield session

    def saved_pdf(self, where: Path, name: str) -> reading.Paper:
        """A PDF that the program saved: kept with the pictures, and read."""
        content = where.read_bytes()
        self.report.paper(name, content)
        return reading.read_pdf(content)
