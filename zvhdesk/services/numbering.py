"""Numbers that no two desks give out: JJJJ-NNNN on the first desk, JJJJ-B042 on each other (DATA.md 16).

The copies of a plan are numbered likewise: 01 on the first desk, B01 on another (docs/decisions/0005).

Desks work apart and cannot ask each other which number is next. So each has numbers of its own: those of a
desk that joined begin with its letter. Imported numbers are kept as they are.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.numbers import NumberInCase, letter
from zvhdesk.models.cases import Case
from zvhdesk.models.device_setting import device_setting

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

SETTING = "letter"


def take_letter(desk: "Desk", place: int) -> None:
    """On joining: this desk numbers with the letter of its place from here on. A letter is never changed."""
    if desk.setting(SETTING) is None:
        desk.set_setting(SETTING, letter(place))


def next_number(session: Session, year: int) -> str:
    """The next case number of this desk in that year, as `2026-0013` or `2026-B042`.

    Counted over all cases it knows, shielded and deleted ones too: a number is not given out again.
    """
    own = own_letter(session)
    start = f"{year}-{own}"
    counted = [
        int(number.removeprefix(start))
        for number in session.scalars(
            select(Case.number).where(Case.number.startswith(start, autoescape=True))
        )
        if _is_count(number.removeprefix(start))
    ]
    return f"{start}{max(counted, default=0) + 1:0{3 if own else 4}}"


def next_in_case(session: Session, given_out: Iterable[int]) -> int:
    """The next number of an action or decision that this desk records; `given_out` are those of the case."""
    return int(NumberInCase.next(own_letter(session), given_out))


def own_letter(session: Session) -> str:
    """The letter of this desk; empty on the first."""
    return device_setting(session, SETTING) or ""


def _is_count(rest: str) -> bool:
    return rest.isascii() and rest.isdecimal()
