"""How far long work is: a sentence, a count and a bar."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from zvhdesk.ui.plain.text import label
from zvhdesk.ui.theme import Text


class Progress(QWidget):
    """`3.250 van 10.000` with a bar. Hidden until something is under way."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._words = label("", Text.SUB, "2", name=f"{name}.words")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, what: str, done: int, total: int) -> None:
        """Tell how far it is; a total of 0 is not known."""
        count = f": {done} van {total}" if total else ""
        self._words.setText(f"{what}{count}")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(self._words.text())
