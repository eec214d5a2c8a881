"""Text of the room screen: laid out in lines, never shrunk, with an ellipsis where the lines end."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from zvhdesk.ui.theme.fonts import FAMILY

_BOUND = re.compile(r"(?<=\d) (?=[^\W\d_])")


def wall_font(size: float, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0) -> QFont:
    """Inter at so many px; `spacing` in per cent of the size."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setWeight(weight)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + spacing)
    made.setFeature(QFont.Tag("cv05"), 1)
    return made


def width_of(text: str, font: QFont) -> float:
    """How wide that text is on one line."""
    return QFontMetricsF(font).horizontalAdvance(text)


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set: font, colour, distance between lines in px, and at most so many lines.

    `lead_ink`, when given, is the colour of the first words, which are then bold.
    """

    font: QFont
    ink: str
    pitch: float
    most: int
    lead_ink: str = ""


class Block:
    """A piece of text broken into lines for one width. What does not fit ends in an ellipsis."""

    def __init__(self, text: str, style: Style, width: float, *, lead: str = "", even: bool = False) -> None:
        """`lead` stands before the text in its own colour; `even` makes the lines about equally long."""
        self._style = style
        self._lead = _units(lead)
        # A number and what it counts stay together: no line begins with "mei" after "1".
        whole = _BOUND.sub("\u00a0", " ".join(f"{lead} {text}".split()))
        self.text = whole
        self._break(width)
        if self.lines > style.most:
            self._cut(whole, width)
        if even and self.lines > 1:
            self._level(width)

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return self._layout.lineCount()

    @property
    def height(self) -> float:
        """Height in px."""
        return self.lines * self._style.pitch

    @property
    def baseline(self) -> float:
        """From the top to the baseline of the first line, in px."""
        metrics = QFontMetricsF(self._style.font)
        return (self._style.pitch - metrics.height()) / 2 + metrics.ascent()

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Draw it with its upper left corner there."""
        self._layout.draw(painter, QPointF(left, top))

    def _break(self, width: float) -> None:
        style = self._style
        layout = QTextLayout(self.text, style.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        body, lead = QTextLayout.FormatRange(), QTextLayout.FormatRange()
        body.start, body.length, body.format = 0, _units(self.text), _ink(style.ink)
        lead.start, lead.length = 0, min(self._lead, body.length)
        lead.format = _ink(style.lead_ink or style.ink)
        lead.format.setFontWeight(QFont.Weight.Bold)
        layout.setFormats([body, lead] if self._lead else [body])
        layout.beginLayout()
        top = (style.pitch - QFontMetricsF(style.font).height()) / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += style.pitch
        layout.endLayout()
        self._layout = layout

    def _cut(self, whole: str, width: float) -> None:
        fits, over = 0, len(whole)
        while over - fits > 1:
            middle = (fits + over) // 2
            self.text = f"{whole[:middle].rstrip()}…"
            self._break(width)
            fits, over = (middle, over) if self.lines <= self._style.most else (fits, middle)
        # Not in the middle of a word, unless that word is all there is room for.
        ends = whole.rfind(" ", fits // 2, fits + 1)
        self.text = f"{whole[: ends if ends > 0 else fits].rstrip(' ,;:')}…"
        self._break(width)

    def _level(self, width: float) -> None:
        lines, narrow, wide = self.lines, width / 2, width
        while wide - narrow > width / 64:
            middle = (narrow + wide) / 2
            self._break(middle)
            narrow, wide = (narrow, middle) if self.lines <= lines else (middle, wide)
        self._break(wide)


def _units(text: str) -> int:
    """The length as Qt counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ink(color: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(color))
    return made
