"""A step of a guide in the middle of its page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

_MOST = 720


def scrolling(page: QWidget) -> QScrollArea:
    """A step in the middle of the page; it scrolls when the window is small or enlarged."""
    page.setMaximumWidth(_MOST)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 20, 24, 20)
    row.addStretch(1)
    row.addWidget(page, 1000)
    row.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area
