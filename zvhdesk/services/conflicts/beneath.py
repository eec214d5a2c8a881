"""What was written beneath a row that is deleted, by who did not know, as its card says it."""

from sqlalchemy.orm import Session

from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import gone, in_use, undone
from zvhdesk.models.capture.records import Row
from zvhdesk.models.capture.undone import Written
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import decode
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.tables import BY_NAME, column_of
from zvhdesk.services.conflicts import of_persons, wording
from zvhdesk.services.conflicts.kinds import KINDS, Kind, is_asked
from zvhdesk.services.conflicts.rows import Edit
from zvhdesk.services.who import person_label

_ADDED = "toegevoegd"


def written(session: Session, row: Row) -> tuple[Edit, ...]:
    """A line for each row that was added there, and one for each field that was changed in an older one.

    In the order of the server. Nothing of a case that is shielded, nor of a person who has another place:
    what was written of them is read there.
    """
    found = gone.beneath(session, row, undone.log_of_row(session, row))
    found = {one: edits for one, edits in found.items() if not in_use.stands(session, one)}
    lines = [line for one, edits in found.items() for line in _lines(session, one, edits)]
    return tuple(edit for _, edit in sorted(lines, key=lambda line: line[0]))


def _lines(
    session: Session, row: Row, edits: list[tuple[str, Written]]
) -> list[tuple[tuple[object, ...], Edit]]:
    tbl, row_id = row
    there = session.get_one(BY_NAME[tbl], row_id)
    case = session.get(Case, getattr(there, "case_id", None) or "")
    if case is not None and case.shielded:
        return []
    once = [one for col, one in edits if KINDS.get((tbl, col)) is Kind.ONCE]
    if once:
        first = min(once, key=lambda one: one.place)
        line = Edit(wording.KINDS[tbl], _words(session, there), _who(session, first), first.version.wall_ms)
        return [((first.place, tbl, row_id, ""), line)]
    return [
        (
            (one.place, tbl, row_id, col),
            Edit(
                wording.label(tbl, col),
                of_persons.hidden(tbl, col, one.version.new)
                or wording.words(session, tbl, col, decode(one.version.new, column_of(tbl, col))),
                _who(session, one),
                one.version.wall_ms,
            ),
        )
        for col, one in edits
        if is_asked(tbl, col)
    ]


def _words(session: Session, row: Replicated) -> str:
    partner = getattr(row, "partner_id", None)
    named = wording.words(session, row.__tablename__, "partner_id", partner) if partner else ""
    return wording.row_text(row) or named or str(getattr(row, "organisation", "") or _ADDED)


def _who(session: Session, one: Written) -> str:
    return person_label(session, session.get_one(ChangeSet, one.version.rev).user)
