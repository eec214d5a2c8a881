"""Birth dates, which are not always known in full, and the ages that follow from them.

A birth date is ISO text: `1990-04-12`, `1990-04` or `1990`. Registers write an unknown part as 00.
"""

import re
from datetime import date, timedelta

from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing
from zvhdesk.domain.reading.dates import EXCEL_1900, make_date, plain_text, read_date

_YEAR = re.compile(r"^(\d{4})$|^(\d{4})-00-00$|^0{1,2}[-/.]0{1,2}[-/.](\d{4})$|^(\d{4})0000$")
_YEAR_MONTH = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.]00)?$|^(\d{4})(\d{2})00$")
_MONTH_YEAR = re.compile(r"^(?:0{1,2}[-/.])?(\d{1,2})[-/.](\d{4})$")


def read_birth(cell: Cell, nought: date = EXCEL_1900) -> str | None:
    """The birth date in a cell as ISO text, in full or partial; None when it says nothing.

    Raises Unreadable as `read_date` does.
    """
    if isinstance(cell, date):
        return make_date(cell.year, cell.month, cell.day).isoformat()
    if isinstance(cell, bool):
        raise Unreadable("Dit is geen datum.")
    if is_nothing(cell):
        return None
    small = plain_text(cell)
    if found := _YEAR.match(small):
        year = next(int(part) for part in found.groups() if part)
        return f"{make_date(year, 1, 1).year}"
    if found := _YEAR_MONTH.match(small):
        year, month = (int(part) for part in found.groups() if part)
        return f"{make_date(year, month, 1):%Y-%m}"
    if found := _MONTH_YEAR.match(small):
        return f"{make_date(int(found[2]), int(found[1]), 1):%Y-%m}"
    day = read_date(cell, nought)
    return None if day is None else day.isoformat()


def birth_span(birth: str) -> tuple[date, date]:
    """The first and the last day that a (partial) birth date can mean."""
    match [int(part) for part in birth.split("-")]:
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
        case [year, month]:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), following - timedelta(days=1)
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case _:
            raise ValueError(len(birth))


def ages_on(birth: str, day: date) -> tuple[int, int]:
    """The least and the greatest age in whole years that someone with this birth date can have on `day`.

    They are equal when the birth date is known in full. Negative when not born yet.
    """
    first, last = birth_span(birth)
    return _age(last, day), _age(first, day)


def _age(born: date, day: date) -> int:
    # Who was born on 29 February has a birthday on 1 March in other years.
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
