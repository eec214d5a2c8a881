"""The titles above the columns of a grid."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from zvhdesk.ui.grid.delegate import PAD
from zvhdesk.ui.theme import Text, current, font

_RIGHT = int(Qt.AlignmentFlag.AlignRight)


def _fitting(painter: QPainter, title: str, room: float) -> str:
    return painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room))


class GridHead(QHeaderView):
    """Quiet titles, in line with the words of their column, and a line beneath."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """One line with room around it."""
        return QSize(100, QFontMetrics(font(Text.SUB_STRONG)).height() + 16)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """One title."""
        palette = current()
        where = QRectF(rect)
        painter.fillRect(where, QColor(palette.paper))
        painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), QColor(palette.line2))
        model = self.model()
        title = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        side = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        painter.setFont(font(Text.SUB_STRONG))
        painter.setPen(QColor(palette.ink3))
        painter.drawText(
            where.adjusted(PAD, 0, -PAD if side & _RIGHT else -8, -1),
            int(side),
            _fitting(painter, str(title or ""), where.width() - 2 * PAD + 10),
        )
