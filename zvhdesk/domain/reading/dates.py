"""Dates as people and systems write them: ISO, `d-m-jjjj`, `dd/mm/jjjj`, Dutch words, Excel's own."""

import re
from datetime import date, timedelta

from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing, text_of

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT = {"mrt": 3, "sept": 9, "oct": 10, "mar": 3}

EXCEL_1900 = date(1899, 12, 30)
"""Day nought of Excel's numbers, with its leap day of 1900 that never was already taken off."""
EXCEL_1904 = date(1904, 1, 1)
"""Day nought in workbooks made on old Macs."""

_SERIALS = range(10_000, 73_051)  # 1927 to 2100: five digits, so that a year is never taken for a day number
_YEARS = range(1880, 2101)
_TIME = re.compile(r"[t ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(z|[+-]\d{2}:?\d{2})?$")
_WEEKDAY = re.compile(r"^(ma|di|wo|do|vr|za|zo)([a-z]*dag)?[., ]+(?=\d)")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_DUTCH = re.compile(r"^(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})$")
_WORDS = re.compile(r"^(\d{1,2})[-. ]*([a-z]{3,9})[-. ]*(\d{4})$")
_SHORT_YEAR = re.compile(r"^\d{1,2}[-/. ]+(\d{1,2}|[a-z]{3,9})[-/. ]+'?\d{2}$")
_SERIAL = re.compile(r"^(\d{5})([.,]\d+)?$")


def read_date(cell: Cell, nought: date = EXCEL_1900) -> date | None:
    """The date in a cell, None when it says nothing. `nought` is day nought of the workbook's numbers.

    Raises Unreadable: for a date that does not exist, a year of two digits, or something else altogether.
    """
    if isinstance(cell, date):
        return make_date(cell.year, cell.month, cell.day)  # a workbook writes 9999 for "no end"
    if isinstance(cell, bool):
        raise Unreadable("Dit is geen datum.")
    if is_nothing(cell):
        return None
    return _from_text(plain_text(cell), nought)


def plain_text(cell: Cell) -> str:
    """The cell in small letters, without a time of day and without the name of the weekday."""
    small = text_of(cell).casefold()
    return _WEEKDAY.sub("", _TIME.sub("", small)).strip()


def make_date(year: int, month: int, day: int) -> date:
    """The date, or Unreadable that says in words which date does not exist."""
    if year not in _YEARS:
        raise Unreadable(f"Het jaartal {year} kan niet kloppen.")
    if month not in range(1, 13):
        raise Unreadable(f"Maand {month} bestaat niet.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"{day} {MONTHS[month - 1]} {year} bestaat niet.") from None


def month_number(word: str) -> int | None:
    """The month that a Dutch word or its beginning names: `okt` and `oktober` are 10."""
    matching = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(word)]
    return _SHORT.get(word) or (matching[0] if len(matching) == 1 and len(word) >= 3 else None)


def in_words(day: date) -> str:
    """The date as a sentence says it: `30 januari 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _from_text(small: str, nought: date) -> date:
    if found := _ISO.match(small) or _COMPACT.match(small):
        year, month, day = (int(part) for part in found.groups())
        return make_date(year, month, day)
    if found := _DUTCH.match(small):
        day, month, year = (int(part) for part in found.groups())
        return make_date(year, month, day)
    if found := _WORDS.match(small):
        return _from_words(int(found[1]), found[2], int(found[3]))
    if (found := _SERIAL.match(small)) and int(found[1]) in _SERIALS:
        return nought + timedelta(days=int(found[1]))
    if _SHORT_YEAR.match(small):
        raise Unreadable("Schrijf het jaar met vier cijfers.")
    raise Unreadable("Dit is geen datum.")


def _from_words(day: int, word: str, year: int) -> date:
    month = month_number(word)
    if month is None:
        raise Unreadable("De maand is niet herkend.")
    return make_date(year, month, day)
