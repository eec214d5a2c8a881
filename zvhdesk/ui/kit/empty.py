"""What an empty page says: what would be here, and how to begin."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.card import Card
from zvhdesk.ui.kit.text import heading
from zvhdesk.ui.plain.text import small
from zvhdesk.ui.theme import MARGIN, current, icons


class _Mark(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(QSize(56, 56))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent2))
        painter.drawEllipse(self.rect())
        icons.paint(painter, self._icon, QRectF(16, 16, 24, 24), palette.accent2_ink)


class EmptyState(QWidget):
    """Centred icon, a sentence of what would be here, a sentence of how to begin, and at most a few acts."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        buttons: tuple[Button, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {text}")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        self._mark = _Mark(icon)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = heading(title)
        self._text = small(text, wrap=True)
        for line in (self._title, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addLayout(_middle(line))
        layout.addSpacing(6)
        for button in buttons:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the words come before the picture."""
        super().resizeEvent(event)
        self._mark.setVisible(event.size().height() >= 200)

    def say(self, title: str, text: str) -> None:
        """Other words, for example when a filter leaves nothing."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title}. {text}")


def _middle(line: QWidget) -> QHBoxLayout:
    """At most 480 px wide, centred: a wrapped label that is aligned itself gets the height of one line."""
    line.setMaximumWidth(480)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(line, 100)
    row.addStretch(1)
    return row


def alone(empty: EmptyState) -> QWidget:
    """A page, or a part of one, on which there is nothing else: in a card at its top."""
    empty.setMinimumHeight(280)
    card = Card()
    card.body.addWidget(empty)
    holder = QWidget()
    outer = QVBoxLayout(holder)
    outer.setContentsMargins(MARGIN, 16, MARGIN, 16)
    outer.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
    return holder
