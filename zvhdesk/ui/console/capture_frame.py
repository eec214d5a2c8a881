"""The frame of the capture line: the line itself, and beneath it the keys, or what there is to say."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.ui.console.capture_edit import CaptureEdit
from zvhdesk.ui.kit import Message, TagLabel, label
from zvhdesk.ui.kit.field import Tone
from zvhdesk.ui.theme import RADIUS, TagKind, Text, current

_ACTION_KEYS = (
    "Enter legt de actie vast en toont haar na 2 seconden · Esc houdt tegen · Ctrl B besluit · Ctrl D datum"
)
_DECISION_KEYS = "Enter legt het besluit vast en toont het na 2 seconden · Esc houdt tegen · Ctrl B actie"
_NODDED = {
    False: "Enter legt de actie vast; de voorzitter laat haar zien · Ctrl B besluit · Ctrl D datum",
    True: "Enter legt het besluit vast; de voorzitter laat het zien · Ctrl B actie",
}
"""The keys at a desk whose lines wait for a nod of the chair."""
_WORDS = {
    False: ("Actie vastleggen", "Actie: @organisatie doet wat, vóór wanneer", _ACTION_KEYS),
    True: ("Besluit vastleggen", "Besluit: wat de deelnemers van lid 1 besloten", _DECISION_KEYS),
}
"""By whether it is a decision: the name, what is read while nothing is typed, and the keys."""
_BRIEF = "Enter legt vast · Esc houdt tegen"
_LEFT, _TOP, _RIGHT, _BOTTOM, _IN = 11, 6, 15, 9, 4
_GAP, _SIGN = 14, 22


class CaptureFrame(QFrame):
    """Looks only. What is said stands in the place of the keys, and the height stays as it is."""

    def __init__(self, edit: CaptureEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("capture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit = edit
        self.message = Message("capture.error")
        self._tag = TagLabel("Besluit", TagKind.FEATURE)
        self._hint = label("", Text.SMALL, "3", name="capture.hint", wrap=True)
        self._understood = label("", Text.SMALL, "accent", name="capture.understood")
        self._beneath = QWidget()
        self._whole_hint = ""
        self._wrong = self._nodded = False
        self._lay_out()
        self.setFocusProxy(edit)
        edit.came.connect(self.update)
        edit.left.connect(self.update)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        beside = QVBoxLayout()
        beside.addSpacing(3)
        beside.addWidget(self._tag)
        beside.addStretch(1)
        line.addLayout(beside)
        line.addWidget(self.edit, 1)
        row = QHBoxLayout(self._beneath)
        row.setContentsMargins(_IN, 0, 0, 0)
        row.setSpacing(_GAP)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._hint, 1, top)
        row.addWidget(self.message, 1, top)
        row.addWidget(self._understood, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, _TOP, _RIGHT, _BOTTOM)
        column.setSpacing(1)
        column.addLayout(line)
        column.addWidget(self._beneath)

    def dress(self, *, deciding: bool) -> None:
        """The words of recording a decision, or an action."""
        name, start, keys = _WORDS[deciding]
        self._whole_hint = _NODDED[deciding] if self._nodded else keys
        self._tag.setVisible(deciding)
        self.edit.setAccessibleName(name)
        self.edit.start = start
        self.edit.viewport().update()
        self.tell_understood(self._understood.text())

    def set_nodded(self, *, nodded: bool, deciding: bool) -> None:
        """Whether what is recorded here waits for a nod of the chair before the room sees it."""
        if nodded != self._nodded:
            self._nodded = nodded
            self.dress(deciding=deciding)

    def tell_understood(self, words: str) -> None:
        """What was read that does not stand in the line."""
        self._understood.setText(words)
        self._understood.setVisible(bool(words))
        self._fit()

    def say(self, sentence: str, tone: Tone) -> None:
        """A sentence in the place of the keys; an empty one brings those back."""
        self._wrong = bool(sentence) and tone == "danger"
        self.message.say(sentence, tone)
        self._fit()
        self.update()

    @property
    def told(self) -> str:
        """What a screen reader hears of the line besides its name."""
        return self.message.text or self._whole_hint

    def _fit(self) -> None:
        """Room for all the keys, so that nothing jumps when fewer words come in their place."""
        inside = max(80, self.width() - _LEFT - _RIGHT - _IN)
        words = self._understood.text()
        beside = self._understood.sizeHint().width() + _GAP if words else 0
        fits = inside - beside >= self._hint.fontMetrics().horizontalAdvance(_BRIEF)
        self._hint.setText(_BRIEF if words else self._whole_hint)
        self._hint.setVisible(fits and not self.message.text)
        needed = max(
            self._lines(self._whole_hint, inside), self._lines(self.message.text, inside - beside - _SIGN)
        )
        self._beneath.setFixedHeight(max(20, needed))

    def _lines(self, words: str, width: int) -> int:
        wrap = int(Qt.TextFlag.TextWordWrap)
        return self._hint.fontMetrics().boundingRect(0, 0, max(80, width), 1000, wrap, words).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, the keys take more lines."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame: the accent while one types, red when the line was not taken."""
        del event
        palette = current()
        line, wide = (palette.accent, 2) if self.edit.hasFocus() else (palette.field_line, 1)
        if self._wrong:
            line, wide = palette.danger, 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(line), wide))
        painter.setBrush(QColor(palette.paper))
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
