"""Editing in place: one field of one row, with the stale-form rule (DATA.md 7, 8)."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.actions import NEEDS_REASON
from zvhdesk.domain.refusals import (
    AttendeeGone,
    BadInput,
    CaseGone,
    MeetingNotLive,
    PlanAdopted,
    Refusal,
    Refused,
)
from zvhdesk.domain.terms import PlanState
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession, Cell, head_rev
from zvhdesk.models.cases import Action, Case, Subject
from zvhdesk.models.codec import decode
from zvhdesk.models.local import ChangeOp, ChangeSet, Draft
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import BY_NAME, column_of
from zvhdesk.services.case_door import may_work, working_case
from zvhdesk.services.fields import FIELDS, Field
from zvhdesk.services.meetings.edits import refuse_after_begin
from zvhdesk.services.meetings.named import doubt_edit
from zvhdesk.services.who import person_label

_REASON_ELSEWHERE = "Hier hoort een reden bij. Kies deze actie bij Acties en leg het daar vast."
"""A field in place has no room for a reason, and the rule is one: domain.actions."""


_GONE: dict[str, Refusal] = {
    Attendance.__tablename__: AttendeeGone(),
    Meeting.__tablename__: MeetingNotLive(),
}
"""What is answered for a row that is gone and is in no case; of a case it says that the case is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows of one field: `text` as written, the `rev` it was read at, and a draft left behind.

    `draft_rev` is the rev that the draft's form had been shown, so that an old draft is judged by what its
    writer saw, not by what is there now.
    """

    cell: Cell
    text: str
    rev: int
    draft: str | None = None
    draft_rev: int | None = None


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
    shown: dict[Cell, Shown] = {}
    for cell in cells:
        field = _field(cell)
        text = field.write(getattr(_row(session, cell), cell[2]))
        draft = drafts.get((cell[1], cell[2]))
        if draft is None or draft.text == text:
            shown[cell] = Shown(cell, text, rev)
        else:
            shown[cell] = Shown(cell, text, rev, draft.text, draft.rev)
    return shown


def save(
    session: CaptureSession, form: str, cell: Cell, typed: str, shown_rev: int, *, confirmed: bool = False
) -> Saved | TwoVersions:
    """Commit what was typed, unless another act changed the field since `shown_rev`.

    `shown_rev` is what the form was shown when it loaded the field, never what is newest at saving. The
    draft goes in the same transaction. Raises Refused(BadInput) when the field cannot take the text, and what
    the row's own door says: CaseGone, RetentionPassed, PlanAdopted, MeetingStarted, MeetingNotLive. Raises
    Refused(Doubtful) for what may not belong there, unless it was `confirmed`.
    """
    field = _field(cell)
    value = field.read(typed)
    row = _row(session, cell)
    _refuse_unless_open(session, row)
    refuse_after_begin(session, row, cell[2], value)
    if isinstance(row, AgendaItem) and not confirmed:
        doubt_edit(session, row, cell[2], str(value))
    if isinstance(row, Action) and cell[2] == "status" and value in NEEDS_REASON:
        raise Refused(BadInput(field.label, _REASON_ELSEWHERE))
    later = _later_op(session, cell, shown_rev)
    if later is not None and getattr(row, cell[2]) != value:
        return _two_versions(session, cell, field, typed, later)
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


def _refuse_unless_open(session: CaptureSession, row: Replicated) -> None:
    """What stands in a case is changed only while the case may be (WGS 1.8(7), 2.31(8)).

    A person is in one case or more, and may be corrected as long as one of them is open.
    """
    if isinstance(row, Person):
        cases = session.scalars(
            select(Subject.case_id).where(Subject.person_id == row.id, Subject.deleted.is_(False))
        ).all()
        if cases and not any(may_work(session, case_id) for case_id in cases):
            working_case(session, cases[0])
        return
    if isinstance(row, Plan) and row.state is PlanState.ADOPTED:
        raise Refused(PlanAdopted())
    case_id = row.id if isinstance(row, Case) else getattr(row, "case_id", None)
    if case_id is not None:
        working_case(session, case_id)


def _row(session: Session, cell: Cell) -> Replicated:
    row = session.get(BY_NAME[cell[0]], cell[1])
    if row is None or row.deleted:
        raise Refused(_GONE.get(cell[0], CaseGone()))
    return row
