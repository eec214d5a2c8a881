"""Finding a case by its number or by a person in it, in the index inside the encrypted database (DATA.md 10).

What is shielded, deleted or not this user's is not offered, named or counted (DATA.md 14). The words that
were typed go into one bound parameter and nowhere else: no log, no access_event, no history.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Phase, SubjectRole
from zvhdesk.models.search_texts import TEXTS
from zvhdesk.services import words

LIMIT = 12
"""Cases offered at once: more than fit in view help nobody, another letter does."""

_LEAST = 2
"""Letters and digits that must be typed: one alone fits half the house."""
_LONGEST = 100
_MOST_WORDS = 8
_CANDIDATES = 240
"""Index rows looked at, newest first. Above this the words say too little to be worth sorting."""

_FOUND = text(
    "SELECT k.kind, k.ref FROM search JOIN search_key k ON k.id = search.rowid "
    "WHERE search MATCH :words ORDER BY search.rowid DESC LIMIT :candidates"
)

_ROLES = f"CASE s.role WHEN '{SubjectRole.MAIN.value}' THEN 0 ELSE 1 END, s.id"
_CASE_COLUMNS = (
    "c.id, c.number, c.phase, t.short_name, p.initials, p.prefix, p.surname, s.role "
    "FROM case_ c LEFT JOIN case_table t ON t.id = c.table_id AND NOT t.deleted "
)
# The index holds no shielded case, but it holds who is in an open and in a shielded case: it is here that the
# second case stays out.
_OPEN = "NOT c.shielded AND NOT c.deleted"
_BY_NUMBER = text(
    f"SELECT {_CASE_COLUMNS} "  # noqa: S608 - our own column names; what was typed is bound
    f"LEFT JOIN subject s ON s.id = (SELECT s.id FROM subject s JOIN person p ON p.id = s.person_id "
    f"  WHERE s.case_id = c.id AND NOT s.deleted AND NOT p.deleted ORDER BY {_ROLES} LIMIT 1) "
    f"LEFT JOIN person p ON p.id = s.person_id WHERE c.id IN :refs AND {_OPEN}"
).bindparams(bindparam("refs", expanding=True))
_BY_PERSON = text(
    f"SELECT {_CASE_COLUMNS} JOIN subject s ON s.case_id = c.id AND NOT s.deleted "
    "JOIN person p ON p.id = s.person_id AND NOT p.deleted "
    f"WHERE s.person_id IN :refs AND {_OPEN}"
).bindparams(bindparam("refs", expanding=True))
_WRITTEN = text(
    "SELECT k.kind, k.ref FROM search_text JOIN search_text_key k ON k.id = search_text.rowid "
    "WHERE search_text MATCH :words ORDER BY search_text.rowid DESC LIMIT :candidates"
)
TEXTS_LIMIT = 6
"""Texts offered at once, beneath the cases."""

_KINDS = {
    "action": ("actie", "plan"),
    "decision": ("besluit", "plan"),
    "goal": ("doel", "plan"),
    "note_paragraph": ("notitie", "plan"),
    "contribution": ("inbreng", "information"),
    "plan": ("plan", "plan"),
}
"""Table to its word, and to the tab of the dossier where it stands."""

_BY_TEXT = {
    kind: text(
        f"SELECT {_CASE_COLUMNS.replace(' FROM ', f', {words_} FROM ', 1)}"  # noqa: S608 - our own names
        f"JOIN {kind} x ON x.case_id = c.id "
        f"LEFT JOIN subject s ON s.id = (SELECT s.id FROM subject s JOIN person p ON p.id = s.person_id "
        f"  WHERE s.case_id = c.id AND NOT s.deleted AND NOT p.deleted ORDER BY {_ROLES} LIMIT 1) "
        f"LEFT JOIN person p ON p.id = s.person_id WHERE x.id IN :refs AND NOT x.deleted AND {_OPEN}"
    ).bindparams(bindparam("refs", expanding=True))
    for kind, words_ in TEXTS.items()
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One case that the words lead to. `who` is initials, or a name in full where names are shown.

    `role` is empty for the betrokkene and says what the person found is to this case otherwise.
    """

    case_id: str
    number: str
    who: str
    role: str
    table: str
    phase: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """Something written in a case that the words lead to. `what` is its kind in a word, such as `actie`.

    `place` is the part of the dossier where it stands.
    """

    case_id: str
    number: str
    who: str
    what: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is offered; `more` is whether other words would be needed to see the rest."""

    hits: tuple[Hit, ...]
    more: bool = False
    texts: tuple[TextHit, ...] = ()


def find(session: Session, typed: str, *, names: bool = False) -> Found:
    """The open cases whose number, or a person in them, has every word typed as the beginning of a word."""
    query = match_query(typed)
    if not query:
        return Found(())
    found = session.execute(_FOUND, {"words": query, "candidates": _CANDIDATES}).all()
    cases = [ref for kind, ref in found if kind == "case"]
    persons = [ref for kind, ref in found if kind == "person"]
    rows = session.execute(_BY_NUMBER, {"refs": cases}).all() if cases else []
    rows = [*rows, *(session.execute(_BY_PERSON, {"refs": persons}).all() if persons else [])]
    hits = sorted((_hit(row, names=names) for row in rows), key=_newest_first)
    more = len(hits) > LIMIT or len(found) == _CANDIDATES
    return Found(tuple(hits[:LIMIT]), more, _in_texts(session, query, names=names))


def _in_texts(session: Session, query: str, *, names: bool) -> tuple[TextHit, ...]:
    """The newest texts with these words. A text shows up with its case, and only when that is open.

    An id begins with when it was made: which are the newest of those looked at is the same on every desk.
    """
    found = session.execute(_WRITTEN, {"words": query, "candidates": _CANDIDATES}).all()
    say = _speaker(names=names)
    hits: list[TextHit] = []
    for kind, ref in sorted(found, key=lambda one: (one.ref, one.kind), reverse=True):
        row = session.execute(_BY_TEXT[kind], {"refs": [ref]}).first()
        if row is not None:
            case_id, number, _phase, _table, *name, _role, text_ = row
            what, place = _KINDS[kind]
            hits.append(TextHit(case_id, number, say(*name), what, text_, place))
        if len(hits) == TEXTS_LIMIT:
            break
    return tuple(hits)


def match_query(typed: str) -> str:
    """What was typed as a question to the index: every word quoted, each the beginning of a word.

    Only letters and digits survive, so no quote, star, AND, NEAR or minus can mean anything to FTS5. The
    parts of one word stay together in their order: 2026-01 is 2026 followed by 01.
    """
    plain = unicodedata.normalize("NFC", typed[:_LONGEST])
    phrases = [" ".join(_parts(word)) for word in plain.split()[:_MOST_WORDS]]
    if sum(len(phrase) for phrase in phrases) < _LEAST:
        return ""
    return " ".join(f'"{phrase}"*' for phrase in phrases if phrase)


def _parts(word: str) -> list[str]:
    """Runs of letters and digits, as the index's own tokenizer cuts them."""
    kept = "".join(sign if unicodedata.category(sign)[0] in "LN" else " " for sign in word)
    return kept.split()


def _hit(row: Sequence[Any], *, names: bool) -> Hit:
    case_id, number, phase, table, *name, role = row
    say = _speaker(names=names)
    return Hit(
        case_id=case_id,
        number=number,
        who=say(*name),
        role="" if role in (None, SubjectRole.MAIN.value) else words.word(SubjectRole(role)).lower(),
        table=table or "",
        phase=words.word(Phase(phase)),
    )


def _speaker(*, names: bool) -> Callable[[str | None, str | None, str | None], str]:
    return words.full_name if names else words.initials


def _newest_first(hit: Hit) -> tuple[list[int], str, str]:
    numbers = [-int(part) for part in re.findall(r"[0-9]{1,9}", hit.number)]
    return numbers, hit.number, hit.case_id + hit.who
