"""The bar that explains why a card stayed where it was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from zvhdesk.ui.explain import Explanation
from zvhdesk.ui.kit import Button, Message
from zvhdesk.ui.theme import MARGIN


class RefusalBar(QFrame):
    """A calm sentence with the next step. `closed` says that it was put away.

    `step` carries the case id and the place in its dossier.
    """

    step = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board.refusal")
        self.setProperty("look", "band")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._case_id = ""
        self._place = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 6, MARGIN, 6)
        row.setSpacing(8)
        self._message = Message("board.refusal.text")
        self._button = Button("", "board.refusal.step", on_click=self._take_step)
        row.addWidget(self._message, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._button)
        row.addWidget(Button("Sluiten", "board.refusal.close", "quiet", on_click=self.put_away))
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when there is none."""
        return self._message.text

    def say(self, case_id: str, number: str, told: Explanation) -> None:
        """Show why this case was not moved."""
        self._case_id, self._place = case_id, told.place
        self._message.say(f"{number} blijft staan. {told.sentence}" if number else told.sentence, "warn")
        self._button.setText(told.step)
        self._button.setAccessibleName(f"{told.step}, {number}")
        self._button.setVisible(bool(told.step))
        self.setAccessibleName(self._message.text)
        self.show()

    def _take_step(self) -> None:
        self.step.emit(self._case_id, self._place)

    def clear(self) -> None:
        """Take it away."""
        self._message.clear()
        self.hide()

    def put_away(self) -> None:
        """Take it away and let the page put the keyboard back."""
        self.clear()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
