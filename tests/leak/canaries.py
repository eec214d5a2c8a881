"""A canary in every text column of every replicated table: a word that stands nowhere else in the world.

The columns are enumerated from the mapped tables, so a column added tomorrow has one too.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, cast

from sqlalchemy import Column, Enum, String, Table

from zvhdesk.models.base import Replicated
from zvhdesk.models.tables import REPLICATED
from zvhdesk.services.plans.content import PlanContent, to_json

_SHAPED = {
    # What must have a form of its own to get as far as a screen.
    ("person", "birth_date"): "1903-11-27",
    ("person", "bsn"): "999990688",
    ("case_", "number"): "2026-7391",
    ("case_table", "colour"): "#3B7A1D",
    ("municipality", "code"): "GM7391",
}
_HOURS = {("meeting", "starts"), ("meeting", "ends")}
"""Times of day are no words: the one is a minute past midnight, the other a minute before."""
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru")

PASSPHRASE = "zeven zwanen zwemmen door de zuidelijke zomerzon"
TYPED = {
    "typed.draft": "kladvogëlzin",
    "typed.crash": "brokkënvogel",
    "typed.title": "aanleidïngsvogel",
    "typed.guest": "gastënvogel",
    "typed.line": "actïelijnvogel",
    "typed.action": "afspraakvögel",
    "typed.decision": "besluïtvogel",
    "typed.own": "aantekënvogel",
    "typed.note": "duidïngsvogel",
    "typed.search": "zoekënvogel",
    "typed.reason": "redënvogel",
    "typed.crisis": "crisïsvogel",
}
"""What is typed or thrown while the program runs."""


def _named(word: str) -> str:
    return json.dumps({word: word}, ensure_ascii=False)


def _content(word: str) -> str:
    """What a plan says that says nothing else."""
    said: dict[str, Any] = {one.name: "" for one in fields(PlanContent)}
    said |= dict.fromkeys(
        ("goals", "brought", "remarks", "actions", "decisions", "persons", "adopted_by"), ()
    )
    said |= dict.fromkeys(("discussed_on", "evaluation_on", "adopted_on"))
    return to_json(PlanContent(**said | {"made_on": date(2026, 3, 12), "version": 1, "crisis": word}))


_FORMS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("import_mapping", "headings"): _named,
    ("import_mapping", "mapping"): _named,
    ("plan", "content"): _content,
}
"""Where a text has a form of its own, with the word in it."""


def text_columns() -> list[tuple[type[Replicated], str]]:
    """Every column that can hold words of a person: text, no enumeration, no id."""
    return [
        (cls, column.name)
        for cls in REPLICATED
        for column in cast("Table", cls.__table__).columns
        if _holds_words(column) and (cls.__tablename__, column.name) not in _HOURS
    ]


def _holds_words(column: Column[Any]) -> bool:
    is_text = isinstance(column.type, String) and not isinstance(column.type, Enum)
    return is_text and column.name != "id" and not column.name.endswith("_id")


def canaries() -> dict[str, str]:
    """Per column, as `table.column`, the word that stands in it."""
    made: dict[str, str] = {}
    for at, (cls, name) in enumerate(text_columns()):
        where = (cls.__tablename__, name)
        made[f"{where[0]}.{where[1]}"] = _SHAPED.get(where, _word(at))
    return made


def stored(cls: type[Replicated]) -> dict[str, str]:
    """The values of one row of a table, by column: each its canary, in JSON where that is asked."""
    words = canaries()
    found: dict[str, str] = {}
    for owner, name in text_columns():
        if owner is cls:
            word = words[f"{cls.__tablename__}.{name}"]
            found[name] = _FORMS.get((cls.__tablename__, name), str)(word)
    return found


def _word(at: int) -> str:
    """A word with a letter that every writing spells differently: kanarië-badefi."""
    digits = f"{at:03d}"
    return "Kanarië" + "".join(_SYLLABLES[int(digit)] for digit in digits) + "vogel"
