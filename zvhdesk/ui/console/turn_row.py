"""A partner in the information round: who, what was said, and where the turn stands."""

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.terms import TurnState
from zvhdesk.services.meetings.rows import TurnRow
from zvhdesk.services.words import class_words, word
from zvhdesk.ui.console.live_text import LiveText, Send
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.console.times import stopwatch
from zvhdesk.ui.kit import TagLabel, label, paint_ring
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.theme import TagKind, Text, current, font

_TAGS = {
    TurnState.SPEAKING: ("aan het woord", TagKind.NEW),
    TurnState.CONTRIBUTED: ("ingebracht", TagKind.ON_COURSE),
    TurnState.NOTHING_NEW: ("niets nieuws", TagKind.FEATURE),
    TurnState.AS_PREPARED: ("voorbereid", TagKind.FEATURE),
    TurnState.FOLLOW_UP: ("nawerken", TagKind.WAITING),
}
_NAME, _STATE, _NARROW = 168, 122, 560


class TurnItem(QWidget):
    """One row. Up and Down go to another, Enter gives the word and types, and so does typing itself.

    A letter never settles: who types "wijkagent" on a row means a word, not `nawerken`. That takes Alt with a
    letter (`RoundStep`), which begins no word and works in the text as well. `settled` carries a TurnState,
    `moved` -1 or +1, `chosen` that it got the keyboard.
    """

    settled = Signal(object)
    moved = Signal(int)
    chosen = Signal()

    def __init__(self, form: Form, row: TurnRow, name: str, send: Send) -> None:
        super().__init__()
        self.row = row
        self._by_key = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TALL)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.said = LiveText(
            form, ("turn", row.id, "said"), f"{name}.said", f"Inbreng van {row.partner}", send
        )
        self.said.entered.connect(self.chosen)
        self.said.escaped.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.said.editor.finished.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.partner = label("", Text.STRONG, wrap=True)
        self._class = label("", Text.SMALL, "3", wrap=True)
        self.tag = TagLabel("", TagKind.FEATURE)
        self.kind = label("", Text.SMALL, "2")
        self.timer = label("", Text.SMALL, "3")
        self.timer.setFont(font(Text.SMALL, figures=True))
        self._lay_out()
        self.show_row(row)

    def _lay_out(self) -> None:
        self._who = QWidget()
        self._who.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        who = QVBoxLayout(self._who)
        who.setContentsMargins(0, 8, 0, 6)
        who.setSpacing(2)
        who.addWidget(self.partner)
        who.addWidget(self._class)
        self._state = QWidget()
        state = QVBoxLayout(self._state)
        state.setContentsMargins(0, 8, 0, 6)
        state.setSpacing(3)
        state.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignLeft)
        beneath = QHBoxLayout()
        beneath.setSpacing(8)
        beneath.addWidget(self.kind)
        beneath.addWidget(self.timer)
        beneath.addStretch(1)
        state.addLayout(beneath)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(18, 1, 14, 2)
        self._line.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        self._line.addWidget(self._who, 0, top)
        self._line.addWidget(self.said, 1, top)
        self._line.addWidget(self._state, 0, top)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """With little room the text goes beneath the name."""
        self._who.setFixedWidth(112 if narrow else _NAME)
        self._state.setFixedWidth(108 if narrow else _STATE)

    def show_row(self, row: TurnRow) -> None:
        """Show where the turn stands; the text comes by way of the form."""
        self.row = row
        self.partner.setText(row.partner)
        there = "" if row.present else ", niet aanwezig"
        self._class.setText(f"{class_words(row.class_)}{there}")
        words, kind = _TAGS.get(row.state, ("", TagKind.FEATURE))
        self.tag.setVisible(bool(words))
        self.tag.show_tag(words, kind)
        self.kind.setText("" if row.is_fact else "oordeel")
        self.kind.setVisible(not row.is_fact)
        if row.state is not TurnState.SPEAKING:
            self.timer.hide()
        waits = row.state in (TurnState.WAITING, TurnState.SPEAKING, TurnState.CONTRIBUTED)
        self.said.editor.setPlaceholderText("Nog niets ingebracht" if waits else word(row.state))
        state = word(row.state)
        self.setAccessibleName(f"{row.partner}, {self._class.text()}: {state}. {row.text}")
        self.update()

    def show_time(self, ms: int | None) -> None:
        """How long the turn takes, for the chair alone; None shows nothing."""
        self.timer.setVisible(ms is not None)
        if ms is not None:
            self.timer.setText(stopwatch(ms))

    def type(self) -> None:
        """Put the keyboard in the text, at its end."""
        self.said.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.said.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.said.editor.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a row. What a text field leaves over is not for them."""
        besides = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        plain = not (event.modifiers() & ~besides)
        if not self.hasFocus() or not plain:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settled.emit(TurnState.SPEAKING)
            self.type()
        elif event.text().isprintable() and event.text().strip() and not self.said.editor.isReadOnly():
            self.settled.emit(TurnState.SPEAKING)
            self.type()
            QCoreApplication.sendEvent(self.said.editor, event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys at the foot are about this row from now on."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)
        self.chosen.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the text chooses the row."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Who speaks stands out by fill and bar; a line beneath each row."""
        del event
        palette = current()
        painter = QPainter(self)
        rect = self.rect()
        if self.row.state is TurnState.SPEAKING:
            fill = QColor(palette.accent2)
            fill.setAlphaF(0.45)
            painter.fillRect(rect, fill)
            painter.fillRect(0, 0, 3, rect.height(), QColor(palette.accent))
        elif self.hasFocus():
            painter.fillRect(rect, QColor(palette.sunken))
        painter.setPen(QColor(palette.line2))
        painter.drawLine(rect.bottomLeft(), QPoint(rect.right(), rect.bottom()))
        if self.hasFocus():
            paint_ring(painter, QRectF(rect).adjusted(2, 1, -2, -2), 4)
