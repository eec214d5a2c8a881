"""What stands around the text of every paper: heads, foot, bookmarks, watermark. A4, from values only.

The same values always give the same bytes. Page 1 has the large head; its frame is the smallest of all.
"""

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from zvhdesk.services.papers import style
from zvhdesk.services.papers.numbered import NumberedCanvas
from zvhdesk.services.papers.parts import BOTTOM, TOP_FIRST, WIDTH, Mark

_Font = tuple[str, float]

_RIGHT: Final = style.PAGE_WIDTH - style.MARGIN
_HEAD: Final = style.PAGE_HEIGHT - 17 * mm
_TITLE: Final = _HEAD - 9.5 * mm
_TOP: Final = 26 * mm
_ABOUT: Final = 105 * mm
"""Room to the right of the title."""
_PLAIN: Final[_Font] = (style.REGULAR, 10.0)
_LATER: Final[_Font] = (style.REGULAR, 9.0)
_FOOT: Final[_Font] = (style.REGULAR, 8.0)
_ACROSS: Final = 430.0
"""How long the watermark is at most, in points: it runs aslant over the page."""


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a paper. `about` stands on page 1, one or two lines from the top down.

    `short` says on later pages which paper this is; number and initials, never a name (CHAIRS.md, Papers).
    """

    title: str
    house: str
    about: tuple[str, ...]
    short: str
    moment: str
    secrecy: str
    watermark: str = ""


def paper_pdf(around: Around, story: list[Flowable], marks: list[Mark]) -> bytes:
    """The paper; the headings of `story` have told `marks` where they stand by the time these are drawn.

    Its metadata holds no name and no number, and it is never written to a file by us.
    """
    style.register_fonts()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        title=around.title,
        author="ZVH Desk",
        creator="ZVH Desk",
        subject="",
        lang="nl-NL",
        invariant=1,
        **style.FIRST_FONT,
    )
    document.addPageTemplates([_template("first", TOP_FIRST), _template("later", _TOP)])

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        _bookmark(canvas, [mark for mark in marks if mark.page == page])
        (_first_head if page == 1 else _later_head)(canvas, around)
        _foot(canvas, around, f"{page} van {pages}")
        if around.watermark:
            # Last, so that no table hides it.
            _watermark(canvas, around.watermark)

    document.build(story, canvasmaker=partial(NumberedCanvas, draw=draw))
    return out.getvalue()


def fits_beside_the_title(words: str) -> bool:
    """Whether these words of `about` can stand on one line."""
    style.register_fonts()
    return stringWidth(style.plain(words), *_PLAIN) <= _ABOUT


def _template(name: str, top: float) -> PageTemplate:
    frame = Frame(style.MARGIN, BOTTOM, WIDTH, style.PAGE_HEIGHT - top - BOTTOM, 0, 0, 0, 0)
    return PageTemplate(name, [frame], autoNextPageTemplate="later")


def _bookmark(canvas: Canvas, marks: list[Mark]) -> None:
    """Only now, with its page at hand, can a heading be pointed at."""
    for at, mark in enumerate(marks, start=1):
        key = f"deel-{mark.page}-{at}"
        canvas.bookmarkHorizontalAbsolute(key, mark.top + 4)
        canvas.addOutlineEntry(mark.text, key, 0)


def _first_head(canvas: Canvas, around: Around) -> None:
    canvas.setFillColor(style.GREY)
    _text(canvas, style.MARGIN, _HEAD, _fitting(around.house, _PLAIN, 95 * mm), _PLAIN)
    canvas.setFillColor(style.INK)
    _text(canvas, style.MARGIN, _TITLE, around.title, (style.BOLD, 22))
    for at, line in enumerate(reversed(around.about)):
        _right(canvas, _TITLE + at * 5 * mm, _fitting(line, _PLAIN, _ABOUT), _PLAIN)
    _right(canvas, _TITLE + len(around.about) * 5 * mm, "Vertrouwelijk", (style.BOLD, 10))
    _line(canvas, _HEAD - 13.5 * mm, 1.5, ink=True)


def _later_head(canvas: Canvas, around: Around) -> None:
    canvas.setFillColor(style.GREY)
    words = f"{around.title} · {around.short} · {around.house}"
    _text(canvas, style.MARGIN, _HEAD, _fitting(words, _LATER, WIDTH - 30 * mm), _LATER)
    canvas.setFillColor(style.INK)
    _right(canvas, _HEAD, "Vertrouwelijk", (style.BOLD, 9))
    _line(canvas, _HEAD - 3 * mm, 0.5)


def _foot(canvas: Canvas, around: Around, place: str) -> None:
    _line(canvas, 20 * mm, 0.5)
    canvas.setFillColor(style.GREY)
    _text(canvas, style.MARGIN, 15.5 * mm, around.moment, _FOOT)
    _right(canvas, 15.5 * mm, place, _FOOT)
    _text(canvas, style.MARGIN, 11.5 * mm, around.secrecy, _FOOT)


def _watermark(canvas: Canvas, words: str) -> None:
    """Light, so that it hides no text."""
    said = style.plain(words)
    size = min(58.0, _ACROSS / stringWidth(said, style.BOLD, 1))
    canvas.saveState()
    canvas.setFillColor(style.INK, alpha=0.05)
    canvas.translate(style.PAGE_WIDTH / 2, style.PAGE_HEIGHT / 2)
    canvas.rotate(45)
    canvas.setFont(style.BOLD, size)
    canvas.drawCentredString(0, -size / 3, said)
    canvas.restoreState()


def _line(canvas: Canvas, y: float, width: float, *, ink: bool = False) -> None:
    canvas.setLineWidth(width)
    canvas.setStrokeColor(style.INK if ink else style.LINE)
    canvas.line(style.MARGIN, y, _RIGHT, y)


def _text(canvas: Canvas, x: float, y: float, words: str, font: _Font) -> None:
    canvas.setFont(*font)
    canvas.drawString(x, y, style.plain(words))


def _right(canvas: Canvas, y: float, words: str, font: _Font) -> None:
    canvas.setFont(*font)
    canvas.drawRightString(_RIGHT, y, style.plain(words))


def _fitting(words: str, font: _Font, room: float) -> str:
    """The words, cut off with an ellipsis where they do not fit."""
    said = style.plain(words)
    if stringWidth(said, *font) <= room:
        return said
    while said and stringWidth(f"{said}…", *font) > room:
        said = said[:-1]
    return f"{said.rstrip()}…"
