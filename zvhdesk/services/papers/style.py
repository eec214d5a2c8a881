"""What every paper shares: Inter, the sizes, a few greys that survive a copier, and safe text.

Papers are A4, black on white. Colour is for the screen: a partner's printer may have none.
"""

import unicodedata
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from zvhdesk.services import resources

REGULAR: Final = "Inter"
MEDIUM: Final = "Inter-Medium"
SEMIBOLD: Final = "Inter-SemiBold"
BOLD: Final = "Inter-Bold"
ITALIC: Final = "Inter-Italic"

FIRST_FONT: Final[dict[str, Any]] = {"initialFontName": REGULAR}
"""For a canvas or a document: else every page asks for Helvetica, which is then not embedded."""

PAGE_WIDTH: Final = float(A4[0])
PAGE_HEIGHT: Final = float(A4[1])
MARGIN: Final = 20 * mm

INK: Final[Color] = HexColor("#000000")
GREY: Final[Color] = HexColor("#4A4A4A")
"""Secondary text: 8.9 to 1 on white."""
LINE: Final[Color] = HexColor("#B4B4B4")
TINT: Final[Color] = HexColor("#F2F2F2")

_FILES: Final = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    SEMIBOLD: "Inter-SemiBold.ttf",
    BOLD: "Inter-Bold.ttf",
    ITALIC: "Inter-Italic.ttf",
}


@cache
def register_fonts() -> None:
    """Make Inter known to reportlab, once per process. About 15 ms; on the work lane."""
    for name, file in _FILES.items():
        registerFont(TTFont(name, str(resources.path(f"fonts/{file}"))))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


def style(
    name: str, size: float, *, font: str = REGULAR, leading: float = 1.4, **more: object
) -> ParagraphStyle:
    """A paragraph style in Inter; `leading` is a multiple of the size. `more` goes to reportlab as it is."""
    register_fonts()
    settings: dict[str, Any] = {
        "fontName": font,
        "fontSize": size,
        "leading": size * leading,
        "textColor": INK,
        "alignment": TA_LEFT,
        **more,
    }
    return ParagraphStyle(name, **settings)


@cache
def body() -> ParagraphStyle:
    """Running text, 10 points."""
    return style("body", 10)


@cache
def small() -> ParagraphStyle:
    """Notes and feet, 8.5 points and grey."""
    return style("small", 8.5, textColor=GREY)


@cache
def heading() -> ParagraphStyle:
    """The head of a part, 12 points."""
    return style("heading", 12, font=SEMIBOLD, leading=1.3, spaceBefore=10, spaceAfter=3, keepWithNext=1)


@cache
def title() -> ParagraphStyle:
    """The name of the paper, 20 points."""
    return style("title", 20, font=BOLD, leading=1.2)


def plain(text: str) -> str:
    """The same text in composed letters: reportlab puts a loose accent beside its letter."""
    return unicodedata.normalize("NFC", text)


def markup(text: str) -> str:
    """Text of a person as paragraph markup that shows exactly it: composed, escaped, its line ends kept."""
    return escape(plain(text)).replace("\n", "<br/>")
