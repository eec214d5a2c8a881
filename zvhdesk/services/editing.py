"""Editing in place: one field of one row, with the stale-form rule (DATA.md 7, 8)."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.actions import NEEDS_REASON
from zvhdesk.domain.refusals import (
    BadInput,
    PlanAdopted,
    Refused,
)
from zvhdesk.domain.terms import Regime
from zvhdesk.models.capture import CaptureSession, Cell, head_rev, versions
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.codec import decode
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import ChangeOp, ChangeSet, Draft
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import column_of
from zvhdesk.services import conflicts, regimes
from zvhdesk.services.conflicts import Conflict
from zvhdesk.services.fields import FIELDS, Field
from zvhdesk.services.meetings.edits import refuse_after_begin
from zvhdesk.services.meetings.named import doubt_edit
from zvhdesk.services.row_door import refuse_unless_open, standing_row
from zvhdesk.services.who import person_label

_REASON_ELSEWHERE = "Hier hoort een reden bij. Kies deze actie bij Acties en leg het daar vast."
"""A field in place has no room for a reason, and the rule is one: domain.actions."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows of one field: `text` as written, the `rev` it was read at, and a draft left behind.

    `draft_rev` is the rev that the draft's form had been shown, so that an old draft is judged by what its
    writer saw, not by what is there now. `several` is what else was written at another desk.
    """

    cell: Cell
    text: str
    rev: int
    draft: str | None = None
    draft_rev: int | None = None
    several: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The value stands. `rev` is the newest now: what the form shows from here on."""

    text: str
    rev: int


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """Another act changed the field after it was shown. Nothing was written; the person chooses.

    `mine` is what was typed, `theirs` what stands, by `who` at `wall_ms` (UTC); `rev` is what choosing shows.
    """

    cell: Cell
    mine: str
    theirs: str
    who: str
    wall_ms: int
    rev: int


def show(session: Session, cells: list[Cell], form: str) -> dict[Cell, Shown]:
    """The fields of a form as they stand now, each with the draft that an earlier run of this form left."""
    rev = head_rev(session)
    drafts = {(d.row, d.col): d for d in session.scalars(select(Draft).where(Draft.form == form))}
    several = conflicts.of_cells(session, cells)
    shown: dict[Cell, Shown] = {}
    for cell in cells:
        field = _field(cell)
        text = field.write(getattr(standing_row(session, cell[0], cell[1]), cell[2]))
        draft = drafts.get((cell[1], cell[2]))
        if draft is None or draft.text == text:
            shown[cell] = Shown(cell, text, rev, several=several.get(cell))
        else:
            shown[cell] = Shown(cell, text, rev, draft.text, draft.rev, several.get(cell))
    return shown


def shown_rev(session: Session) -> int:
    """What a form that is filled now is shown."""
    return head_rev(session)


def save(
    session: CaptureSession,
    form: str,
    cell: Cell,
    typed: str,
    shown_rev: int,
    *,
    confirmed: bool = False,
    beside: bool = False,
) -> Saved | TwoVersions:
    """Commit what was typed, unless another act changed the field since `shown_rev`.

    `shown_rev` is what the form was shown when it loaded the field, never what is newest at saving. The
    draft goes in the same transaction. Raises Refused(BadInput) when the field cannot take the text, and what
    the row's own door says: CaseGone, RetentionPassed, PlanAdopted, MeetingStarted, MeetingNotLive. Raises
    Refused(Doubtful) for what may not belong there, unless it was `confirmed`. `beside`, for a form in a live
    meeting: what another desk wrote since, or what stands beside it already, is kept beside it, and nobody is
    asked now (SYNC.md, Live typing).
    """
    field = _field(cell)
    value = field.read(typed)
    row = standing_row(session, cell[0], cell[1])
    if isinstance(row, Plan) and row.adopted:
        raise Refused(PlanAdopted())
    refuse_unless_open(session, row)
    refuse_after_begin(session, row, cell[2], value)
    if isinstance(row, AgendaItem) and not confirmed:
        doubt_edit(session, row, cell[2], str(value))
    if isinstance(row, Case) and cell[2] == "table_id" and isinstance(value, str):
        regimes.require(session, value)
    if isinstance(row, CaseTable) and isinstance(value, Regime):
        regimes.keep_apart(row, value)
    if isinstance(row, Action) and cell[2] == "status" and value in NEEDS_REASON:
        raise Refused(BadInput(field.label, _REASON_ELSEWHERE))
    later = _later_op(session, cell, shown_rev)
    by_another = later is not None and versions.is_anothers(later[1], session.act.device)
    if later is not None and getattr(row, cell[2]) != value and not (beside and by_another):
        return _two_versions(session, cell, field, typed, later)
    if getattr(row, cell[2]) == value and not beside:
        conflicts.stand_by(session, row, cell[2])
    if beside:
        session.saw(cell, conflicts.seen_beside(session, cell, shown_rev))
    setattr(row, cell[2], value)
    session.execute(delete(Draft).where(Draft.form == form, Draft.row == cell[1], Draft.col == cell[2]))
    session.flush()
    return Saved(field.write(value), head_rev(session) + len(session.touched_streams))


def discard_draft(session: Session, form: str, cell: Cell) -> None:
    """The person let go of what was typed."""
    session.execute(delete(Draft).where(Draft.form == form, Draft.row == cell[1], Draft.col == cell[2]))


def _later_op(session: Session, cell: Cell, shown_rev: int) -> tuple[ChangeOp, ChangeSet] | None:
    tbl, row, col = cell
    found = session.execute(
        select(ChangeOp, ChangeSet)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.tbl == tbl, ChangeOp.row == row, ChangeOp.col == col, ChangeOp.rev > shown_rev)
        .order_by(ChangeOp.rev.desc())
        .limit(1)
    ).first()
    return None if found is None else (found[0], found[1])


def _two_versions(
    session: Session, cell: Cell, field: Field, typed: str, later: tuple[ChangeOp, ChangeSet]
) -> TwoVersions:
    op, change = later
    theirs = decode(op.new, column_of(cell[0], cell[2]))
    return TwoVersions(
        cell=cell,
        mine=typed,
        theirs=field.write(theirs),
        who=person_label(session, change.user),
        wall_ms=change.wall_ms,
        rev=head_rev(session),
    )


def _field(cell: Cell) -> Field:
    field = FIELDS.get((cell[0], cell[2]))
    if field is None:
        raise KeyError(f"not a field that people edit: {cell[0]}.{cell[2]}")
    return field
