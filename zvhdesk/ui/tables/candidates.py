"""The cases of the table that are not on the agenda yet: one key puts one on it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QMenu

from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.ui.kit import Card, small
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.tables.candidates_delegate import CandidateDelegate, plus_of
from zvhdesk.ui.tables.candidates_model import CANDIDATE, CandidatesModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ADDS = (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Plus, Qt.Key.Key_Insert)
_SEEN = 6
"""So many rows are in view; the rest scrolls."""
_KEYS = "Wie aandacht vraagt staat bovenaan. Enter zet op de agenda, Ctrl+Enter opent het dossier."
_ALL_ON = "Alle casussen van deze tafel staan op de agenda."
_NONE = (
    "Aan deze casustafel is nog geen casus. Op het casusbord verplaatst u een casus naar Op de casustafel; "
    "daarna staat hij hier."
)
_NO_MATCH = "Geen casus past bij wat u zoekt."


class CandidateList(QListView):
    """`chosen` carries the case that goes on the agenda, `opened` one to look at."""

    chosen = Signal(str)
    opened = Signal(str)
    up = Signal()

    def __init__(self, model: CandidatesModel) -> None:
        super().__init__()
        self.setObjectName("tables.candidates.list")
        self.setAccessibleName("Casussen die op de agenda kunnen")
        self.setAccessibleDescription(_KEYS)
        self.setProperty("look", "bare")
        self._look = CandidateDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._look)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._choose)

    def fit(self) -> None:
        """As high as its rows, at most so many that the rest of the page stays in view."""
        rows = self.model().rowCount()
        each = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(max(1, each * min(rows, _SEEN)))

    def case_at(self, index: QModelIndex) -> str:
        """The case of a row, or empty."""
        found = index.data(CANDIDATE) if index.isValid() else None
        return found.case_id if isinstance(found, Candidate) else ""

    def _choose(self, index: QModelIndex) -> None:
        if case_id := self.case_at(index):
            self.chosen.emit(case_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the plus adds."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        box = plus_of(QRectF(self.visualRect(index)))
        if event.button() == Qt.MouseButton.LeftButton and box.contains(QPointF(event.position())):
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key adds; up from the first goes back to the search line."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ENTER and control:
            if case_id := self.case_at(self.currentIndex()):
                self.opened.emit(case_id)
        elif key in _ADDS:
            self._choose(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.up.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same acts from a menu."""
        keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyed else self.indexAt(event.pos())
        case_id = self.case_at(index)
        if case_id:
            menu = QMenu(self)
            menu.setObjectName("tables.candidates.menu")
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction("Op de agenda zetten\tEnter").triggered.connect(lambda: self.chosen.emit(case_id))
            menu.addAction("Dossier openen\tCtrl+Enter").triggered.connect(lambda: self.opened.emit(case_id))
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).center()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key; there is always a row that has it."""
        self._look.by_key = by_key(event, self._look.by_key)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()


class CandidatesCard(Card):
    """A search line above the list: Enter in it takes the first, arrow down goes into the list."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("Casussen van deze tafel")
        self.model = CandidatesModel(self)
        self.list = CandidateList(self.model)
        self.search = _Search()
        self.search.setObjectName("tables.candidates.search")
        self.search.setAccessibleName("Zoek een casus voor de agenda")
        self.search.setPlaceholderText("Zoek op nummer, initialen of casusvraag")
        self.search.setClearButtonEnabled(False)
        self.none = small("", "tables.candidates.none", wrap=True)
        self.keys = small(_KEYS, "tables.candidates.keys", wrap=True)
        self.body.addWidget(self.search)
        self.body.addWidget(self.none)
        self.add(self.list)
        self._foot = self.section(margin=(18, 10))
        self._foot.addWidget(self.keys)
        self._on_agenda = 0
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take_first)
        self.search.down.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.up.connect(lambda: self.search.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)

    def show_candidates(self, candidates: Sequence[Candidate], on_agenda: int, today: date) -> None:
        """Show these; `on_agenda` is how many cases the agenda has already."""
        self._on_agenda = on_agenda
        at = max(0, self.list.currentIndex().row())
        had = self.list.hasFocus()
        self.model.show(candidates, today)
        self._fit()
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(at, self.model.rowCount() - 1)))
        elif had:
            self.search.setFocus(Qt.FocusReason.TabFocusReason)

    def take_keyboard(self) -> bool:
        """The list where there is one, else the search line; False when there is nothing to choose."""
        wanted = self.list if self.model.rowCount() else self.search
        if not wanted.isHidden():
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
        return not wanted.isHidden()

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self._fit()

    def _fit(self) -> None:
        there = self.model.rowCount()
        self.list.fit()
        self.list.setVisible(bool(there))
        self.keys.setVisible(bool(there))
        self.search.setVisible(bool(self.model.total) or bool(self.search.text()))
        self.none.setVisible(not there)
        if self.model.total:
            self.none.setText(_NO_MATCH)
        else:
            self.none.setText(_ALL_ON if self._on_agenda else _NONE)

    def _take_first(self) -> None:
        if self.model.rowCount() and self.search.text().strip():
            self.chosen.emit(self.model.rows[0].case_id)
            self.search.selectAll()


class _Search(QLineEdit):
    """A line from which arrow down goes on."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
