"""The one window: the rail and the pages beside it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.ui.kit import Rail, SayBand
from zvhdesk.ui.shell.page import Page, Place
from zvhdesk.ui.theme import dress

if TYPE_CHECKING:
    from zvhdesk.services.desk import Changes
    from zvhdesk.ui.tasks import Tasks

TITLE = "ZVH Desk"
"""Never anything else: a window title is read in the task bar, by other programs, and on the wall."""


class MainWindow(QMainWindow):
    """Rail, pages, and the keys that work everywhere.

    Ctrl+K sends `find_requested`, Ctrl+L `lock_requested`, F1 `help_requested` (with the key of the
    page), Ctrl+Z outside a field `undo_requested`; closing sends `closed`. What they do is for app.py.
    """

    find_requested = Signal()
    lock_requested = Signal()
    undo_requested = Signal()
    help_requested = Signal(str)
    closed = Signal()
    shown = Signal(str)

    def __init__(
        self, tasks: "Tasks", places: Sequence[Place], house: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        dress(self)
        self.setWindowTitle(TITLE)
        self.resize(1440, 900)
        self.setMinimumSize(600, 340)
        self._places = {place.key: place for place in places}
        self._pages: dict[str, Page] = {}
        self._key = ""
        self._trail: list[tuple[str, object]] = []
        self._argument: object = None
        self.rail = Rail(house)
        self.rail.chosen.connect(self.go)
        self.stack = QStackedWidget()
        self.stack.setObjectName("window.stack")
        self.notice = SayBand("notice")
        self._leaving: list[QShortcut] = []
        self._lay_out()
        on_rail = [place for place in places if place.on_rail]
        for number, place in enumerate(on_rail, start=1):
            shortcut = f"Alt+{number}" if number <= 9 else ""
            self.rail.add(place.key, place.words, place.icon, shortcut)
            if shortcut:
                self._leaving.append(self._bind(shortcut, lambda key=place.key: self.go(key)))
        self._bind("Ctrl+K", self.find_requested.emit)
        self._bind("Ctrl+L", self.lock_requested.emit)
        self._bind("Ctrl+Z", self.undo_requested.emit)
        self._bind("F1", lambda: self.help_requested.emit(self._key))
        self._leaving.append(self._bind("Alt+Left", self.back))
        tasks.changed.connect(self._changed)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        middle = QWidget()
        middle.setLayout(row)
        self.setCentralWidget(middle)

    def _bind(self, keys: str, act: "object") -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
        return shortcut

    @property
    def key(self) -> str:
        """Key of the page in view; empty before the first."""
        return self._key

    def places(self) -> tuple[str, ...]:
        """Keys of all pages this window can show, on the rail or not."""
        return tuple(self._places)

    @property
    def page(self) -> Page | None:
        """The page in view."""
        return self._pages.get(self._key)

    def go(self, key: str, argument: object = None) -> Page:
        """Show a page, building it when it is asked for the first time. KeyError for an unknown key."""
        place = self._places[key]
        if self._key:
            self._trail.append((self._key, self._argument))
            del self._trail[:-50]
        return self._show(place, argument)

    def back(self) -> None:
        """Show the page before this one."""
        if self._trail:
            key, argument = self._trail.pop()
            self._show(self._places[key], argument)

    def _show(self, place: Place, argument: object) -> Page:
        before = self.page
        if before is not None:
            before.left()
        if place.key != self._key and not self.notice.step.isVisibleTo(self.notice):
            # What was said is of the page that is left; a question waits for its answer.
            self.notice.clear()
        page = self._pages.get(place.key) or self._build(place)
        self._key, self._argument = place.key, argument
        self.stack.setCurrentWidget(page)
        self.rail.choose(place.rail_key)
        self.rail.setVisible(not page.full)
        for shortcut in self._leaving:
            shortcut.setEnabled(not page.full)
        page.opened(argument)
        self.shown.emit(place.key)
        return page

    def _build(self, place: Place) -> Page:
        page = place.build()
        page.setObjectName(page.objectName() or f"page.{place.key}")
        page.go.connect(self.go)
        page.find_asked.connect(self.find_requested)
        page.saving.connect(self.rail.set_saved)
        page.told.connect(lambda sentence: self.notice.say(sentence, "ok"))
        if place.rail_key in self.rail.places():
            page.count.connect(lambda number, key=place.rail_key: self.rail.count(key, number))
        self._pages[place.key] = page
        self.stack.addWidget(page)
        return page

    def _changed(self, changes: "Changes") -> None:
        for page in self._pages.values():
            if page.concerns(changes):
                if page is self.page:
                    page.refresh()
                else:
                    page.stale = True

    def leave(self) -> None:
        """Let the page in view commit what is typed; before locking and closing."""
        if self.page is not None:
            self.page.left()

    def fit(self) -> None:
        """Keep the window within its screen, for small laptops and large scaling."""
        room = self.screen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        if not room.contains(self.frameGeometry()):
            self.move(room.topLeft() + QPoint(0, 0))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what is typed, then tell app.py."""
        self.leave()
        self.closed.emit()
        super().closeEvent(event)
