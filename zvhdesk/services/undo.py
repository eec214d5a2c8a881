"""Taking an act back: a new act with the old values (DATA.md 9)."""

from collections.abc import Sequence

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CannotUndoFormal, NothingToUndo, PlanAdopted, Refused, TouchedSince
from zvhdesk.domain.terms import FORMAL_INTENTS, PlanState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import decode, encode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import BY_NAME, REPLICATED, column_of
from zvhdesk.services.case_door import working_case

Row = tuple[str, str]
"""Table and row id."""

_POINTERS = frozenset(
    column.key
    for cls in REPLICATED
    for column in inspect(cls).column_attrs
    if column.key.endswith("_id") and column.key != "stream_id"
)
"""The columns that hold the id of another row."""


def last_act(session: Session, user: str) -> str:
    """The newest act of this user here that was not taken back. Raises Refused(NothingToUndo)."""
    undone = select(ChangeSet.undo_of).where(ChangeSet.undo_of.is_not(None))
    act = session.scalar(
        select(ChangeSet.act)
        .where(ChangeSet.user == user, ChangeSet.undo_of.is_(None), ChangeSet.act.not_in(undone))
        .where(ChangeSet.origin == "desk")
        .order_by(ChangeSet.rev.desc())
        .limit(1)
    )
    if act is None:
        raise Refused(NothingToUndo())
    return act


def undo(session: CaptureSession, act: str) -> None:
    """Set every cell of an act back; what it created becomes deleted. An import is one act.

    The caller's act must carry `undo_of=act`.
    Raises Refused(CannotUndoFormal | TouchedSince | NothingToUndo), and for a case that may no longer be
    changed CaseGone or RetentionPassed.
    """
    sets = session.scalars(select(ChangeSet).where(ChangeSet.act == act)).all()
    if not sets:
        raise Refused(NothingToUndo())
    if any(change.intent in FORMAL_INTENTS for change in sets):
        raise Refused(CannotUndoFormal())
    made: set[Row] = set()
    for change in sets:
        ops = session.scalars(select(ChangeOp).where(ChangeOp.rev == change.rev)).all()
        created = _created(session, change.rev, ops)
        _refuse_if_touched(session, act, change.rev, ops, created)
        _refuse_behind_the_door(session, ops, created)
        _set_back(session, ops, created)
        made |= created
    _refuse_if_needed(session, act, min(change.rev for change in sets), made)
    session.flush()


def _refuse_if_touched(
    session: Session, act: str, rev: int, ops: Sequence[ChangeOp], created: set[Row]
) -> None:
    cells = {(op.tbl, op.row, op.col) for op in ops}
    later = session.execute(
        select(ChangeSet.act, ChangeOp.tbl, ChangeOp.row, ChangeOp.col)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.rev > rev, ChangeSet.act != act, ChangeOp.row.in_({op.row for op in ops}))
    ).all()
    touching = {by for by, *cell in later if tuple(cell) in cells or tuple(cell[:2]) in created}
    if touching and touching & _standing(session, rev):
        raise Refused(TouchedSince())


def _refuse_behind_the_door(session: CaptureSession, ops: Sequence[ChangeOp], created: set[Row]) -> None:
    """A case that was shielded or whose five years are over is not changed (WGS 1.8(7), 2.31(8)).

    Nor is a version of a plan that lid 1 adopted since. But a case that this act brought in goes with it,
    such as the closed ones of an import.
    """
    for tbl, row_id in {(op.tbl, op.row) for op in ops} - created:
        row = session.get_one(BY_NAME[tbl], row_id)
        if isinstance(row, Plan) and row.state is PlanState.ADOPTED:
            raise Refused(PlanAdopted())
        # A point of the agenda has no case: its case_id is None.
        case = session.get(Case, row.id if isinstance(row, Case) else getattr(row, "case_id", None) or "")
        if case is not None and not case.deleted and ("case_", case.id) not in created:
            working_case(session, case.id)


def _refuse_if_needed(session: Session, act: str, rev: int, created: set[Row]) -> None:
    """A row that another act pointed at since, such as a person taken into a second case, is needed there."""
    if not created:
        return
    ids = {encode(row) for _, row in created}
    pointing = session.execute(
        select(ChangeSet.act, ChangeOp.new)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.rev > rev, ChangeSet.act != act, ChangeOp.col.in_(_POINTERS))
    )
    needing = {by for by, new in pointing if new in ids}
    if needing and needing & _standing(session, rev):
        raise Refused(TouchedSince())


def _standing(session: Session, rev: int) -> set[str]:
    """The acts after `rev` that still count.

    An act and the one that took it back cancel out, so that Ctrl+Z goes on from one act to the one before.
    Taking back something older counts: it moved the cells that the older act had set.
    """
    later = session.execute(
        select(ChangeSet.act, ChangeSet.undo_of)
        .where(ChangeSet.rev > rev)
        .group_by(ChangeSet.act, ChangeSet.undo_of)
        .order_by(func.max(ChangeSet.rev).desc())
    ).all()
    after = {by for by, _ in later}
    cancelled: set[str] = set()
    for by, undo_of in later:  # the newest first: an undo that was itself taken back cancels nothing
        if by not in cancelled and undo_of in after:
            cancelled |= {by, undo_of}
    return after - cancelled


def _created(session: Session, rev: int, ops: Sequence[ChangeOp]) -> set[Row]:
    """The rows that a change set made: nothing was recorded of them before it."""
    rows = {(op.tbl, op.row) for op in ops}
    earlier = session.execute(
        select(ChangeOp.tbl, ChangeOp.row).where(
            ChangeOp.rev < rev, ChangeOp.row.in_({row for _, row in rows})
        )
    ).all()
    return rows - {(tbl, row) for tbl, row in earlier}


def _set_back(session: Session, ops: Sequence[ChangeOp], created: set[Row]) -> None:
    for tbl, row_id in {(op.tbl, op.row) for op in ops}:
        row = session.get_one(BY_NAME[tbl], row_id)
        if (tbl, row_id) in created:
            row.deleted = True
            continue
        for op in ops:
            if (op.tbl, op.row) == (tbl, row_id):
                setattr(row, op.col, decode(op.old, column_of(tbl, op.col)))
