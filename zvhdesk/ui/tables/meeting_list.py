"""The list of meetings: Enter opens one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.tables.delegate import MeetingDelegate
from zvhdesk.ui.tables.model import MEETING, MeetingsModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeetingList(QListView):
    """`opened` carries the meeting that was chosen by Enter or a click."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tables.list")
        self.setAccessibleName("Bijeenkomsten")
        self.setProperty("look", "bare")
        self._meetings = MeetingsModel(self)
        self._look = MeetingDelegate(self)
        self.setModel(self._meetings)
        self.setItemDelegate(self._look)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setMinimumHeight(150)
        self.clicked.connect(self._open)

    @property
    def meetings(self) -> MeetingsModel:
        """Its model."""
        return self._meetings

    @property
    def meeting(self) -> MeetingRow | None:
        """Where the keyboard is."""
        found = self.currentIndex().data(MEETING) if self.currentIndex().isValid() else None
        return found if isinstance(found, MeetingRow) else None

    def show_rows(self, rows: Sequence[MeetingRow], today: date) -> None:
        """Show these meetings, keeping the chosen one and the scrolling."""
        chosen, scrolled = self.meeting, self.verticalScrollBar().value()
        if not self._meetings.show(rows, today):
            return
        at = self._meetings.row_of(chosen.id) if chosen is not None else -1
        if rows:
            self.setCurrentIndex(self._meetings.index(max(0, at)))
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, meeting_id: str) -> bool:
        """Put the keyboard at a meeting; False when it is not in the list."""
        at = self._meetings.row_of(meeting_id)
        if at >= 0:
            self.setCurrentIndex(self._meetings.index(at))
            self.scrollTo(self._meetings.index(at))
        return at >= 0

    def _open(self, index: QModelIndex) -> None:
        found = index.data(MEETING)
        if isinstance(found, MeetingRow):
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows, Home and End move."""
        if event.key() in _ENTER:
            self._open(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._look.by_key = by_key(event, self._look.by_key)
        super().focusInEvent(event)
