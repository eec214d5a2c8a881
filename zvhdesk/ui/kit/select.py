"""A choice from a list, in the look of the other fields."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from zvhdesk.ui.theme import RADIUS_SMALL, current, icons


class Select(QComboBox):
    """A drop-down of (value, word). The wheel does not change it: one scrolls past it too easily."""

    def __init__(
        self, name: str, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, word in choices:
            self.addItem(word, value)

    @property
    def value(self) -> str:
        """The value chosen; empty when there is none."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose a value; unknown values choose nothing."""
        self.setCurrentIndex(self.findData(value))

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        return QSize(super().sizeHint().width() + 20, max(36, self.fontMetrics().height() + 18))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters and the arrow."""
        return QSize(90, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field with an arrow."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self.hasFocus() or self.property("wrong") else 1
        line = (
            palette.focus
            if self.hasFocus()
            else palette.danger
            if self.property("wrong")
            else palette.field_line
        )
        painter.setPen(QPen(QColor(line), wide))
        painter.setBrush(QColor(palette.paper if self.isEnabled() else palette.sunken))
        box = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        words = QRectF(self.rect()).adjusted(12, 0, -32, 0)
        text = self.currentText() or self.placeholderText()
        fits = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.setPen(QColor(palette.ink if self.isEnabled() and self.currentText() else palette.ink3))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fits)
        arrow = QRectF(self.width() - 27, self.height() / 2 - 8, 16, 16)
        icons.paint(painter, "chevron-down", arrow, palette.ink3)
