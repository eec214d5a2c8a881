"""Case numbers that no two desks give out: JJJJ-NNNN on the first desk, JJJJ-B042 on each other (DATA.md 16).

Desks work apart and cannot ask each other which number is next. So each has numbers of its own: those of a
desk that joined begin with its letter. Imported numbers are kept as they are.
"""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.cases import Case
from zvhdesk.models.local import DeviceSetting

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

SETTING = "letter"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(place: int) -> str:
    """The letter of the desk at this place of the house's roster, counted from 0 over all that ever joined.

    The first has none; then B to Z, AA, AB and on. A desk that was revoked keeps its place.
    """
    if place < 0:
        raise ValueError("a place is counted from 0")
    found, left = "", place
    while left >= 0:
        found = _LETTERS[left % 26] + found
        left = left // 26 - 1
    return found if place else ""


def take_letter(desk: "Desk", place: int) -> None:
    """On joining: this desk numbers with the letter of its place from here on. A letter is never changed."""
    if desk.setting(SETTING) is None:
        desk.set_setting(SETTING, letter(place))


def next_number(session: Session, year: int) -> str:
    """The next case number of this desk in that year, as `2026-0013` or `2026-B042`.

    Counted over all cases it knows, shielded and deleted ones too: a number is not given out again.
    """
    own = session.scalar(select(DeviceSetting.value).where(DeviceSetting.key == SETTING)) or ""
    start = f"{year}-{own}"
    counted = [
        int(number.removeprefix(start))
        for number in session.scalars(
            select(Case.number).where(Case.number.startswith(start, autoescape=True))
        )
        if _is_count(number.removeprefix(start))
    ]
    return f"{start}{max(counted, default=0) + 1:0{3 if own else 4}}"


def _is_count(rest: str) -> bool:
    return rest.isascii() and rest.isdecimal()
