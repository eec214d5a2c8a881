"""The line one types in: it wraps when it is long, has no second paragraph, and marks what it reads."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from zvhdesk.ui.theme import RADIUS_TAG, Text, current, font

_MOST_LINES = 4
_MARGIN = 4
_BREAKS = re.compile(r"\s*[\n\r\t\v\f\u2028\u2029\u0085]\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece that was understood, in code points; `doubtful` when not quite."""

    start: int
    end: int
    doubtful: bool


Read = Callable[[str], Sequence[Mark]]


def qt_place(text: str, at: int) -> int:
    """The place of code point `at` as Qt counts: an emoji is two."""
    return at + sum(ord(letter) > 0xFFFF for letter in text[:at])


def code_point(text: str, place: int) -> int:
    """The code point at Qt's `place`."""
    counted = 0
    for at, letter in enumerate(text):
        if counted >= place:
            return at
        counted += 1 + (ord(letter) > 0xFFFF)
    return len(text)


class _Highlighter(QSyntaxHighlighter):
    """Letters of what was understood: heavier, in the accent; a wave under what is not clear."""

    def __init__(self, document: QTextDocument, read: Read) -> None:
        super().__init__(document)
        self._read = read

    def highlightBlock(self, text: str) -> None:
        palette = current()
        for mark in self._read(text):
            look = QTextCharFormat()
            look.setForeground(QColor(palette.warn if mark.doubtful else palette.accent2_ink))
            look.setFontWeight(QFont.Weight.DemiBold)
            if mark.doubtful:
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                look.setUnderlineColor(QColor(palette.warn))
            start = qt_place(text, mark.start)
            self.setFormat(start, qt_place(text, mark.end) - start, look)


class CaptureEdit(QPlainTextEdit):
    """The editor. `read` says what to mark; `key` gets every key first and answers whether it dealt with it.

    `moved` follows every change of the text or the cursor; `came` and `left` the keyboard. `start` is read
    while nothing is typed.
    """

    moved = Signal()
    came = Signal()
    left = Signal()

    def __init__(self, name: str, read: Read, key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._read, self._key = read, key
        self.start = ""
        self.setObjectName(name)
        self.setProperty("look", "bare")
        self.setFont(font(Text.BODY))
        # A keyboard or input method must not learn what is said at the table.
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Room for the rounded ground that reaches out beside the first and the last letter.
        self.document().setDocumentMargin(_MARGIN)
        self._highlighter = _Highlighter(self.document(), read)
        self.textChanged.connect(self._changed)
        # A long paste is laid out after the text changed: only then its lines can be counted.
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self.cursorPositionChanged.connect(self.moved)
        self._fit()

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.toPlainText()

    @property
    def cursor_at(self) -> int:
        """Before which code point the cursor stands."""
        return code_point(self.text, self.textCursor().position())

    def start_with(self, text: str) -> None:
        """Another line altogether; what was typed before can not be brought back with Ctrl+Z."""
        self.setPlainText(_one_line(text))
        self.moveCursor(QTextCursor.MoveOperation.End)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of code points `start` to `end`, the cursor behind it; Ctrl+Z undoes it."""
        whole = self.text
        cursor = self.textCursor()
        cursor.setPosition(qt_place(whole, start))
        cursor.setPosition(qt_place(whole, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def place_cursor(self, at: int) -> None:
        """Put the cursor before a code point."""
        cursor = self.textCursor()
        cursor.setPosition(qt_place(self.text, at))
        self.setTextCursor(cursor)

    def mark_anew(self) -> None:
        """What is understood changed while the text did not: other organisations, or another theme."""
        self._highlighter.rehighlight()
        self.viewport().update()

    def left_of(self, at: int) -> float:
        """Where a code point begins, px from the left of the editor."""
        boxes = self._boxes(at, at + 1)
        return boxes[0].left() if boxes else 0.0

    def _changed(self) -> None:
        if self.blockCount() > 1:
            # An input method brought in a line end.
            whole = self.textCursor()
            whole.select(QTextCursor.SelectionType.Document)
            whole.insertText(_one_line(self.text))
        self._fit()
        self.moved.emit()

    def _fit(self) -> None:
        # The layout of a plain text counts its height in lines.
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        wanted = lines * self.fontMetrics().lineSpacing() + 8
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        # Longer still, it scrolls inside and says so.
        more = round(self.document().size().height()) > _MOST_LINES
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(on if more else off)
        self._show_all()
        self.ensureCursorVisible()

    def _show_all(self) -> None:
        # While it was lower it scrolled to the cursor; what fits now must be seen from its beginning.
        bar = self.verticalScrollBar()
        if round(self.document().size().height()) <= _MOST_LINES and bar.value():
            bar.setValue(0)

    def _boxes(self, start: int, end: int) -> list[QRectF]:
        """Where code points `start` to `end` stand in the viewport, a box for each line they are on."""
        whole, block = self.text, self.document().firstBlock()
        offset = self.contentOffset() + self.blockBoundingGeometry(block).topLeft()
        first, last = qt_place(whole, start), qt_place(whole, end)
        boxes = []
        for at in range(block.layout().lineCount()):
            line = block.layout().lineAt(at)
            left, right = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if left < right:
                sides = [_x(line.cursorToX(place)) for place in (left, right)]
                box = QRectF(sides[0], line.y(), sides[1] - sides[0], line.height())
                boxes.append(box.translated(offset))
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded ground under what was understood, then the letters."""
        palette = current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._read(self.text):
            edge = palette.warn if mark.doubtful else palette.accent2_line
            painter.setPen(QPen(QColor(edge), 1) if palette.tag_line else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.warn2 if mark.doubtful else palette.accent2))
            for box in self._boxes(mark.start, mark.end):
                painter.drawRoundedRect(box.adjusted(-2.5, 0, 2.5, 0), RADIUS_TAG, RADIUS_TAG)
        if not self.text and not self.document().firstBlock().layout().preeditAreaText():
            # Qt would draw it at half strength, too faint to read.
            painter.setPen(QColor(palette.ink3))
            painter.drawText(QRectF(self.viewport().rect()).adjusted(5, 4, 0, 0), self.start)
        painter.end()
        super().paintEvent(event)
        if self.verticalScrollBar().value():
            # The feet of the letters of the line above, which is scrolled away.
            QPainter(self.viewport()).fillRect(0, 0, self.viewport().width(), _MARGIN, QColor(palette.paper))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower line is higher."""
        super().resizeEvent(event)
        self._fit()
        self._show_all()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Lines that are pasted or dropped become one."""
        if source.hasText():
            self.textCursor().insertText(_one_line(source.text()))
            self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        """Keys of the line go before shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_own(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_tab(event):
            # Before the window takes it to go to the next field.
            return self._key(event) or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is never a line end, whatever is held down with it."""
        if self._key(event):
            event.accept()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that one can type here now."""
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the line was left."""
        super().focusOutEvent(event)
        self.left.emit()


def is_own(event: QKeyEvent) -> bool:
    """Whether a key means something in the line that it may mean elsewhere in the window too."""
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        return event.key() in (Qt.Key.Key_B, Qt.Key.Key_D)
    return event.key() == Qt.Key.Key_Escape


def _is_tab(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.NoModifier


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _x(found: object) -> float:
    # The binding answers with the place it rounded to as well.
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
