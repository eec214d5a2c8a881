"""The view of the list: from action to action by keyboard, and back at its place after a refresh."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollBar, QWidget

from zvhdesk.services.actions import ActionPage, ActionRow, By
from zvhdesk.ui.actions.delegate import INSET, ActionDelegate
from zvhdesk.ui.actions.model import ActionsModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK = (QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MovePageUp)


class _QuietBar(QScrollBar):
    """Always there, so that the cards keep their width, and seen only when there is something to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class ActionList(QListView):
    """All actions. `moved` carries the id of the action that the keyboard is at.

    `opened` is Enter on an action, `pointed` a click, which leaves the keyboard here. `resized` carries the
    width of the cards.
    """

    opened = Signal(str)
    pointed = Signal(str)
    moved = Signal(str)
    resized = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ActionsModel(self)
        self.setObjectName("actions.list")
        self.setAccessibleName("Acties, wat te laat is staat bovenaan")
        self.setProperty("look", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.rows)
        self.setItemDelegate(ActionDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBar(_QuietBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setMouseTracking(True)
        self.setMinimumHeight(100)
        self.clicked.connect(self._click)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def action_id(self) -> str:
        """The action the keyboard is at, or empty."""
        return self._id_at(self.currentIndex().row())

    def show_page(self, page: ActionPage, by: By, today: date, *, anew: bool) -> None:
        """Show this list. Unless it is another one (`anew`), keyboard and scrolling stay where they are.

        When the action that was chosen is gone, the keyboard is at the one that took its place.
        """
        chosen, row = self.action_id, self.currentIndex().row()
        place = self.verticalScrollBar().value()
        if not self.rows.show(page, by, today) and not anew:
            return
        self.doItemsLayout()
        if anew:
            self.scrollToTop()
            self._choose(0)
            return
        found = self.rows.row_of(chosen) if chosen else -1
        if found >= 0 or row >= 0:
            self._choose(found if found >= 0 else row)
        self.verticalScrollBar().setValue(place)

    def choose(self, action_id: str) -> None:
        """Put the keyboard at this action, if it is listed."""
        row = self.rows.row_of(action_id)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))
            self.scrollTo(self.currentIndex())

    def take_keyboard(self) -> None:
        """Come to the action that is chosen, or the first."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, row: int) -> None:
        """The action at this row, or the nearest one: downwards first."""
        count = self.rows.rowCount()
        for near in [*range(max(row, 0), count), *range(min(row, count) - 1, -1, -1)]:
            if self._id_at(near):
                self.setCurrentIndex(self.rows.index(near))
                return

    def _id_at(self, row: int) -> str:
        entries = self.rows.entries
        entry = entries[row] if 0 <= row < len(entries) else None
        return entry.id if isinstance(entry, ActionRow) else ""

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        action_id = self._id_at(index.row())
        if action_id:
            self.moved.emit(action_id)

    def _click(self, index: QModelIndex) -> None:
        action_id = self._id_at(index.row())
        if action_id:
            self.pointed.emit(action_id)

    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """From action to action: a head is stepped over."""
        index = super().moveCursor(cursorAction, modifiers)
        back = cursorAction in _BACK
        row, step = index.row(), -1 if back else 1
        while index.isValid() and 0 <= row < self.rows.rowCount():
            if self._id_at(row):
                return self.rows.index(row)
            row += step
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the action."""
        if event.key() in _ENTER and self.action_id:
            self.opened.emit(self.action_id)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard arrives at an action, not at a head or an empty place."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason and self.rows.rowCount():
            self._choose(max(0, self.currentIndex().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other columns, other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.resized.emit(self.viewport().width() - 2 * INSET)
