"""Typed text of a form becomes a value, or a sentence beside the field. Built on domain.reading."""

from datetime import date

from zvhdesk.domain.bsn import is_bsn
from zvhdesk.domain.reading.births import read_birth
from zvhdesk.domain.reading.cells import Unreadable
from zvhdesk.domain.reading.dates import read_date
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.models.codec import Value
from zvhdesk.services.words import day as day_words


def day(typed: str, name: str) -> date | None:
    """A date as people write one. Raises Refused(BadInput) with the reason in words."""
    try:
        return read_date(typed)
    except Unreadable as error:
        raise Refused(BadInput(name, str(error))) from None


def birth_date(typed: str) -> Value:
    """A birth date in full or in part, as ISO text; None when empty."""
    try:
        return read_birth(typed)
    except Unreadable as error:
        raise Refused(BadInput("Geboortedatum", str(error))) from None


def write_birth_date(value: Value) -> str:
    """How a birth date is shown: 4 jun 1990, or 06-1990 and 1990 when not all is known."""
    text = "" if value is None else str(value)
    match text.split("-"):
        case [year, month]:
            return f"{month}-{year}"
        case [_, _, _]:
            return day_words(date.fromisoformat(text))
        case _:
            return text


def bsn(typed: str) -> Value:
    """A BSN of nine digits that holds in the elfproef; None when empty. No sentence repeats the number."""
    digits = "".join(letter for letter in typed if letter.isdigit())
    if not typed.strip():
        return None
    padded = digits.zfill(9) if len(digits) == 8 else digits
    if not is_bsn(padded):
        raise Refused(BadInput("BSN", "Dit BSN klopt niet volgens de elfproef. Kijk de cijfers na."))
    return padded
