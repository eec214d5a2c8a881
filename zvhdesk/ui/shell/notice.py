"""A line above the page for what came up outside any field: a refusal, an act undone, a warning."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from zvhdesk.ui.kit import Button, Message
from zvhdesk.ui.kit.field import Tone
from zvhdesk.ui.theme import MARGIN


class Notice(QFrame):
    """Shows one sentence over the width of the page.

    `info` and `ok` go away after a while; the others stay until closed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("look", "band")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 4, MARGIN, 4)
        self._message = Message("notice.text")
        row.addWidget(self._message, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Button("Sluiten", "notice.close", "quiet", on_click=self.clear))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when hidden."""
        return self._message.text

    def say(self, sentence: str, tone: Tone = "info") -> None:
        """Show a sentence."""
        self._message.say(sentence, tone)
        self.setVisible(bool(sentence))
        self._timer.stop()
        if tone in ("info", "ok"):
            self._timer.start(8000)

    def clear(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._message.clear()
        self.hide()
