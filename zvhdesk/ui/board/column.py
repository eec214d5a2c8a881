"""One column of the board: its head, and its cards in a list view with the board's keys and dragging."""

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollBar, QVBoxLayout, QWidget

from zvhdesk.domain.terms import Phase
from zvhdesk.services.board import BoardColumn
from zvhdesk.ui.board.delegate import CardDelegate, card_at
from zvhdesk.ui.board.header import ColumnHeader
from zvhdesk.ui.board.model import MIME, ColumnModel
from zvhdesk.ui.theme import GAP, RADIUS, current

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _QuietBar(QScrollBar):
    """Always there, so that cards keep their width, and seen only when there is something to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class CardList(QListView):
    """The cards of one phase.

    `opened` carries a case id; `stepped` -1 or 1 for the column beside this one; `carried` a case id and the
    side it is to go to; `dropped` a case id that was dragged here; `menu` a case id and where to open it.
    `entered` tells that the keyboard came.
    """

    opened = Signal(str)
    stepped = Signal(int)
    carried = Signal(str, int)
    dropped = Signal(str)
    menu = Signal(str, QPoint)
    entered = Signal()

    def __init__(self, model: ColumnModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = model
        self._target = False
        self.setObjectName(f"board.list.{model.phase}")
        self.setProperty("look", "bare")
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setVerticalScrollBar(_QuietBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setMouseTracking(True)
        self.setMinimumHeight(120)
        self.activated.connect(self._open)

    @property
    def cards(self) -> ColumnModel:
        """Its model."""
        return self._cards

    @property
    def case_id(self) -> str:
        """The case the keyboard is at, or empty."""
        card = card_at(self.currentIndex())
        return "" if card is None else card.id

    def choose(self, row: int) -> None:
        """Put the keyboard at this row and bring it into view."""
        index = self._cards.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _open(self, index: QModelIndex) -> None:
        card = card_at(index)
        if card is not None:
            self.opened.emit(card.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down within the column, left and right to the next; with Ctrl or Shift the card goes too."""
        key, case_id = Qt.Key(event.key()), self.case_id
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _SIDES and modifiers == Qt.KeyboardModifier.NoModifier:
            self.stepped.emit(_SIDES[key])
        elif key in _SIDES and modifiers in (
            Qt.KeyboardModifier.ControlModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            if case_id:
                self.carried.emit(case_id, _SIDES[key])
        elif key in _ENTER and not modifiers:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_F10 and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._ask_menu(self.currentIndex())
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the menu key at the current card, by the mouse at the card beneath it."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._ask_menu(self.currentIndex() if by_key else self.indexAt(event.pos()))

    def _ask_menu(self, index: QModelIndex) -> None:
        card = card_at(index)
        if card is not None:
            self.setCurrentIndex(index)
            at = self.visualRect(index).topLeft() + QPoint(24, 40)
            self.menu.emit(card.id, self.viewport().mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard arrives at a card, not at an empty place."""
        super().focusInEvent(event)
        self.entered.emit()
        # By mouse the press that follows says which card; scrolling first would put another beneath it.
        if self._cards.rowCount() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            # Qt makes the first current but leaves it unselected, and then says nothing of it.
            self.setCurrentIndex(self._cards.index(max(0, self.currentIndex().row())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other line breaks, other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(on=False)

    def _consider(self, event: QDragMoveEvent) -> None:
        fits = event.mimeData().hasFormat(MIME) and event.source() is not self
        self._mark(on=fits)
        event.setAccepted(fits)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which case came; whether it may stay is for the rule."""
        self._mark(on=False)
        if event.mimeData().hasFormat(MIME) and event.source() is not self:
            event.acceptProposedAction()
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode("ascii"))

    def _mark(self, *, on: bool) -> None:
        if on != self._target:
            self._target = on
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards, and a frame around the column while a card is held above it."""
        super().paintEvent(event)
        if self._target:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current().accent), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), RADIUS, RADIUS)


class Column(QWidget):
    """Head and cards of one phase. The gap to the next column is its right margin, where it scrolls."""

    def __init__(self, phase: Phase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = phase
        self.setObjectName(f"board.column.{phase}")
        self.header = ColumnHeader()
        self.list = CardList(ColumnModel(phase, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, GAP, 0)
        head.addWidget(self.header)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def show_column(self, column: BoardColumn, *, by_table: bool) -> None:
        """Show what was read, leaving the keyboard and the scrolling where they are."""
        self.header.show_column(column)
        self.list.setAccessibleName(self.header.accessibleName())
        self.list.cards.show(column.cards, column.count, by_table=by_table)
