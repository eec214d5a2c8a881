"""The pieces that a plan van aanpak is set in: headings that become bookmarks, tables, sentences."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from zvhdesk.services.papers import style

_PLAIN = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    # A cell asks for its own font as well, and Helvetica would not be embedded.
    ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
]
_LONG = 700
"""Letters of a text that may be higher than what is left of a page, so that its row must be split."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a heading came to stand: page from 1, and its top in points from the foot of the page."""

    page: int
    top: float
    text: str


class NotOnPageOne(CondPageBreak):
    """Begins a new page as long as the first one is being filled."""

    def __init__(self) -> None:
        super().__init__(0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Ask for more than there is on page 1, and for nothing behind it."""
        canvas: Any = self.canv
        self.height = style.PAGE_HEIGHT if canvas.getPageNumber() == 1 else 0
        wide, high = super().wrap(aW, aH)
        return wide, high


class Heading(Paragraph):
    """A heading that tells where it was drawn, so that it can be bookmarked when the pages are finished."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        super().__init__(style.markup(text), _heading())
        self._words, self._marks = style.plain(text), marks

    def draw(self) -> None:
        """Draw it and note the place."""
        canvas: Any = self.canv
        top = canvas.absolutePosition(0, self.height)[1]
        self._marks.append(Mark(canvas.getPageNumber(), top, self._words))
        super().draw()


def head(text: str, marks: list[Mark]) -> list[Flowable]:
    """The heading of a part, never alone at the foot of a page."""
    # Not kept with what follows: reportlab would move a table of two pages whole to the next one.
    return [CondPageBreak(28 * mm), Spacer(0, 4), Heading(text, marks)]


def small(text: str) -> Paragraph:
    """A quiet sentence."""
    return Paragraph(style.markup(text), style.small())


def question(text: str) -> Paragraph:
    """The casusvraag."""
    return Paragraph(style.markup(text), _question())


def lines(text: str) -> Paragraph:
    """What somebody wrote, its line ends kept."""
    return Paragraph(style.markup(text), _spaced())


def remark(text: str, *, dissent: bool) -> Paragraph:
    """A paragraph of the duiding; a tegengeluid stands in italics."""
    return Paragraph(style.markup(text), _dissent() if dissent else _spaced())


def sourced(text: str, source: str) -> Paragraph:
    """A text with, quiet behind it, where it comes from."""
    grey = style.GREY.hexval().replace("0x", "#")
    behind = f'<font size="8.5" color="{grey}">{style.markup(source)}</font>'
    return Paragraph(f"{style.markup(text)} {behind}", _spaced())


def table(
    heads: tuple[str, ...], widths: tuple[float, ...], rows: list[list[str]], *, stands_out: bool = False
) -> Table:
    """Widths in mm. The head is repeated on each page; a row higher than a page goes on over the next."""
    data: list[list[Any]] = [[Paragraph(style.markup(words), _column()) for words in heads]]
    look = _cell_bold() if stands_out else _cell()
    data += [[Paragraph(style.markup(text), look) for text in row] for row in rows]
    long = any(len(text) > _LONG for row in rows for text in row)
    made = Table(data, [width * mm for width in widths], repeatRows=1, splitInRow=int(long))
    made.setStyle(
        TableStyle(
            [
                *_PLAIN,
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, style.LINE),
                *([("BACKGROUND", (0, 1), (-1, -1), style.TINT)] if stands_out else []),
            ]
        )
    )
    made.hAlign = "LEFT"
    return made


def pairs(facts: tuple[tuple[str, str], ...], width: float = 32) -> Table:
    """Label and value, two beside each other; `width` is that of the labels, mm."""
    cells: list[Any] = []
    for name, value in facts:
        cells += [Paragraph(style.markup(name), _label()), Paragraph(style.markup(value), _cell_bold())]
    cells += [Paragraph("", _cell())] * (-len(cells) % 4)
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    made = Table(rows, [width * mm, (85 - width) * mm] * 2, splitInRow=1)
    made.setStyle(
        TableStyle(
            [
                *_PLAIN,
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
    )
    made.hAlign = "LEFT"
    return made


@cache
def _heading() -> ParagraphStyle:
    return style.style("part", 12, font=style.SEMIBOLD, leading=1.3, spaceBefore=8, spaceAfter=3)


@cache
def _question() -> ParagraphStyle:
    return style.style("question", 12.5, font=style.SEMIBOLD, leading=1.35)


@cache
def _spaced() -> ParagraphStyle:
    return style.style("spaced", 10, leading=1.45, spaceAfter=3)


@cache
def _dissent() -> ParagraphStyle:
    return style.style("dissent", 10, font=style.ITALIC, leading=1.45, spaceAfter=3)


@cache
def _label() -> ParagraphStyle:
    return style.style("pair", 9.5, textColor=style.GREY, leading=1.35)


@cache
def _cell() -> ParagraphStyle:
    return style.style("cell", 9.5, leading=1.35)


@cache
def _cell_bold() -> ParagraphStyle:
    return style.style("cell-bold", 9.5, font=style.SEMIBOLD, leading=1.35)


@cache
def _column() -> ParagraphStyle:
    return style.style("column", 8.5, font=style.SEMIBOLD, textColor=style.GREY)
