"""What the mapping step shows of a column: enough to recognise it, and nobody in it.

A BSN shows its last four digits, a name its first letters. A column that is not taken over may hold anything,
so its words are shown as first letters too.
"""

import re
from collections.abc import Sequence
from datetime import date

from zvhdesk.domain.bsn import is_bsn
from zvhdesk.domain.reading.births import read_birth
from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing, text_of
from zvhdesk.domain.reading.dates import EXCEL_1900, read_date
from zvhdesk.domain.reading.names import read_name
from zvhdesk.domain.reading.words import read_flag
from zvhdesk.services.importing.fields import CASE_DATES, Field
from zvhdesk.services.words import day, initials

_LIST_OF = {Field.TABLE: 3, Field.PRODUCT: 2, Field.BORDER: 2}
"""Fields with few different values: so many of them are shown."""
_LONGEST = 60
_DIGITS = re.compile(r"[^0-9]")


def example(cells: Sequence[Cell], field: Field | None, nought: date = EXCEL_1900) -> str:
    """The example beside a column: its first value as it will be read; empty for an empty column."""
    filled = [cell for cell in cells if not is_nothing(cell)]
    if not filled:
        return ""
    if field in _LIST_OF:
        different = list(dict.fromkeys(_plain(cell) for cell in filled))
        return _short(", ".join(different[: _LIST_OF[field]]))
    return _short(_one(filled[0], field, nought))


def _one(cell: Cell, field: Field | None, nought: date) -> str:  # noqa: PLR0911 - one case each
    if _bsn_of(cell):
        return masked_bsn(cell)
    match field:
        case Field.BSN:
            return f"•••••{text_of(cell)[-4:]}, elfproef klopt niet"
        case Field.NAME | Field.SURNAME | Field.INITIALS:
            return _name(text_of(cell), field)
        case Field.BIRTH:
            return _birth(cell, nought)
        case None:
            return _unknown(cell, nought)
        case _ if field in CASE_DATES:
            return _date(cell, nought)
        case _:
            return text_of(cell)


def masked_bsn(cell: Cell) -> str:
    """A BSN as its last four digits: enough to compare with the file."""
    return f"•••••{_DIGITS.sub('', text_of(cell))[-4:]}, elfproef klopt"


def _bsn_of(cell: Cell) -> bool:
    digits = _DIGITS.sub("", text_of(cell))
    return len(digits) in (8, 9) and is_bsn(digits.zfill(9)) and not _is_date(cell)


def _is_date(cell: Cell) -> bool:
    try:
        return read_date(cell) is not None
    except Unreadable:
        return False


def _name(text: str, field: Field) -> str:
    if field is Field.NAME:
        name = read_name(text)
        return initials(name.initials, name.prefix, name.surname)
    return letters(text)


def letters(text: str) -> str:
    """The first letters of the words: `Jansen` is `J.`, `van der Berg` is `v.d.B.`."""
    words = re.findall(r"[^\W\d_]+", text)
    return "".join(f"{word[0]}." for word in words[:5]) or "•••"


def _date(cell: Cell, nought: date) -> str:
    try:
        found = read_date(cell, nought)
    except Unreadable:
        return text_of(cell)
    return _arrow(cell, day(found))


def _birth(cell: Cell, nought: date) -> str:
    try:
        found = read_birth(cell, nought)
    except Unreadable:
        return text_of(cell) if any(sign.isdigit() for sign in text_of(cell)) else letters(text_of(cell))
    whole = found is not None and len(found) == 10
    return _arrow(cell, day(date.fromisoformat(found)) if whole and found else str(found))


def _arrow(cell: Cell, read: str) -> str:
    """The date as it is read; behind digits only, such as Excel's day numbers: `45202 → 3 okt 2023`."""
    text = text_of(cell)
    return f"{text} → {read}" if re.fullmatch(r"[0-9]{5,8}", text) else read


def _unknown(cell: Cell, nought: date) -> str:
    text = text_of(cell)
    try:
        if read_date(cell, nought) is not None:
            return text
    except Unreadable:
        pass
    try:
        if read_flag(cell) is not None:
            return text
    except Unreadable:
        pass
    if re.fullmatch(r"[0-9]{1,6}", text):
        return text
    return letters(text)


def _plain(cell: Cell) -> str:
    return masked_bsn(cell) if _bsn_of(cell) else text_of(cell)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
