"""Text beside another version of itself: what differs is underlined and has a ground."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from re import findall

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.ui.theme import Text, current, font

Span = tuple[int, int]
"""Where it begins and how long it is, in Python's characters."""

_ALIKE = 0.3
"""Below this hardly a word is the same: marking everything would mark nothing."""
_LINE = "\u2028"


def differences(text: str, other: str) -> tuple[Span, ...]:
    """The words of `text` that `other` has not in that place. None when the two have little in common."""
    mine, theirs = _words(text), _words(other)
    found = SequenceMatcher(None, mine, theirs, autojunk=False)
    if found.ratio() < _ALIKE:
        return ()
    starts = list(_starts(mine))
    spans = (
        _trimmed(text, starts[begin], starts[end])
        for kind, begin, end, _, _ in found.get_opcodes()
        if kind in ("replace", "delete")
    )
    return tuple(span for span in spans if span[1])


def _trimmed(text: str, begin: int, end: int) -> Span:
    """Without the white space around it."""
    inside = text[begin:end]
    return begin + len(inside) - len(inside.lstrip()), len(inside.strip())


def _words(text: str) -> list[str]:
    return findall(r"\s+|\w+|[^\w\s]", text)


def _starts(words: Sequence[str]) -> Iterator[int]:
    at = 0
    for word in words:
        yield at
        at += len(word)
    yield at


class Marked(QWidget):
    """Wrapping plain text of which some spans are marked. Long text is shown whole."""

    def __init__(self, text: str, spans: Sequence[Span], name: str = "", *, faint: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text)
        self._text, self._spans, self._faint = text, tuple(spans), faint
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """All of it."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Its height when it wraps in that width."""
        return round(self._laid_out(width)[1])

    def sizeHint(self) -> QSize:
        """A readable line."""
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        """It wraps anywhere."""
        return QSize(80, self.fontMetrics().lineSpacing())

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self._text.replace("\n", _LINE), font(Text.STRONG))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._range(span) for span in self._spans])
        layout.beginLayout()
        high = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, high))
            high += line.height()
        layout.endLayout()
        return layout, high

    def _range(self, span: Span) -> QTextLayout.FormatRange:
        palette = current()
        look = QTextCharFormat()
        look.setBackground(QColor(palette.warn2))
        look.setForeground(QColor(palette.warn))
        look.setFontUnderline(True)
        made = QTextLayout.FormatRange()
        made.start = _wide(self._text[: span[0]])
        made.length = _wide(self._text[span[0] : sum(span)])
        made.format = look
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, with its marks."""
        del event
        painter = QPainter(self)
        palette = current()
        painter.setPen(QColor(palette.ink3 if self._faint else palette.ink))
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))


def _wide(text: str) -> int:
    """Its length as Qt counts: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
