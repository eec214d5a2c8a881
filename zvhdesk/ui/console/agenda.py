"""The agenda at the left of the console, and beneath it what the wall shows now."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from zvhdesk.domain.terms import ItemState
from zvhdesk.services.meetings.rows import Console
from zvhdesk.ui.console.agenda_items import ROW, AgendaDelegate, AgendaModel
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.console.taken_off import TakenOffLines
from zvhdesk.ui.kit import Elided, heading, small
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.theme import Text


class AgendaList(QListView):
    """The items to click, or with the keyboard Up, Down and Enter. `jump` carries the id of an item."""

    jump = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.agenda")
        self.setAccessibleName("Agenda")
        self.setProperty("look", "bare")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.items = AgendaModel(self)
        self.setModel(self.items)
        self.painter_ = AgendaDelegate(self)
        self.setItemDelegate(self.painter_)
        self.clicked.connect(self._jump)
        self._running = ""
        # Once more when everything around it has its place.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._bring)

    def _jump(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.jump.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the item."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._jump(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the item that runs."""
        self.painter_.keyed = by_key(event, self.painter_.keyed)
        super().focusInEvent(event)
        for at, row in enumerate(self.items.rows):
            if row.state is ItemState.RUNNING and self.painter_.keyed:
                self.setCurrentIndex(self.items.index(at))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher; the item that runs stays in view."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._look()

    def show_meeting(self, console: Console, read_ms: int, now_ms: int) -> None:
        """Show the items. Another one that runs comes into view; else who scrolled stays where they are."""
        self.painter_.in_view = console.current.id if console.apart and console.current is not None else ""
        self.items.show_rows(console, read_ms, now_ms)
        running = console.chair_at
        if running != self._running:
            self._running = running
            # The words of the one that runs are heavier, so that it may be higher than it was.
            self.scheduleDelayedItemsLayout()
            self._look()

    def _look(self) -> None:
        if self.isVisible():
            self._bring()
        self._later.start()

    def _bring(self) -> None:
        for at, row in enumerate(self.items.rows):
            if row.id == self._running:
                self.scrollTo(self.items.index(at))


class AgendaPane(QFrame):
    """The card with the agenda, and beneath it what the wall shows now. `settings_asked`: of that screen.

    `turn_asked` carries -1 or +1: another page of the wall.
    """

    settings_asked = Signal()
    turn_asked = Signal(int)

    def __init__(self, thumbnail: QWidget) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName("Agenda")
        self.list = AgendaList()
        self.taken_off = TakenOffLines()
        self.count = small("", name="console.agenda.count")
        head = QHBoxLayout()
        head.setContentsMargins(14, 14, 14, 6)
        head.addWidget(heading("Agenda"))
        head.addStretch(1)
        head.addWidget(self.count)
        self.wall_words = Elided("Nu op het zaalscherm", Text.SMALL, "3")
        self.wall_words.shorter = ("Op het zaalscherm", "Zaalscherm")
        self._wall = QWidget()
        foot = QVBoxLayout(self._wall)
        foot.setContentsMargins(14, 2, 14, 14)
        foot.setSpacing(2)
        over = QHBoxLayout()
        over.setSpacing(4)
        over.addWidget(self.wall_words, 1)
        screen = KeyButton("", "Scherm", "console.screen.open", tab=True)
        screen.clicked.connect(self.settings_asked)
        over.addWidget(screen)
        foot.addLayout(over)
        # In a narrow window the pane is as wide as the window; the picture need not be.
        thumbnail.setMaximumSize(330, 186)
        foot.addWidget(thumbnail)
        foot.addWidget(self._make_leaves())
        line = self._line = QFrame()
        line.setProperty("look", "line2")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.taken_off)
        column.addWidget(line)
        column.addWidget(self._wall)

    def _make_leaves(self) -> QWidget:
        """The pages of the wall: only when there is more than one."""
        self.leaves = QWidget()
        self.leaf_words = small("", name="console.wall.page")
        row = QHBoxLayout(self.leaves)
        row.setContentsMargins(0, 0, 0, 0)
        for by, words, key, sign in ((-1, "Vorig", "Alt+PgUp", "‹"), (1, "Volgend", "Alt+PgDn", "›")):
            button = KeyButton("", sign, f"console.wall.{'back' if by < 0 else 'on'}", tab=True)
            button.setAccessibleName(f"{words} blad op het zaalscherm, {key}")
            button.setToolTip(f"{words} blad op het zaalscherm ({key})")
            button.setMinimumWidth(TALL)
            button.clicked.connect(partial(self.turn_asked.emit, by))
            row.addWidget(button)
            if by < 0:
                row.addWidget(self.leaf_words, 1, Qt.AlignmentFlag.AlignCenter)
        self.leaves.hide()
        return self.leaves

    def show_part(self, *, leads: bool) -> None:
        """The wall is of the desk that leads."""
        self._wall.setVisible(leads)
        self._line.setVisible(leads)

    def show_leaf(self, page: int, pages: int) -> None:
        """Which page is on the wall, counted from 0, and of how many."""
        self.leaf_words.setText(f"{page + 1} van {pages}")
        self.leaf_words.setAccessibleName(f"Blad {page + 1} van {pages} op het zaalscherm")
        self.leaves.setVisible(pages > 1)

    def show_meeting(self, console: Console, read_ms: int, now_ms: int) -> None:
        """Show the agenda; the count is of cases, points left out."""
        self.list.show_meeting(console, read_ms, now_ms)
        self.taken_off.show_rows(console.taken_off, leads=console.here)
        cases = [row.id for row in console.items if row.case_id is not None]
        here = console.current.id if console.current is not None else ""
        at = f"casus {cases.index(here) + 1} van {len(cases)}" if here in cases else ""
        self.count.setText(at or (f"{len(cases)} casussen" if len(cases) != 1 else "1 casus"))

    def tick(self, now_ms: int) -> None:
        """The clock went on."""
        self.list.items.tick(now_ms)
