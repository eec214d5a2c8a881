"""Agenda, case and table beside each other; in a narrow window one of them at a time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.kit.tabbar import TabBar
from zvhdesk.ui.theme import Text, font

_NAMES = ("Agenda", "Casus", "Aan tafel")
_WIDTHS = ((1360, 272, 326), (1180, 236, 282), (0, 208, 240))
"""From so wide on: the left and the right column, in px."""
NARROW = 900
"""Below this width one column is shown at a time."""


class Columns(QWidget):
    """Three panes; `look_at` shows one where only one fits."""

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._panes = (left, middle, right)
        self.bar = TabBar()
        self.bar.setObjectName("console.panes")
        self.bar.setAccessibleName("Delen van het scherm")
        self.bar.setFont(font(Text.STRONG))
        self.bar.setMinimumHeight(TALL)
        for words in _NAMES:
            self.bar.addTab(words)
        self.bar.setCurrentIndex(1)
        self.bar.currentChanged.connect(lambda _: self._arrange())
        row = QHBoxLayout()
        row.setSpacing(14)
        for pane in self._panes:
            row.addWidget(pane, 1 if pane is middle else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 14)
        column.setSpacing(0)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row, 1)
        self._column = column
        self.bar.hide()

    def look_at(self, pane: int) -> None:
        """Show this pane: 0 agenda, 1 case, 2 table."""
        self.bar.setCurrentIndex(pane)

    @property
    def narrow(self) -> bool:
        """Whether only one pane fits."""
        return self.width() < NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the width anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        left, _middle, right = self._panes
        self.bar.setVisible(self.narrow)
        self._column.setContentsMargins(14, 0 if self.narrow else 14, 14, 14)
        for at, pane in enumerate(self._panes):
            pane.setVisible(not self.narrow or at == self.bar.currentIndex())
        if self.narrow:
            for pane in (left, right):
                pane.setMinimumWidth(0)
                pane.setMaximumWidth(16_777_215)
            return
        _, first, last = next(each for each in _WIDTHS if self.width() >= each[0])
        left.setFixedWidth(first)
        right.setFixedWidth(last)
