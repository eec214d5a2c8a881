"""What the delegates of Casustafels share: text that elides, and the square of a casustafel."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from zvhdesk.ui.theme import Text, current, font

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def line_height(size: Text) -> float:
    """Of one line of text."""
    return round(QFontMetricsF(font(size)).height() * 1.12)


def write(painter: QPainter, room: QRectF, words: str, size: Text, ink: str) -> float:
    """Draw as much of `words` as fits; returns the width used."""
    painter.setFont(font(size))
    painter.setPen(QColor(ink))
    metrics = QFontMetricsF(painter.font())
    fits = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room.width()) + 0.5)
    painter.drawText(room, LEFT, fits)
    return metrics.horizontalAdvance(fits)


def square(painter: QPainter, left: float, middle: float, colour: str) -> float:
    """The square that marks a casustafel; returns how much room it took."""
    palette = current()
    made = QColor(colour or palette.hue(0))
    painter.setPen(Qt.PenStyle.NoPen)
    # The house chose its colours on white; on a dark page they need more light.
    painter.setBrush(made.lighter(150) if palette.dark and colour else made)
    painter.drawRoundedRect(QRectF(left, middle - 4.5, 9, 9), 2, 2)
    return 17.0
