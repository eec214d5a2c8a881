"""The settings of the room screen, before the case while they are looked at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.kit import heading
from zvhdesk.ui.room import Room, RoomSettings


class ScreenPanel(QFrame):
    """`closed` with Esc or the button."""

    closed = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.setObjectName("console.screen")
        self.settings = RoomSettings(room)
        self._back = KeyButton("Esc", "terug", "console.screen.close", tab=True)
        self._back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 18, 0)
        head.addWidget(heading("Zaalscherm"))
        head.addStretch(1)
        head.addWidget(self._back)
        area = Scroller("console.screen.area", "Zaalscherm", margin=(18, 10))
        area.column.addWidget(self.settings)
        area.finish()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(area, 1)

    def begin(self) -> None:
        """Look anew at what screens there are."""
        self.settings.refresh()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
