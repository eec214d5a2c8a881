"""Where the columns of the list stand: measured from the type, so that a larger font gets wider ones."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from zvhdesk.services.actions import By
from zvhdesk.ui.kit import tag_size
from zvhdesk.ui.theme import TagKind, Text, font

PAD = 16.0
"""From the edge of a card to its words."""
_BETWEEN = 16.0
_LEAST_TEXT = 220.0
"""Px for the action itself; with less the line is stacked instead."""
_GOOD_TEXT = 380.0
"""Px for the action itself before the other columns get more than they need."""
_LEAST_NOTE = 90.0
"""Px for a reason; with less it is left to the pane."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left and width of each column within a line, in px. Without `stacked` all of them stand side by side.

    `case` has no width where the group says which case it is.
    """

    stacked: bool
    text: tuple[float, float]
    case: tuple[float, float] = (0, 0)
    who: tuple[float, float] = (0, 0)
    term: tuple[float, float] = (0, 0)
    status: tuple[float, float] = (0, 0)
    note: tuple[float, float] = (0, 0)


def columns(width: float, by: By) -> Columns:
    """The columns of a card that is so wide."""
    body = QFontMetricsF(font(Text.BODY))
    case = 0.0 if by is By.CASE else body.horizontalAdvance("2026-0000 · M.A.v.d.W.") + _BETWEEN
    letters = 15 if by is By.PARTNER else 22
    who = body.averageCharWidth() * letters + _BETWEEN
    term = tag_size("000 dagen te laat", TagKind.LATE).width() + _BETWEEN
    status = tag_size("geblokkeerd", TagKind.WAITING).width() + _BETWEEN
    spare = max(0.0, width - 2 * PAD - case - who - term - status - _GOOD_TEXT)
    longer = 0.0 if by is By.PARTNER else min(spare, body.averageCharWidth() * 24)
    who, spare = who + longer, spare - longer
    note = min(200.0, spare) if spare > _LEAST_NOTE else 0.0
    text = width - 2 * PAD - case - who - term - status - note
    if text < _LEAST_TEXT:
        return Columns(stacked=True, text=(PAD, width - 2 * PAD))
    places: list[tuple[float, float]] = []
    left = PAD
    for wide in (text, case, who, term, status, note):
        places.append((left, max(0.0, wide - _BETWEEN)))
        left += wide
    return Columns(False, *places)


def cell(box: QRectF, column: tuple[float, float]) -> QRectF:
    """The part of a line that a column has."""
    return QRectF(box.left() + column[0], box.top(), column[1], box.height())


def titles(by: By) -> tuple[str, str, str, str, str, str]:
    """What stands above the columns, in their order; empty where a word says nothing."""
    return ("Actie", "" if by is By.CASE else "Casus", "Wie", "Termijn", "Status", "")
