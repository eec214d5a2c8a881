"""A line above the page for what came up outside any field: a refusal, an act undone, a warning."""

from collections.abc import Callable

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
        self._act = Button("Doen", "notice.act", on_click=self._do)
        self._act.hide()
        row.addWidget(self._act)
        self._close = Button("Sluiten", "notice.close", "quiet", on_click=self.clear)
        row.addWidget(self._close)
        self._asked: Callable[[], object] | None = None
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
        self._offer(None)
        self.setVisible(bool(sentence))
        self._timer.stop()
        if tone in ("info", "ok"):
            self._timer.start(8000)

    def ask(self, sentence: str, words: str, act: Callable[[], object], otherwise: str) -> None:
        """Show a question with one act; `otherwise` is what the button that leaves things as they are says.

        It stays until it is answered or something else is said.
        """
        self.say(sentence, "warn")
        self._offer(act)
        self._act.setText(words)
        self._close.setText(otherwise)

    def _offer(self, act: Callable[[], object] | None) -> None:
        self._asked = act
        self._act.setVisible(act is not None)
        self._close.setText("Sluiten")

    def _do(self) -> None:
        act = self._asked
        self.clear()
        if act is not None:
            act()

    def clear(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._message.clear()
        self.hide()
