"""A choice that was undone counts as not made, and neither does its undo (docs/decisions/0013).

A choice is a writing that took the place of several versions of its cell, or that said what becomes of a row
that was edited while it was deleted. Once somebody who had seen it undid it, what stands is what would stand
without the two, and without what was written from the one to the other. An undo of anything else is a writing
like all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from zvhdesk.models.capture import gone, versions
from zvhdesk.models.capture.records import Cell
from zvhdesk.models.capture.versions import Author, Version, author_of
from zvhdesk.models.local import ChangeOp, ChangeSet


@dataclass(frozen=True, slots=True)
class Written:
    """One writing of a cell out of the log of this desk: its value, what its author had seen, its act."""

    version: Version
    author: Author
    act: str
    undo_of: str | None = None
    of_gone: bool = False
    """Whether it says what becomes of a row that was edited while it was deleted."""

    @property
    def place(self) -> tuple[bool, int, int]:
        """The server's order; what it does not have yet is the newest."""
        seq = self.version.seq
        return (seq is None, seq or 0, self.version.rev)

    def saw(self, other: "Written") -> bool:
        """Whether its author had seen that one, or wrote it before."""
        return other.place < self.place and self.author.replaces(other.version)


def standing(log: Sequence[Written]) -> list[Version]:
    """The versions that stand in a cell, oldest here first: the same ones wherever the log is the same."""
    left = [one for one in log if not any(_between(one, *pair) for pair in _undone(log))]
    return [one.version for one in left if not any(other.saw(one) for other in left)]


def settle_again(session: Session, cell: Cell) -> None:
    """Say anew from the whole log what stands in a cell, and show it. The guard must be up."""
    log = _log(session, cell)
    stand = [one.rev for one in standing(log)]
    if stand == [max(one.version.rev for one in log)]:
        versions.forget(session, cell)
    else:
        versions.keep(session, cell, stand)
    versions.show(session, cell)


def set_back(session: Session, rev: int, undo_of: str | None) -> set[Cell]:
    """After change set `rev` was written, which undoes that act if any: let the choices in it be not made.

    Returns their cells. The guard must be up.
    """
    cells = [] if undo_of is None else _choices(session, rev, undo_of)
    for cell in cells:
        settle_again(session, cell)
        if cell[2] == gone.DELETED:
            gone.note_again(session, cell[:2])
    return set(cells)


def _choices(session: Session, rev: int, undo_of: str) -> list[Cell]:
    """The cells in which that change set takes a choice of that act back."""
    mine, theirs = aliased(ChangeOp), aliased(ChangeOp)
    both = (
        select(mine.tbl, mine.row, mine.col)
        .join(
            theirs,
            (theirs.tbl == mine.tbl)
            & (theirs.row == mine.row)
            & (theirs.col == mine.col)
            & theirs.rev.in_(select(ChangeSet.rev).where(ChangeSet.act == undo_of)),
        )
        .where(mine.rev == rev)
    )
    cells = [(tbl, row, col) for tbl, row, col in session.execute(both)]
    return [
        cell for cell in cells if any(undo.version.rev == rev for _, undo in _undone(_log(session, cell)))
    ]


def _undone(log: Sequence[Written]) -> list[tuple[Written, Written]]:
    """The choices that were undone, each with its undo."""
    return [
        (choice, undo)
        for undo in log
        if undo.undo_of is not None
        for choice in log
        if choice.act == undo.undo_of
        and undo.saw(choice)
        and (choice.of_gone or len(standing([one for one in log if choice.saw(one)])) > 1)
    ]


def _between(one: Written, choice: Written, undo: Written) -> bool:
    return one in (choice, undo) or (one.saw(choice) and undo.saw(one))


def _log(session: Session, cell: Cell) -> list[Written]:
    tbl, row, col = cell
    query = (
        select(ChangeSet, ChangeOp)
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(ChangeOp.tbl == tbl, ChangeOp.row == row, ChangeOp.col == col)
        .order_by(ChangeSet.rev)
    )
    return [
        Written(
            versions.version_of(change, op),
            author_of(change, op),
            change.act,
            change.undo_of,
            col == gone.DELETED and change.intent in (gone.RESTORE, gone.LEAVE),
        )
        for change, op in session.execute(query)
    ]
