"""How a field that is edited in place stands on its page."""

from dataclasses import dataclass
from typing import Literal

from zvhdesk.ui.theme import Text

Caption = Literal["beside", "above", "none"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a field stands on the page. `title` is its name when the column's own is not clear enough there.

    `wrap` shows one line of text on as many lines as it needs; `placeholder` is read while it is empty.
    """

    caption: Caption = "beside"
    caption_width: int = 150
    size: Text = Text.BODY
    wrap: bool = False
    title: str = ""
    placeholder: str = "nog niet ingevuld"


BESIDE = Look()
ABOVE = Look(caption="above")
ALONE = Look(caption="none")
