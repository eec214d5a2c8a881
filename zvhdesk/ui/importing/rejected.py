"""The rows that stay out: line, column, reason, and for an age outside the limits the act to let it in."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvhdesk.ui.grid import Column, GridModel
from zvhdesk.ui.grid.model import ROW, Index
from zvhdesk.ui.importing.taking import RejectedRow
from zvhdesk.ui.kit import paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

LET_IN = "Overnemen en afwijking vastleggen"
LEAVE_OUT = "Toch niet overnemen"
LINE_WIDTH = 58
COLUMN_WIDTH = 124
"""Of the column of headings; a long heading wraps, and one without spaces is cut."""
_PAD = 18
_COLUMN = COLUMN_WIDTH - 10
_MANY = 500
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def spoken(row: RejectedRow) -> str:
    """What a screen reader says of a row."""
    if row.accepted:
        said = "wordt overgenomen, afwijking vastgelegd."
        return f"Rij {row.line}: kolom {row.column}, {said} {row.reason} {LEAVE_OUT}: Enter"
    act = f" {LET_IN}: Enter" if row.waivable else ""
    return f"Rij {row.line}: kolom {row.column}. {row.reason}{act}"


class RejectedDelegate(QStyledItemDelegate):
    """Line, column and wrapped reason, the act beneath as a link."""

    def __init__(self, view: "RejectedList") -> None:
        super().__init__(view)
        self._view = view

    def _width(self) -> int:
        return max(80, self._view.viewport().width() - LINE_WIDTH - COLUMN_WIDTH - _PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the reason needs."""
        row: RejectedRow = index.data(ROW)
        metrics = QFontMetrics(font(Text.SUB))
        reason = metrics.boundingRect(QRect(0, 0, self._width(), 10_000), _WRAP, _said(row)).height()
        column = metrics.boundingRect(QRect(0, 0, _COLUMN, 10_000), _WRAP, _column(row, metrics)).height()
        high = max(reason, column)
        return QSize(200, high + 18 + (metrics.height() + 2 if row.waivable else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        palette = current()
        row: RejectedRow = index.data(ROW)
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line2))
        painter.setFont(font(Text.SUB))
        painter.setPen(QColor(palette.ink3 if row.accepted else palette.ink))
        top = rect.top() + 9
        painter.drawText(
            QRectF(rect.left() + _PAD, top, LINE_WIDTH - _PAD, rect.height()), _LEFT, str(row.line)
        )
        column = QRectF(rect.left() + LINE_WIDTH, top, _COLUMN, rect.height())
        painter.drawText(column, _WRAP, _column(row, QFontMetrics(font(Text.SUB))))
        words = QRectF(rect.left() + LINE_WIDTH + COLUMN_WIDTH, top, self._width(), rect.height())
        painter.drawText(words, _WRAP, _said(row))
        if row.waivable:
            painter.setPen(QColor(palette.info))
            painter.drawText(
                self.act_rect(option.rect).toRectF(), _LEFT, LEAVE_OUT if row.accepted else LET_IN
            )
        focus = self._view.hasFocus() and bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focus:
            paint_ring(painter, rect.adjusted(2, 0, -2, -1), RADIUS_SMALL, inner=False)
        painter.restore()

    def act_rect(self, row: QRect) -> QRect:
        """Where the act stands in a row."""
        high = QFontMetrics(font(Text.SUB)).height()
        # Where the reason is narrow the act begins under the column, so that its words are whole.
        needed = QFontMetrics(font(Text.SUB)).horizontalAdvance(LET_IN)
        before = COLUMN_WIDTH if needed <= self._width() else 0
        left = row.left() + LINE_WIDTH + before
        return QRect(left, row.bottom() - 9 - high, self._width() + COLUMN_WIDTH - before, high + 9)


def _column(row: RejectedRow, metrics: QFontMetrics) -> str:
    """The heading, each word of it within the column."""
    words = (metrics.elidedText(word, Qt.TextElideMode.ElideRight, _COLUMN) for word in row.column.split())
    return " ".join(words)


def _said(row: RejectedRow) -> str:
    return f"Wordt overgenomen, afwijking vastgelegd. {row.reason}" if row.accepted else row.reason


class RejectedList(QListView):
    """A list of RejectedRow. `waived` carries the line and whether it is let in."""

    waived = Signal(int, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = GridModel((Column("reason", "", spoken),))
        self._delegate = RejectedDelegate(self)
        self.setObjectName(name)
        self.setAccessibleName("Rijen die niet worden overgenomen")
        self.setProperty("look", "bare")
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setBatchSize(200)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def show_rows(self, rows: Sequence[RejectedRow]) -> None:
        """Show these rows, keeping place and scroll."""
        kept, here = self.verticalScrollBar().value(), self.currentIndex().row()
        # Thousands of rows of different heights are measured in parts, so that the window stays awake.
        mode = QListView.LayoutMode
        self.setLayoutMode(mode.Batched if len(rows) > _MANY else mode.SinglePass)
        self.rows.show(rows)
        if 0 <= here < len(rows):
            self.setCurrentIndex(self.rows.index(here, 0))
        self.doItemsLayout()
        self.verticalScrollBar().setValue(kept)
        self.updateGeometry()

    def _toggle(self, index: QModelIndex) -> None:
        row: RejectedRow | None = index.data(ROW)
        if row is not None and row.waivable:
            self.waived.emit(row.line, not row.accepted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar do the act of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._toggle(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the act does it."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and self._delegate.act_rect(self.visualRect(index)).contains(at):
            self._toggle(index)

    def event(self, event: QEvent) -> bool:
        """The keyboard begins at the first row."""
        done = super().event(event)
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid() and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0, 0))
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """High enough for a few rows; the rest scrolls."""
        rows = min(len(self.rows.rows), 12)
        high = sum(self.sizeHintForRow(at) for at in range(rows))
        return QSize(320, high + 4)

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        return QSize(200, min(90, self.sizeHint().height()))
