"""A bar of tabs that shows where the keyboard is; a style sheet takes Qt's own ring away."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL


class TabBar(QTabBar):
    """As QTabBar, with the focus ring around the tab that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_key = False
        self.setDrawBase(False)
        self.setExpanding(False)

    @property
    def wanted(self) -> int:
        """Width at which every tab is whole, px."""
        return sum(self.tabSizeHint(at).width() for at in range(self.count()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tabs, and over them the ring."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_key:
            tab = QRectF(self.tabRect(self.currentIndex())).adjusted(2, 3, -6, -5)
            paint_ring(QPainter(self), tab, RADIUS_SMALL, inner=False)
