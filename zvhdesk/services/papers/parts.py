"""The pieces that every paper is set in: headings that become bookmarks, tables, sentences."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from zvhdesk.services.papers import style

WIDTH: Final = style.PAGE_WIDTH - 2 * style.MARGIN
TOP_FIRST: Final = 36 * mm
BOTTOM: Final = 27 * mm
_ROOM: Final = style.PAGE_HEIGHT - TOP_FIRST - BOTTOM
"""How high the smallest page is, points: page 1, under its large head."""
_HEADING: Final = 11 * mm
_FEW_LINES: Final = 17 * mm

NOBODY: Final = "Er zijn nog geen personen vastgelegd."

_PLAIN = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    # A cell asks for its own font as well, and Helvetica would not be embedded.
    ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
]


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


class Rows(Table):
    """A table whose rows stay whole: one is broken over two pages only where no page could hold it."""

    def least(self) -> float:
        """How high its head and first row are, in points."""
        self.wrap(WIDTH, style.PAGE_HEIGHT)
        heights: list[float] = vars(self)["_rowHeights"]
        return sum(heights[: self.repeatRows + 1])

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """The part for this page and the rest; nothing where the first row must wait for the next page."""
        # What reportlab would break is the first row, when it does not fit in what is left of the page.
        self.splitInRow = int(self.least() > _ROOM)
        made: list[Flowable] = super().split(availWidth, availHeight)
        return made


def part(text: str, marks: list[Mark], *content: Flowable) -> list[Flowable]:
    """A heading with what stands under it, of which the beginning stands on the same page."""
    first = content[0].least() if content and isinstance(content[0], Rows) else _FEW_LINES
    # Not kept together with all of it: reportlab would move a table of two pages whole to the next one.
    room = _HEADING + max(_FEW_LINES, first if first + _HEADING <= _ROOM else 0)
    return [CondPageBreak(room), Spacer(0, 4), Heading(text, marks), *content]


def small(text: str) -> Paragraph:
    """A quiet sentence."""
    return Paragraph(style.markup(text), style.small())


def handling(text: str, *, tailored: bool) -> Paragraph:
    """How to handle this paper. Of what was left out it says only that it was tailored (WGS 2.29(3))."""
    return small(f"Dit exemplaar is op uw taak afgestemd. {text}" if tailored else text)


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
    heads: tuple[str, ...], widths: tuple[float, ...], rows: list[list[str]], stand_out: Container[int] = ()
) -> Rows:
    """Widths in mm; `stand_out` are the rows, from 1, that are tinted. The head is repeated on each page."""
    data: list[list[Any]] = [[Paragraph(style.markup(words), _column()) for words in heads]]
    for at, row in enumerate(rows, start=1):
        look = _cell_bold() if at in stand_out else _cell()
        data.append([Paragraph(style.markup(text), look) for text in row])
    made = Rows(data, [width * mm for width in widths], repeatRows=1)
    made.setStyle(
        TableStyle(
            [
                *_PLAIN,
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, style.LINE),
                *[
                    ("BACKGROUND", (0, at), (-1, at), style.TINT)
                    for at in range(1, len(data))
                    if at in stand_out
                ],
            ]
        )
    )
    made.hAlign = "LEFT"
    return made


def pairs(facts: tuple[tuple[str, str], ...], width: float = 32) -> Rows:
    """Label and value, two beside each other; `width` is that of the labels, mm. No value is onbekend."""
    cells: list[Any] = []
    for name, value in facts:
        said = style.markup(value or "onbekend")
        cells += [Paragraph(style.markup(name), _label()), Paragraph(said, _cell_bold())]
    cells += [Paragraph("", _cell())] * (-len(cells) % 4)
    rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
    made = Rows(rows, [width * mm, (85 - width) * mm] * 2)
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
