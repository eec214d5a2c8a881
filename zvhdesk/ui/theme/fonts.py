"""Inter, the one typeface of the screen, from the files the program brings along."""

import sys
from enum import Enum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from zvhdesk.services import resources

FAMILY = "Inter"
_FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


class Text(Enum):
    """The sizes text comes in: pixels, weight, letter spacing in per cent of the size."""

    BODY = (14.0, QFont.Weight.Normal, 0.0)
    STRONG = (14.0, QFont.Weight.DemiBold, 0.0)
    SPOKEN = (30.0, QFont.Weight.Bold, 0.0)
    TITLE = (20.0, QFont.Weight.Bold, -1.5)
    DOOR = (18.0, QFont.Weight.Bold, 0.0)
    BRAND = (16.0, QFont.Weight.Bold, -1.0)
    HEAD = (15.0, QFont.Weight.Bold, 0.0)
    COLUMN = (13.5, QFont.Weight.Bold, 0.0)
    LEAD = (16.0, QFont.Weight.DemiBold, 0.0)
    NAME = (15.0, QFont.Weight.DemiBold, 0.0)
    BUTTON = (13.5, QFont.Weight.DemiBold, 0.0)
    SUB = (13.0, QFont.Weight.Normal, 0.0)
    SUB_STRONG = (13.0, QFont.Weight.DemiBold, 0.0)
    SMALL = (12.5, QFont.Weight.Normal, 0.0)
    TAG = (12.0, QFont.Weight.DemiBold, 0.0)
    FOOT = (12.0, QFont.Weight.Normal, 0.0)
    TINY = (11.5, QFont.Weight.Normal, 0.0)
    KEY = (11.0, QFont.Weight.Normal, 0.0)

    # Each is one object, and the hash of an Enum is made of its name, in Python.
    __hash__ = object.__hash__


def load() -> None:
    """Make Inter known to Qt. A missing file is a broken installation, so it raises FileNotFoundError."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))


def font(text: Text = Text.BODY, *, figures: bool = False) -> QFont:
    """A font of one of the sizes. `figures` makes digits equally wide, for columns of numbers.

    Not everywhere: it widens the hyphen too, and "Top-X" would read as three words. The same object each
    time, as every cell that is painted asks for its font: who wants it otherwise changes a copy of it.
    """
    return _made(text, figures)


@cache
def _made(text: Text, figures: bool) -> QFont:
    size, weight, spacing = text.value
    made = QFont(FAMILY)
    # In points, because only those come in halves, and because a desktop that asks for larger
    # text (font dpi) is then obeyed. 96 dpi makes 0.75 point of a pixel; macOS counts in 72.
    made.setPointSizeF(size if sys.platform == "darwin" else size * 0.75)
    made.setWeight(weight)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + spacing)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    made.setFeature(QFont.Tag("cv05"), 1)
    return made


def base() -> QFont:
    """The font of the application."""
    return font(Text.BODY)
