"""The window for a house that cannot be opened at all: one sentence that says what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.kit import Button, EmptyState
from zvhdesk.ui.unlock.front import FrontWindow


class RefusedWindow(FrontWindow):
    """Says why the house stays closed. Closing it ends the program."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refused")
        self.setWindowTitle("ZVH Desk")
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(720, 420)
        close = Button("Sluiten", "refused.close", "primary", on_click=self.close)
        state = EmptyState("lock", "Dit huis kan nu niet open", sentence, (close,))
        layout = QVBoxLayout(self)
        layout.addWidget(state)
