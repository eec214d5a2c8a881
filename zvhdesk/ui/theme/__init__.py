"""Look of the program: tokens, Inter, Lucide and the style sheet, light, dark and high contrast."""

from zvhdesk.ui.theme.active import STYLE, Theme, current, dress
from zvhdesk.ui.theme.fonts import Text, font
from zvhdesk.ui.theme.tokens import (
    GAP,
    MARGIN,
    RADIUS,
    RADIUS_SMALL,
    RADIUS_TAG,
    RAIL_WIDTH,
    SCROLL_BAR,
    TARGET,
    Palette,
    Scheme,
    TagKind,
)

__all__ = [
    "GAP",
    "MARGIN",
    "RADIUS",
    "RADIUS_SMALL",
    "RADIUS_TAG",
    "RAIL_WIDTH",
    "SCROLL_BAR",
    "STYLE",
    "TARGET",
    "Palette",
    "Scheme",
    "TagKind",
    "Text",
    "Theme",
    "current",
    "dress",
    "font",
]
