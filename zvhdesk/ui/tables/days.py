"""A day typed without its year: the next one there is."""

import re
from datetime import date

from zvhdesk.domain.reading.due_dates import WEEKDAYS
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services import reading
from zvhdesk.services.words import day, short_day

_WEEKDAY = re.compile(r"\s*(ma|di|wo|do|vr|za|zo)(?:[a-z]*dag)?[., ]", re.IGNORECASE)
_NO_YEAR = re.compile(
    r"\s*(?:[A-Za-z]{2,9}[., ]+(?=\d))?\d{1,2}\s*(?:[-/.]\s*\d{1,2}|[-. ]*[A-Za-z]{3,9})[-/. ]*"
)


def coming_day(typed: str, today: date, column: str) -> date:
    """`19 mrt` and `do 19-3` are the first from `today` on; a year that was typed is kept.

    Raises Refused(BadInput) with `column`.
    """
    if not typed.strip():
        raise Refused(BadInput(column, "Vul de dag in, bijvoorbeeld do 19 mrt."))
    found = _read(typed, column) if not _NO_YEAR.fullmatch(typed) else _next(typed, today, column)
    weekday = _WEEKDAY.match(typed)
    if weekday is not None and weekday[1].lower() != short_day(found)[:2]:
        raise Refused(BadInput(column, f"Dat klopt niet: {day(found)} is {WEEKDAYS[found.weekday()]}."))
    return found


def _next(typed: str, today: date, column: str) -> date:
    bare = typed.rstrip(" -/.")
    bare += "-" if bare[-1].isdigit() else " "
    wrong: Refused | None = None
    # Eight years hold a 29th of February, over 2100 too.
    for year in range(today.year, today.year + 9):
        try:
            found = _read(f"{bare}{year}", column)
        except Refused as refused:
            wrong = wrong or refused
            continue
        if found >= today:
            return found
    raise wrong or Refused(BadInput(column, "Dit is geen datum."))


def _read(text: str, column: str) -> date:
    found = reading.day(text, column)
    if found is None:
        raise Refused(BadInput(column, "Dit is geen datum."))
    return found
