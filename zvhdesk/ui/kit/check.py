"""Check box and radio button, with an edge that can be seen (3 to 1) and the ring of the house."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import Text, current, font

_BOX = 18.0
_GAP = 10.0
_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class Check(QAbstractButton):
    """A box to tick. The words wrap; a click anywhere on them ticks."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFont(font(Text.BODY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._by_key = False

    def sizeHint(self) -> QSize:
        """On one line, 32 px high to hit."""
        # Two to spare: wrapped to exactly their own width, some words go to a second line.
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(round(3 + _BOX + _GAP) + wide + 6, 32)

    def minimumSizeHint(self) -> QSize:
        """The words may wrap."""
        return QSize(min(160, self.sizeHint().width()), 32)

    def heightForWidth(self, width: int) -> int:
        """Height of the wrapped words."""
        room = max(40, width - round(3 + _BOX + _GAP) - 6)
        words = self.fontMetrics().boundingRect(0, 0, room, 10_000, _FLAGS, self.text())
        return max(32, words.height() + 12)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, tick and words."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(3.5, 7.5, _BOX - 1, _BOX - 1)
        able = self.isEnabled()
        self.paint_box(painter, box)
        painter.setPen(QColor(palette.ink if able else palette.ink3))
        painter.setFont(self.font())
        left = 3 + _BOX + _GAP
        painter.drawText(QRectF(left, 6, self.width() - left - 3, self.height() - 12), _FLAGS, self.text())
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()), 6, inner=False)

    def paint_box(self, painter: QPainter, box: QRectF) -> None:
        """Draw the box, ticked or not."""
        paint_check(painter, box, on=self.isChecked(), able=self.isEnabled())


def paint_check(painter: QPainter, box: QRectF, *, on: bool, able: bool = True) -> None:
    """Draw a check box of about 17 px in `box`; for delegates too."""
    _set_colours(painter, on=on, able=able)
    painter.drawRoundedRect(box, 4, 4)
    if on:
        mark = QColor(current().accent_ink if able else current().ink3)
        painter.setPen(
            QPen(mark, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = [(-4.2, 0.2), (-1.2, 3.2), (4.2, -3.2)]
        painter.drawPolyline(QPolygonF([box.center() + QPointF(x, y) for x, y in corners]))


def _set_colours(painter: QPainter, *, on: bool, able: bool) -> None:
    palette = current()
    painter.setPen(QPen(QColor(palette.accent if on and able else palette.field_line), 1.4))
    painter.setBrush(QColor(palette.accent if on and able else palette.paper if able else palette.sunken))


class Radio(Check):
    """One of several; those with the same parent exclude each other, and arrow keys move between them."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, name, parent)
        self.setAutoExclusive(True)

    def paint_box(self, painter: QPainter, box: QRectF) -> None:
        """A round box with a dot."""
        able = self.isEnabled()
        _set_colours(painter, on=self.isChecked(), able=able)
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().accent_ink if able else current().ink3))
            painter.drawEllipse(box.center(), 3.6, 3.6)
