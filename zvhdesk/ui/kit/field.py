"""A form field: label above, editor, and beneath it a hint or what is wrong."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.ui.plain.text import label
from zvhdesk.ui.theme import Text, current, icons

Tone = Literal["danger", "warn", "ok", "info"]
_ICONS = {"danger": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "info": "info"}


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.tone: Tone = "danger"
        self.setFixedSize(QSize(16, 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        color = {"danger": palette.danger, "warn": palette.warn, "ok": palette.ok, "info": palette.info}
        icons.paint(QPainter(self), _ICONS[self.tone], QRectF(0, 2, 15, 15), color[self.tone])


class Message(QWidget):
    """A sentence with an icon, beside or beneath what it is about. Hidden when it says nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._sign = _Sign()
        self._words = label("", Text.SMALL, wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty when nothing is said."""
        return self._words.text()

    def say(self, sentence: str, tone: Tone = "danger") -> None:
        """Show a sentence, or with an empty one nothing."""
        if sentence != self.text:
            self._words.setText(sentence)
            self.setAccessibleName(sentence)
        ink = tone if tone != "info" else "2"
        if sentence and ink != self._words.property("ink"):
            self._words.setProperty("ink", ink)
            self._words.style().polish(self._words)
            self._sign.tone = tone
            self._sign.update()
        self.setVisible(bool(sentence))

    def clear(self) -> None:
        """Say nothing."""
        self.say("")


class Field(QWidget):
    """Label, editor and message as one. The editor keeps what was typed whatever the message says."""

    def __init__(
        self,
        text: str,
        editor: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`beside` stands at the end of the editor's line, such as a button that fills it."""
        super().__init__(parent)
        self.editor = editor
        self._label: QLabel = label(text, Text.STRONG)
        self._label.setBuddy(editor)
        self._hint = label(hint, Text.SMALL, "3", wrap=True)
        if not hint:
            # Never shown before it has a parent: that would be a window of its own for a moment.
            self._hint.hide()
        self.message = Message(f"{editor.objectName()}.error")
        # What has the keyboard is what a screen reader reads: within a compound editor its proxy.
        self._read = editor.focusProxy() or editor
        for widget in {editor, self._read}:
            widget.setAccessibleName(text)
            widget.setAccessibleDescription(hint)
        for signal in ("textChanged", "changed", "currentIndexChanged"):
            if hasattr(editor, signal):
                getattr(editor, signal).connect(lambda *_: self._typed())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._label)
        if optional:
            head.addWidget(label("mag leeg blijven", Text.SMALL, "3"))
        head.addStretch(1)
        layout.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(editor, 1)
        if beside is not None:
            line.addWidget(beside)
        layout.addLayout(line)
        layout.addWidget(self._hint)
        layout.addWidget(self.message)

    def _typed(self) -> None:
        # What is being mended is not wrong any more; the next check says whether it still is.
        if self.message.text:
            self.set_error("")

    def set_error(self, sentence: str, tone: Tone = "danger") -> None:
        """Show what is wrong beneath the field, or with an empty sentence that nothing is."""
        self.message.say(sentence, tone)
        self.editor.setProperty("wrong", bool(sentence) and tone == "danger")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self._read.setAccessibleDescription(sentence or self._hint.text())

    def set_label(self, text: str) -> None:
        """Ask something else."""
        self._label.setText(text)
        self._read.setAccessibleName(text)

    def set_hint(self, hint: str) -> None:
        """Change the quiet sentence beneath the editor."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    @property
    def error(self) -> str:
        """The sentence that is shown, or empty."""
        return self.message.text
