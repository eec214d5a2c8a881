"""A button of words: plain, primary, danger, link and quiet."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zvhdesk.ui.plain.properties import set_named
from zvhdesk.ui.plain.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, TARGET, Text, font

Kind = Literal["plain", "primary", "danger", "link", "quiet"]


class WordButton(QPushButton):
    """A push button of the house style; Enter works on it as well as the space bar.

    `name` becomes the objectName, which is how tests and the tour find the button.
    """

    def __init__(
        self,
        text: str,
        name: str,
        kind: Kind = "plain",
        *,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._by_key = False
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setFont(font(Text.SMALL if kind in ("link", "quiet") else Text.BUTTON))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        set_named(self, focusPolicy="StrongFocus")
        self.setAutoDefault(True)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its text: a cut button is worse than a wrapped row."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), max(hint.height(), TARGET))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard came by key; after a click no ring is drawn."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the ring when it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_key:
            painter = QPainter(self)
            paint_ring(painter, QRectF(self.rect()), RADIUS_SMALL)
