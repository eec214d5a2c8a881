"""Buttons: plain, primary, danger, link and quiet."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, TARGET, Text, current, font, icons

Kind = Literal["plain", "primary", "danger", "link", "quiet"]


class Button(QPushButton):
    """A push button of the house style; Enter works on it as well as the space bar.

    `name` becomes the objectName, which is how tests and the tour find the button.
    """

    def __init__(
        self,
        text: str,
        name: str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._kind: Kind = kind
        self._by_key = False
        self._icon = ""
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setFont(font(Text.SMALL if kind in ("link", "quiet") else Text.BUTTON))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(True)
        self._icon = icon
        self._tint()
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def _tint(self) -> None:
        if self._icon:
            palette = current()
            colors = {"primary": palette.accent_ink, "danger": palette.danger, "link": palette.info}
            self.setIcon(icons.icon(self._icon, colors.get(self._kind, palette.ink2), 16, gap=4))
            self.setIconSize(QSize(20, 16))

    def changeEvent(self, event: QEvent) -> None:
        """Renew the icon when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

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
