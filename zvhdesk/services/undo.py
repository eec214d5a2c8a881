"""Taking an act back: a new act with the old values (DATA.md 9)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CannotUndoFormal, NothingToUndo, Refused, TouchedSince
from zvhdesk.domain.terms import FORMAL_INTENTS
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.codec import decode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.tables import BY_NAME, column_of

Row = tuple[str, str]
"""Table and row id."""


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
    Raises Refused(CannotUndoFormal | TouchedSince | NothingToUndo).
    """
    sets = session.scalars(select(ChangeSet).where(ChangeSet.act == act)).all()
    if not sets:
        raise Refused(NothingToUndo())
    if any(change.intent in FORMAL_INTENTS for change in sets):
        raise Refused(CannotUndoFormal())
    for change in sets:
        ops = session.scalars(select(ChangeOp).where(ChangeOp.rev == change.rev)).all()
        created = _created(session, change.rev, ops)
        _refuse_if_touched(session, act, change.rev, ops, created)
        _set_back(session, ops, created)
    session.flush()


def _refuse_if_touched(
    session: Session, act: str, rev: int, ops: Sequence[ChangeOp], created: set[Row]
) -> None:
    cells = {(op.tbl, op.row, op.col) for op in ops}
    # An act and the one that took it back cancel out, so that Ctrl+Z goes on from one act to the one before.
    undone = select(ChangeSet.undo_of).where(ChangeSet.undo_of.is_not(None))
    later = session.execute(
        select(ChangeOp.tbl, ChangeOp.row, ChangeOp.col)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.rev > rev, ChangeSet.act != act, ChangeOp.row.in_({op.row for op in ops}))
        .where(ChangeSet.undo_of.is_(None), ChangeSet.act.not_in(undone))
    ).all()
    for tbl, row, col in later:
        if (tbl, row, col) in cells or (tbl, row) in created:
            raise Refused(TouchedSince())


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
