"""Text on a window or page."""

from typing import Literal

from PySide6.QtWidgets import QLabel

from zvhdesk.ui.plain.properties import set_named
from zvhdesk.ui.theme import Text, font

Ink = Literal["1", "2", "3", "danger", "warn", "ok", "accent", "brand", "rail", "rail-muted", "apart"]


def label(text: str, size: Text = Text.BODY, ink: Ink = "1", *, name: str = "", wrap: bool = False) -> QLabel:
    """A label in one of the sizes and inks. Plain text always: what people typed is never markup."""
    made = QLabel(text)
    set_named(made, textFormat="PlainText")
    made.setFont(font(size))
    made.setObjectName(name)
    made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    return made


def small(text: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """Quiet text beside or beneath something."""
    return label(text, Text.SMALL, "3", name=name, wrap=wrap)
