"""A panel that stands before the case while it is looked at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.kit import heading


class EscPanel(QFrame):
    """A title, something that scrolls, and the way back. `closed` with Esc or the button."""

    closed = Signal()

    def __init__(self, name: str, title: str, inside: QWidget) -> None:
        """`name` is its objectName, and the prefix of those in it."""
        super().__init__()
        self.setObjectName(name)
        self.back = KeyButton("Esc", "terug", f"{name}.close", tab=True)
        self.back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 18, 0)
        head.addWidget(heading(title))
        head.addStretch(1)
        head.addWidget(self.back)
        area = Scroller(f"{name}.area", title, margin=(18, 10))
        area.column.addWidget(inside)
        area.finish()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(area, 1)

    def take_keyboard(self) -> None:
        """It has just come into view."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
