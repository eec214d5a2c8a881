"""The strip beneath the top bar: what was done, why not, and what then; also the one question."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.kit import Band, Button, Message
from zvhdesk.ui.kit.field import Tone

_QUIET_MS = 8000


class SayBand(Band):
    """A sentence with at most two buttons. Esc puts it away and gives the keyboard back."""

    def __init__(self) -> None:
        super().__init__(top=8, bottom=8)
        self.setObjectName("tables.say")
        self.message = Message("tables.say.text")
        self.step = Button("", "tables.say.step", on_click=lambda: self._do(self._act))
        self.close_button = Button("Sluiten", "tables.say.close", "quiet", on_click=self.clear)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(self.message)
        words.addStretch(1)
        self.row.addLayout(words, 1)
        self.row.addWidget(self.step)
        self.row.addWidget(self.close_button)
        self._act: Callable[[], object] | None = None
        self._back: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self.message.text

    def say(
        self, sentence: str, tone: Tone = "ok", step: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say a sentence; `step` is the word of the button that does `act`. Good news goes by itself."""
        self._show(sentence, tone, step, act, "Sluiten", "plain")
        if tone in ("ok", "info"):
            self._timer.start()

    def ask(
        self,
        question: str,
        yes: str,
        act: Callable[[], object],
        no: str,
        back: QWidget,
        *,
        danger: bool = True,
    ) -> None:
        """Ask once. The keyboard is at `no`; it goes back to `back` after that."""
        self._show(question, "warn", yes, act, no, "danger" if danger else "plain")
        self._back = back
        self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(
        self, sentence: str, tone: Tone, step: str, act: Callable[[], object] | None, no: str, kind: str
    ) -> None:
        self._timer.stop()
        self._act, self._back = act, None
        self.message.say(sentence, tone)
        self.step.setText(step)
        self.step.setAccessibleName(f"{step}. {sentence}" if step else "")
        self.step.setVisible(bool(step))
        self.step.setProperty("kind", kind)
        self.step.style().unpolish(self.step)
        self.step.style().polish(self.step)
        self.close_button.setText(no)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _do(self, act: Callable[[], object] | None) -> None:
        self.put_away()
        if act is not None:
            act()

    def clear(self) -> None:
        """Say nothing more."""
        back = self._back
        self.put_away()
        if back is not None:
            back.setFocus(Qt.FocusReason.TabFocusReason)

    def put_away(self) -> None:
        """Say nothing more, and leave the keyboard where it is."""
        self._timer.stop()
        self._act = self._back = None
        self.message.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
