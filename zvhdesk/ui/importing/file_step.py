"""The first step: which file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.kit import Button, Card, EmptyState, Message, label
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.theme import MARGIN, Text

_STAYS = (
    "Het bestand blijft waar het staat en wordt alleen gelezen.",
    "U ziet eerst wat er gebeurt; daarna pas wordt er iets opgeslagen.",
)


class FileStep(QWidget):
    """Choose a file, or drag one onto the page."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose = Button("Bestand kiezen", "import.choose", "primary", icon="folder-open")
        self.choose.clicked.connect(self.asked)
        self.message = Message("import.file.error")
        self.progress = Progress("import.reading")
        empty = EmptyState(
            "file-input",
            "Kies het register uit uw oude systeem",
            "CSV of Excel (.xlsx). U kunt het bestand ook op deze pagina slepen.",
            (self.choose,),
        )
        card = Card()
        empty.setMinimumHeight(260)
        card.body.addWidget(empty)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.message, 4)
        middle.addStretch(1)
        card.body.addLayout(middle)
        card.body.addWidget(self.progress)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 20, MARGIN, 20)
        outer.setSpacing(14)
        outer.addWidget(card)
        for line in _STAYS:
            outer.addWidget(label(line, Text.SUB, "3"), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)

    def busy(self, *, reading: bool) -> None:
        """While the file is read nothing else can be chosen."""
        self.choose.setEnabled(not reading)
        self.progress.setVisible(reading)
        if reading:
            self.message.clear()
            self.progress.say("Het bestand wordt gelezen", 0, 0)
