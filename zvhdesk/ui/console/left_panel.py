"""What was typed under a point that another desk took off the agenda, while the meeting goes on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.kit import heading
from zvhdesk.ui.tables.left_behind import LeftBehindCard
from zvhdesk.ui.tasks import Tasks

WHY = (
    "Dit agendapunt is op een andere computer van de agenda gehaald voordat dit was vastgelegd. "
    "Het staat in geen dossier. Kopieer wat u nodig hebt, of zet het punt opnieuw op de agenda."
)


class LeftPanel(QFrame):
    """`closed` with Esc or the button."""

    closed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("console.left")
        self.card = LeftBehindCard(tasks, WHY)
        self._back = KeyButton("Esc", "terug", "console.left.close", tab=True)
        self._back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 18, 0)
        head.addWidget(heading("Van de agenda gehaald"))
        head.addStretch(1)
        head.addWidget(self._back)
        area = Scroller("console.left.area", "Van de agenda gehaald", margin=(18, 10))
        area.column.addWidget(self.card)
        area.finish()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(area, 1)

    def begin(self, meeting_id: str) -> None:
        """Look what there is of this meeting."""
        self.card.show_meeting(meeting_id)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
