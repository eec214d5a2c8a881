"""The last step: what came in, and on to the board."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zvhdesk.services.importing.drafts import Report
from zvhdesk.ui.importing import sentences
from zvhdesk.ui.importing.check_step import SAVE_LIST
from zvhdesk.ui.kit import Button, Card, heading, label
from zvhdesk.ui.theme import MARGIN, Text


class DoneStep(QWidget):
    """The report. `board_asked`, `again_asked`, `save_asked` are what may come next."""

    board_asked = Signal()
    again_asked = Signal()
    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = heading("", "import.done.title")
        self._words: list[QLabel] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.board = Button("Naar het casusbord", "import.board", "primary", on_click=self.board_asked.emit)
        self.again = Button("Nog een bestand", "import.again", on_click=self.again_asked.emit)
        self.save = Button(SAVE_LIST, "import.done.save_errors", on_click=self.save_asked.emit)
        card = Card()
        card.body.addWidget(self._title)
        card.body.addLayout(self._lines)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.board, self.again, self.save):
            acts.addWidget(button)
        acts.addStretch(1)
        card.section().addLayout(acts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 16, MARGIN, 16)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)

    @property
    def text(self) -> str:
        """The whole report as text."""
        return "\n".join(line.text() for line in (self._title, *self._words))

    def show_report(self, report: Report) -> None:
        """Show what came in."""
        self._title.setText(sentences.taken_over(report))
        for line in self._words:
            line.deleteLater()
        self._words = [label(words, Text.BODY) for words in sentences.report_lines(report)]
        for line in self._words:
            self._lines.addWidget(line)
        self.save.setVisible(bool(report.rejected))
