"""White frames: the card, its sections, and the band beneath the top bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zvhdesk.ui.kit.text import heading, rule
from zvhdesk.ui.plain.text import small


class Card(QFrame):
    """A white rounded frame with sections, divided by faint lines.

    `body` is the layout of the first section; `section()` begins another.
    """

    def __init__(self, title: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self._outer.addStretch(0)
        self._sections = 0
        self.body = self.section(title, aside)
        if title:
            self.setAccessibleName(title)

    def section(self, title: str = "", aside: str = "", *, margin: tuple[int, int] = (18, 14)) -> QVBoxLayout:
        """Begin a section; returns the layout for what stands in it. Margin: sides, top and bottom."""
        if self._sections:
            self._put(rule(faint=True))
        self._sections += 1
        layout = QVBoxLayout()
        layout.setContentsMargins(margin[0], margin[1], margin[0], margin[1])
        layout.setSpacing(6)
        if title:
            layout.addLayout(_head(title, aside))
        self._outer.insertLayout(self._outer.count() - 1, layout)
        return layout

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget that reaches from edge to edge, such as a table."""
        self._put(widget, stretch)

    def _put(self, widget: QWidget, stretch: int = 0) -> None:
        # Before the spacer at the end, which keeps the sections at the top of a high card.
        self._outer.insertWidget(self._outer.count() - 1, widget, stretch)


def _head(title: str, aside: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(heading(title))
    if aside:
        beside: QLabel = small(aside, wrap=True)
        beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(beside, 1)
    else:
        row.addStretch(1)
    return row


class Band(QFrame):
    """A white strip over the width of the page with a line beneath: chips, steps, tabs stand on it."""

    def __init__(self, parent: QWidget | None = None, *, top: int = 10, bottom: int = 10) -> None:
        super().__init__(parent)
        self.setProperty("look", "band")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(24, top, 24, bottom)
        self.row.setSpacing(8)
