"""What was typed in a row of the dossier that another desk took away meanwhile: nothing of it is lost.

Its form goes with the row, and what was typed stays a draft that no field offers any more.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession, Cell, head_rev, versions
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Action, Contribution, Goal, Subject
from zvhdesk.models.local import ChangeSet, Draft
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import editing
from zvhdesk.services.conflicts import wording
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.row_door import refuse_unless_open
from zvhdesk.services.who import person_label

_ROWS = (Goal, Action, Contribution, Subject)
_PERSON = Person.__tablename__
_ASKED_FOR = frozenset({"bsn", "address"})
"""Hidden on the page until somebody asks for them."""
HIDDEN = "verborgen"
_ORDER = {cell: at for at, cell in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row that was deleted `by` somebody at another desk at `wall_ms` (UTC) while it was typed in here.

    `kind` is what such a row is called, `text` its own words; `typed` holds of each field its name and what
    was typed, HIDDEN for what is not shown now. `cells` are the fields; `rev` is what this desk was shown.
    """

    tbl: str
    id: str
    kind: str
    text: str
    by: str
    wall_ms: int
    typed: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    rev: int = field(compare=False)


def left_rows(session: Session, case_id: str, form: str, device: str, *, names: bool) -> tuple[LeftRow, ...]:
    """The rows of a case that are gone, with what was typed in them at this `device`.

    Without `names` nothing that says who a person is. What this desk took away itself was meant.
    """
    drafts: dict[str, list[Draft]] = {}
    for draft in session.scalars(select(Draft).where(Draft.form == form).order_by(Draft.col)):
        drafts.setdefault(draft.row, []).append(draft)
    if not drafts:
        return ()  # nearly always
    rows: list[Replicated] = []
    for cls in _ROWS:
        rows += session.scalars(select(cls).where(cls.case_id == case_id, cls.deleted).order_by(cls.id))
    found = (_left(session, row, drafts, device, names=names) for row in rows)
    return tuple(one for one in found if one is not None)


def bring_back(session: CaptureSession, form: str, left: LeftRow) -> None:
    """The row stands again, with what was typed in it where nobody else wrote since.

    What a field cannot take, or what somebody else wrote there since, stays a draft that its field offers.
    Raises Refused(CaseGone | RetentionPassed).
    """
    row = session.get(BY_NAME[left.tbl], left.id)
    if row is None:
        raise Refused(CaseGone())
    refuse_unless_open(session, row)
    for one in _whole(session, row):
        one.deleted = False
    session.flush()
    for cell, draft in _drafts(session, form, left.cells):
        with suppress(Refused):
            editing.save(session, form, cell, draft.text, draft.rev)


def put_away(session: Session, form: str, left: LeftRow) -> None:
    """Whoever typed it lets go of it."""
    for tbl, row, col in left.cells:
        del tbl
        session.execute(delete(Draft).where(Draft.form == form, Draft.row == row, Draft.col == col))


def _left(
    session: Session,
    row: Replicated,
    drafts: dict[str, list[Draft]],
    device: str,
    *,
    names: bool,
) -> LeftRow | None:
    typed = [(one, draft) for one in _whole(session, row) for draft in drafts.get(one.id, [])]
    typed.sort(key=lambda pair: _ORDER.get((pair[0].__tablename__, pair[1].col), 0))
    by = _deleted_by(session, row) if typed else None
    if by is None or not versions.is_anothers(by, device):
        return None
    tbl = row.__tablename__
    return LeftRow(
        tbl=tbl,
        id=row.id,
        kind=wording.KINDS[tbl],
        text=wording.row_text(row),
        by=person_label(session, by.user),
        wall_ms=by.wall_ms,
        typed=tuple(_words(session, one, draft, names=names) for one, draft in typed),
        cells=tuple((one.__tablename__, one.id, draft.col) for one, draft in typed),
        rev=head_rev(session),
    )


def _whole(session: Session, row: Replicated) -> Sequence[Replicated]:
    """With a person's place in the case go their name and birth date."""
    person = session.get(Person, row.person_id) if isinstance(row, Subject) else None
    return [row] if person is None else [row, person]


def _deleted_by(session: Session, row: Replicated) -> ChangeSet | None:
    stand = versions.of_cell(session, (row.__tablename__, row.id, DELETED))
    return session.get(ChangeSet, versions.shown(stand).rev) if stand else None


def _words(session: Session, row: Replicated, draft: Draft, *, names: bool) -> tuple[str, str]:
    tbl = row.__tablename__
    name = wording.label(tbl, draft.col)
    if draft.col in _ASKED_FOR or (tbl == _PERSON and not names):
        return name, HIDDEN
    with suppress(Refused):
        return name, wording.words(session, tbl, draft.col, FIELDS[tbl, draft.col].read(draft.text))
    return name, draft.text


def _drafts(session: Session, form: str, cells: Iterable[Cell]) -> list[tuple[Cell, Draft]]:
    found = ((cell, session.get(Draft, (form, *cell[1:]))) for cell in cells)
    return [(cell, draft) for cell, draft in found if draft is not None]
