"""What delegates paint with: text that elides, two lines of it, and the square of a casustafel."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from zvhdesk.ui.theme import Text, current, font

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def line_height(size: Text) -> float:
    """Of one line of text."""
    return round(QFontMetricsF(font(size)).height() * 1.12)


def elided(metrics: QFontMetricsF, words: str, width: float) -> str:
    """As much of `words` as fits, with an ellipsis where they go on."""
    # Half a point: a text is never elided in the room that was measured for it.
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, width) + 0.5) if words else ""


def two_lines(words: str, used: QFont, metrics: QFontMetricsF, width: float) -> list[str]:
    """At most two lines, broken between words; the second ends in an ellipsis when it does not fit."""
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    layout = QTextLayout(words, used)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    split = line.textStart() + line.textLength()
    layout.endLayout()
    return [words[:split].rstrip(), elided(metrics, words[split:].lstrip(), width)]


def write(painter: QPainter, room: QRectF, words: str, size: Text, ink: str, least: float = 0) -> float:
    """Draw as much of `words` as fits; returns the width used, at least `least` so that columns line up."""
    painter.setFont(font(size))
    painter.setPen(QColor(ink))
    metrics = QFontMetricsF(painter.font())
    fits = elided(metrics, words, room.width())
    painter.drawText(room, LEFT, fits)
    return max(least, metrics.horizontalAdvance(fits))


def square(painter: QPainter, left: float, middle: float, colour: str) -> float:
    """The square that marks a casustafel; returns how much room it took."""
    palette = current()
    made = QColor(colour or palette.hue(0))
    painter.setPen(Qt.PenStyle.NoPen)
    # The house chose its colours on white; on a dark page they need more light.
    painter.setBrush(made.lighter(150) if palette.dark and colour else made)
    painter.drawRoundedRect(QRectF(left, middle - 4.5, 9, 9), 2, 2)
    return 17.0
