"""Editors that look like text until they are pointed at or have the keyboard.

Each has `text`, `set_text`, and the signals `typed` (the person changed it), `finished` (Enter, or a choice
made) and `left` (the keyboard went elsewhere).
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from zvhdesk.ui.kit.select import Select
from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font, icons

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""A context menu or a drop-down borrows the keyboard; the field is not left."""


class LineEdit(QLineEdit):
    """One line. While it has no keyboard its beginning is in view."""

    typed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, name: str, size: Text = Text.BODY) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "inplace")
        self.setFont(font(size))
        self.textEdited.connect(self.typed)
        self.returnPressed.connect(self.finished)

    def set_text(self, text: str) -> None:
        """Show another value; not the person's doing."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def put(self, text: str) -> None:
        """Put in a text as if the person had typed it."""
        self.setText(text)
        self.typed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.setCursorPosition(0)
            self.left.emit()


class TextEdit(QPlainTextEdit):
    """Text that wraps and takes the height it needs. With `lines` Enter is a new line, else it finishes."""

    typed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, name: str, size: Text = Text.BODY, *, lines: bool = False, least: int = 1) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "inplace")
        self.setFont(font(size))
        self._lines, self._least, self._setting = lines, least, False
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._changed)
        self._fit()

    def text(self) -> str:
        """What it holds."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another value; not the person's doing. Typing before it can no longer be undone."""
        if text != self.text():
            at = self.textCursor().position() if self.hasFocus() else 0
            self._setting = True
            self.setPlainText(text)
            self._setting = False
            if at:
                cursor = self.textCursor()
                cursor.setPosition(min(at, len(text)))
                self.setTextCursor(cursor)

    def put(self, text: str) -> None:
        """Put in a text as if the person had typed it; Ctrl+Z takes it out."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def _changed(self) -> None:
        self._fit()
        if not self._setting:
            self.typed.emit()

    def _fit(self) -> None:
        # The layout of a plain text counts its height in lines.
        lines = max(self._least, round(self.document().size().height()))
        wanted = lines * self.fontMetrics().lineSpacing() + 17
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field is higher."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finishes a wrapping line; Ctrl+Enter finishes both kinds."""
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and (with_control or not self._lines):
            self.finished.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()


class ChoiceEdit(Select):
    """A choice. Picking from the opened list finishes it; arrow keys on the closed one only change it."""

    typed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], size: Text = Text.BODY) -> None:
        super().__init__(name, choices)
        self.setFont(font(size))
        self.setProperty("look", "inplace")
        self.setPlaceholderText("kies")
        self._opened = False
        self._over = False
        self._locked = False
        # A combo box chooses its first item by itself; nobody chose yet.
        self.setCurrentIndex(-1)
        self.activated.connect(self._picked)

    def text(self) -> str:
        """The value chosen."""
        return self.value

    def set_text(self, text: str) -> None:
        """Show another value; one that is not offered (any more) is added as it is."""
        if self.findData(text) < 0 and text:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text))

    def put(self, text: str) -> None:
        """Choose as if the person had."""
        self.set_text(text)
        self.typed.emit()

    def word(self, value: str) -> str:
        """What a value is called in the list."""
        at = self.findData(value)
        return self.itemText(at) if at >= 0 else value

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other choices, keeping what is chosen."""
        wanted = list(choices)
        if wanted == [(self.itemData(at), self.itemText(at)) for at in range(self.count())]:
            return
        kept = self.value
        self.clear()
        for value, words in wanted:
            self.addItem(words, value)
        self.set_text(kept)

    def lock(self, locked: bool) -> None:
        """A locked choice is still read and focused, but nothing opens."""
        self._locked = locked
        self.update()

    def _picked(self, _index: int) -> None:
        self.typed.emit()
        if self._opened:
            self._opened = False
            self.finished.emit()

    def showPopup(self) -> None:
        """Open the list."""
        if not self._locked:
            self._opened = True
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finishes; a locked choice does not change."""
        if event.key() in _ENTER:
            self.finished.emit()
        elif not self._locked or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self._opened = False
            self.left.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the frame."""
        self._over = True
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the frame away."""
        self._over = False
        super().leaveEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the in-place line."""
        return QSize(super().sizeHint().width(), max(34, self.fontMetrics().lineSpacing() + 17))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plain text; with the keyboard or the pointer a field with an arrow."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wrong = bool(self.property("wrong"))
        framed = self.hasFocus() or wrong or (self._over and not self._locked)
        if framed:
            wide = 2 if self.hasFocus() or wrong else 1
            line = palette.focus if self.hasFocus() else palette.danger if wrong else palette.field_line
            painter.setPen(QPen(QColor(line), wide))
            painter.setBrush(QColor(palette.paper))
            inset = wide / 2
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        words = QRectF(self.rect()).adjusted(10, 0, -26 if framed else -8, 0)
        text = self.currentText() or self.placeholderText()
        fits = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
        self.setToolTip(tip(text) if fits != text else "")
        painter.setPen(QColor(palette.ink if self.currentText() else palette.ink3))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fits)
        if framed and not self._locked:
            where = QPointF(self.width() - 24, self.height() / 2 - 8)
            icons.paint(painter, "chevron-down", QRectF(where.x(), where.y(), 16, 16), palette.ink3)


Editor = LineEdit | TextEdit | ChoiceEdit
