"""The strip beneath the top bar: what was done, why not and what then; also the one question."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.card import Band
from zvhdesk.ui.kit.field import Message, Tone

_QUIET_MS = 8000

Act = Callable[[], object]


class SayBand(Band):
    """One sentence with at most two buttons, over the width of the page; `name` is its objectName.

    `info` and `ok` go away after a while; the others stay. Esc or the second button puts it away: `closed`.
    """

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(top=6, bottom=6)
        self.setObjectName(name)
        self._message = Message(f"{name}.text")
        self.step = Button("Doen", f"{name}.step", on_click=lambda: self._do(self._act))
        self.close_button = Button("Sluiten", f"{name}.close", "quiet", on_click=self.put_away)
        # Not by an alignment in the row: that would cut off a sentence of two lines.
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(self._message)
        words.addStretch(1)
        self.row.addLayout(words, 1)
        self.row.addWidget(self.step)
        self.row.addWidget(self.close_button)
        self._act: Act | None = None
        self._back: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return self._message.text

    def say(self, sentence: str, tone: Tone = "info", step: str = "", act: Act | None = None) -> None:
        """Say a sentence; `step` is the word of the button that does `act`."""
        self._show(sentence, tone, step, act, "Sluiten", "plain")
        if tone in ("ok", "info"):
            self._timer.start()

    def ask(
        self,
        question: str,
        yes: str,
        act: Act,
        no: str,
        back: QWidget | None = None,
        *,
        danger: bool = False,
    ) -> None:
        """Ask once; it stays until it is answered or something else is said.

        With `back` the keyboard is put at `no`, and goes back there after that answer.
        """
        self._show(question, "warn", yes, act, no, "danger" if danger else "plain")
        self._back = back
        if back is not None:
            self.close_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, sentence: str, tone: Tone, step: str, act: Act | None, no: str, kind: str) -> None:
        self._timer.stop()
        self._act, self._back = act, None
        self._message.say(sentence, tone)
        self.step.setText(step)
        self.step.setAccessibleName(f"{step}. {sentence}" if step else "")
        self.step.setVisible(bool(step))
        self.step.setProperty("kind", kind)
        self.step.style().unpolish(self.step)
        self.step.style().polish(self.step)
        self.close_button.setText(no)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _do(self, act: Act | None) -> None:
        self.clear()
        if act is not None:
            act()

    def put_away(self) -> None:
        """Say nothing more, and give the keyboard back."""
        back = self._back
        self.clear()
        if back is not None:
            back.setFocus(Qt.FocusReason.TabFocusReason)
        self.closed.emit()

    def clear(self) -> None:
        """Say nothing more, and leave the keyboard where it is."""
        self._timer.stop()
        self._act = self._back = None
        self._message.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
