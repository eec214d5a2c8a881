"""The titles above the columns of the list; they stay while the list scrolls."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.services.actions import By
from zvhdesk.ui.actions.columns import cell, columns, titles
from zvhdesk.ui.theme import Text, current, font


class Titles(QWidget):
    """Quiet words in line with the columns beneath. Nothing where the lines are stacked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._by, self._inner = By.PARTNER, 0.0

    def follow(self, by: By, inner: float) -> None:
        """Stand above cards that are so wide."""
        self._by, self._inner = by, inner
        self.setVisible(not columns(inner, by).stacked)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(100, round(QFontMetricsF(font(Text.SMALL)).height()) + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words."""
        del event
        at = columns(self._inner, self._by)
        painter = QPainter(self)
        painter.setFont(font(Text.SMALL))
        painter.setPen(QColor(current().ink3))
        box = QRectF(2, 0, self._inner, self.height())
        side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        places = (at.text, at.case, at.who, at.term, at.status, at.note)
        for words, place in zip(titles(self._by), places, strict=True):
            painter.drawText(cell(box, place), side, words)
