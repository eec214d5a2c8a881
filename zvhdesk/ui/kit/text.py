"""Headings, lines, and text that elides with a tooltip. Plain labels are in `ui.plain.text`."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from zvhdesk.ui.plain.text import Ink, label
from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import Text, font


def heading(text: str, name: str = "") -> QLabel:
    """Heading of a card or section."""
    return label(text, Text.HEAD, name=name)


def rule(*, faint: bool = False) -> QFrame:
    """A horizontal line of one pixel."""
    made = QFrame()
    made.setProperty("look", "line2" if faint else "line")
    made.setFixedHeight(1)
    return made


class Elided(QLabel):
    """One line that ends in an ellipsis when it does not fit; the whole text is then the tooltip.

    `shorter` are other words for it, tried one by one before anything is cut off.
    """

    def __init__(
        self, text: str = "", size: Text = Text.BODY, ink: Ink = "1", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.shorter: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size))
        self.setProperty("ink", ink)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # Ignored ignores the minimum hint as well; a line of nothing at all would be no line.
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        del event
        metrics = self.fontMetrics()
        words = (self.text(), *self.shorter)
        best = next((one for one in words if metrics.horizontalAdvance(one) <= self.width()), words[-1])
        fits = metrics.elidedText(best, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(tip(self.text()) if fits != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment()), fits)
