"""The head of a column: its phase, how many there are, and what its clock says."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.services.board import BoardColumn
from zvhdesk.services.words import thousands
from zvhdesk.ui.theme import Text, current, font

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ColumnHeader(QWidget):
    """Title, count and note above a line. A note that does not fit is the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = self._count = self._note = ""

    def show_column(self, column: BoardColumn) -> None:
        """Show the head of this column."""
        self._title, self._count, self._note = column.title, thousands(column.count), column.note
        many = "1 casus" if column.count == 1 else f"{self._count} casussen"
        told = f"{column.title}, {many}" + (f", {column.note}" if column.note else "")
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        """One line of text, its line beneath."""
        return QSize(100, int(QFontMetricsF(font(Text.COLUMN)).height()) + 15)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a larger font."""
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and the line over the width of the cards."""
        del event
        palette = current()
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(4, 2, -2, -8)
        left = room.left()
        for words, size, ink in (
            (self._title, Text.COLUMN, palette.ink),
            (self._count, Text.SUB, palette.ink3),
        ):
            painter.setFont(font(size))
            painter.setPen(QColor(ink))
            fits = QFontMetricsF(painter.font()).elidedText(
                words, Qt.TextElideMode.ElideRight, room.right() - left
            )
            painter.drawText(QRectF(left, room.top(), room.right() - left, room.height()), _LEFT, fits)
            left += QFontMetricsF(painter.font()).horizontalAdvance(fits) + 8
        painter.setFont(font(Text.FOOT))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._note)
        if width <= room.right() - left + 4:
            painter.setPen(QColor(palette.warn))
            at = QRectF(room.right() - width, room.top(), width + 1, room.height())
            painter.drawText(at, _LEFT, self._note)
        painter.fillRect(QRectF(2, self.height() - 6, self.width() - 4, 2), QColor(palette.line))
