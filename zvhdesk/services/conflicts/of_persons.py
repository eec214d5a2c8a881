"""Who stands in one place of a case, when two desks each wrote that down: a person chooses.

Both say who one human is, for one place was filled twice. So who is chosen gets what only the other had
(docs/decisions/0025).
"""

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from zvhdesk.models.capture import Cell
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Subject
from zvhdesk.models.people import Person
from zvhdesk.services.words import initials, masked

_PLACE: Final = (Subject.__tablename__, "person_id")
_NO_WORDS: Final = frozenset({"id", "stream_id", DELETED, "possible_duplicate"})
_TOGETHER: Final = (("initials",), ("prefix", "surname"), ("birth_date",), ("bsn",), ("address",))
"""What is known or not: a prefix belongs to its name."""


def is_place(cell: Cell) -> bool:
    """Whether it says who somebody in a case is."""
    return (cell[0], cell[2]) == _PLACE


def words(session: Session, person_id: str) -> str:
    """Who it is, as far as is said without names being asked for (CHAIRS.md, 6)."""
    row = session.get(Person, person_id)
    if row is None:
        return "gegevens niet hier"
    said = [initials(row.initials, row.prefix, row.surname)]
    said += [f"BSN {masked(row.bsn)}"] if row.bsn else []
    said += ["met geboortedatum"] if row.birth_date else []
    said += ["met adres"] if row.address else []
    return ", ".join(said)


def hidden(tbl: str, col: str, new: str) -> str:
    """Instead of what says who somebody is, by its codec text: that is read after names were asked for.

    A BSN and an address only where they are written down.
    """
    if tbl != Person.__tablename__ or col not in ("surname", "birth_date", "bsn", "address"):
        return ""
    said = json.loads(new)
    if not said:
        return "leeg"
    return {"surname": initials(None, None, said), "bsn": masked(said)}.get(col, "ingevuld")


def is_known(session: Session, person_id: str) -> bool:
    """Whether anything is here about them: a place is filled in anew before it says who it is."""
    row = session.get(Person, person_id)
    columns = (one.key for one in inspect(Person).column_attrs if one.key not in _NO_WORDS)
    return row is not None and any(getattr(row, col) for col in columns)


def complete(session: Session, person_id: str, others: Iterable[str]) -> None:
    """What is not said of who was chosen, and is of another: so nothing is lost with who was not."""
    chosen = session.get(Person, person_id)
    for other in filter(None, (session.get(Person, one) for one in others)) if chosen is not None else ():
        for together in _TOGETHER:
            if not any(getattr(chosen, col) for col in together):
                for col in together:
                    setattr(chosen, col, getattr(other, col))
