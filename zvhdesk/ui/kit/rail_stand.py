"""The line in the foot of the rail about the others of the house; it opens the page that explains it."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvhdesk.domain.standing import Stand
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

_MARK = 14
"""From the left edge to the words."""
_ASKS = "#FFB28A"
_RINGS = (Stand.FINDING, Stand.WAITING, Stand.BUSY)


class RailStand(QAbstractButton):
    """A mark and a few words. The mark differs by shape too, not by its colour alone. Hidden when alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail.server")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Zonder server")
        self.setToolTip("Hoe staat het met de andere computers van het huis?")
        self._stand = Stand.ALONE
        self._by_key = False
        self.hide()

    @property
    def stand(self) -> Stand:
        """What is shown."""
        return self._stand

    def say(self, stand: Stand, words: str) -> None:
        """Show another one."""
        self._stand = stand
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(stand is not Stand.ALONE)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as the words ask in the width of the rail."""
        metrics = QFontMetrics(font(Text.FOOT))
        room = max(self.width(), 140) - _MARK
        lines = metrics.boundingRect(0, 0, room, 1000, int(Qt.TextFlag.TextWordWrap), self.text())
        return QSize(140, max(20, lines.height() + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Underline beneath the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And back."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark and words."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        asks = self._stand is Stand.ATTENTION
        calm = self._stand in (*_RINGS, Stand.UP_TO_DATE)
        self._paint_mark(painter, QColor(palette.saved if calm else _ASKS))
        face = QFont(font(Text.FOOT))
        face.setUnderline(self.underMouse())
        painter.setFont(face)
        painter.setPen(QColor(_ASKS if asks else palette.rail_ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(
            Qt.TextFlag.TextWordWrap
        )
        painter.drawText(QRectF(_MARK, 0, self.width() - _MARK, self.height()), flags, self.text())
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()), RADIUS_SMALL)

    def _paint_mark(self, painter: QPainter, color: QColor) -> None:
        """Full dot: up to date. Ring: waiting for the server. Bar: offline. Triangle: asks attention."""
        box = QRectF(0, self.height() / 2 - 4, 8, 8)
        if self._stand in _RINGS:
            painter.setPen(color)
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if self._stand is Stand.OFFLINE:
            painter.drawRect(box.adjusted(0, 3, 0, -3))
        elif self._stand is Stand.ATTENTION:
            top = QPointF(box.center().x(), box.top())
            painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
        else:
            painter.drawEllipse(box)
