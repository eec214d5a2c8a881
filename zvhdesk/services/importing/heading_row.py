"""Which row holds the headings, and that a row of data is never taken for it."""

import re
from collections.abc import Sequence

from zvhdesk.domain.reading.cells import Cell, Unreadable, text_of
from zvhdesk.domain.reading.dates import read_date
from zvhdesk.services.importing.headings import recognised
from zvhdesk.services.municipalities import country

_LOOK = 15
"""Rows from the top in which the headings are looked for."""
_HALF = 0.5
_LONG_NUMBER = re.compile(r"^\d{4}[-/. ]\d{1,6}$|^[A-Za-z]{1,6}[-_/. ]\d{2,4}[-_/. ]\d{1,6}$|^\d[\d .]{5,}$")
_INITIALS = re.compile(r"^([A-Z]\. ?)+$")
_ANSWERS = frozenset({"ja", "nee", "onbekend"})
_PERSONAL = re.compile(
    r"\d[\d .]{6,}\d|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
)


def heading_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Which of the first rows is the heading: the one with most known headings, else the first wide one.

    None when there is none: a row that looks like data is no heading, and no row of data stands above one.
    """
    first = rows[:_LOOK]
    widest = max((_filled(row) for row in first), default=0)
    wide_enough = max(min(2, widest - 1), _HALF * widest)
    above = next(
        (at for at, row in enumerate(first) if _is_data(row) and _filled(row) > wide_enough), len(first)
    )
    fit = [at for at, row in enumerate(first[:above]) if not _is_data(row)]
    known = {at: _known(first[at]) for at in fit}
    if max(known.values(), default=0) >= 2:
        return max(fit, key=lambda at: (known[at], -at))
    wide = [at for at in fit if _filled(first[at]) >= 2]
    return next(iter(wide or fit), None)


def looks_personal(heading: str) -> bool:
    """Whether a heading holds what belongs to somebody: eight digits or more, or a date."""
    return _PERSONAL.search(heading) is not None


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(text_of(cell)) for cell in row)


def _known(row: Sequence[Cell]) -> int:
    return sum(recognised(text_of(cell)) for cell in row)


def _is_data(row: Sequence[Cell]) -> bool:
    """Whether the row says something of a case: days and numbers, or gemeenten, initials and answers."""
    telling = sum(_is_telling(cell) for cell in row)
    values = sum(_is_value(text_of(cell)) for cell in row)
    known = _known(row)
    return 2 * telling >= known if telling else values >= 2 and values > known


def _is_telling(cell: Cell) -> bool:
    if _LONG_NUMBER.match(text_of(cell)):
        return True
    try:
        return read_date(cell) is not None
    except Unreadable:
        return False


def _is_value(text: str) -> bool:
    small = text.casefold()
    return small in _ANSWERS or bool(_INITIALS.match(text)) or bool(small and country().find(small))
