"""A choice that was undone counts as not made, and neither does its undo (docs/decisions/0013).

A choice is a writing that took the place of several versions of its cell, or that said what becomes of a row
that was edited while it was deleted. Once somebody who had seen it undid it, what stands is what would stand
without the two, and without what was written from the one to the other. An undo of anything else is a writing
like all others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from zvhdesk.models.asked import asked
from zvhdesk.models.capture import versions
from zvhdesk.models.capture.records import DELETED, LEAVE, RESTORE, Cell
from zvhdesk.models.capture.versions import Author, Version
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet

_YES: Final = encode(True)
_OF_WRITTEN: Final = (
    ChangeOp.col,
    ChangeOp.base_rev,
    ChangeOp.base_seq,
    ChangeSet.act,
    ChangeSet.undo_of,
    ChangeSet.intent,
)
_LOG: Final = (
    select(*versions.OF_VERSION, *_OF_WRITTEN)
    .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
    .where(ChangeOp.tbl == bindparam("tbl"), ChangeOp.row == bindparam("row"))
    .order_by(ChangeOp.rev, ChangeOp.id)
)
_LOG_OF_CELL: Final = _LOG.where(ChangeOp.col == bindparam("col"))


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

    def saw(self, earlier: "Written") -> bool:
        """Whether its author had seen that one, which has an earlier place."""
        return self.author.replaces(earlier.version)

    @property
    def deletes(self) -> bool:
        """Of a cell `deleted`: whether it takes the row away."""
        return self.version.new == _YES


def deletions(log: Mapping[str, Sequence[Written]]) -> list[Written]:
    """Those that hold, of this log of a row by column."""
    return [one for one in heads(log.get(DELETED, ())) if one.deletes]


def knew(deletion: Written, edit: Written) -> bool:
    """Whether whoever deleted the row had seen an edit, or made it in the same act."""
    return edit.place <= deletion.place and deletion.saw(edit)


def standing(log: Iterable[Written]) -> list[Version]:
    """The versions that stand in a cell, oldest here first: the same ones wherever the log is the same."""
    return sorted((one.version for one in heads(log)), key=lambda one: one.rev)


def heads(log: Iterable[Written]) -> list[Written]:
    """Of a log those that nobody later had seen, without what counts as not made; in order of place.

    Where nothing else is known than a choice and its undo, the choice between what is not here, or not here
    any more, the newest of them holds.
    """
    known = sorted(log, key=lambda one: one.place)
    return _standing(known) or known[-1:]


def _standing(log: Sequence[Written]) -> list[Written]:
    out = {at for choice, undo in _undone(log) for at in _between(log, choice, undo)}
    left = [one for at, one in enumerate(log) if at not in out]
    return [one for at, one in enumerate(left, 1) if not any(later.saw(one) for later in left[at:])]


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
    return [cell for cell in cells if _undoes(_log(session, cell), rev)]


def _undoes(log: Sequence[Written], rev: int) -> bool:
    """Whether the writing of that change set takes a choice back."""
    return any(log[undo].version.rev == rev for _, undo in _undone(log))


def _undone(log: Sequence[Written]) -> list[tuple[int, int]]:
    """The choices in it that were undone, each with its undo, as their places in it."""
    return [
        (choice, undo)
        for undo in range(len(log))
        if log[undo].undo_of is not None
        for choice in range(undo)
        if log[choice].act == log[undo].undo_of and log[undo].saw(log[choice]) and _is_choice(log, choice)
    ]


def _is_choice(log: Sequence[Written], at: int) -> bool:
    one = log[at]
    return one.of_gone or len(_standing([each for each in log[:at] if one.saw(each)])) > 1


def _between(log: Sequence[Written], choice: int, undo: int) -> Iterator[int]:
    """The two, and what was written with knowledge of the one before the other."""
    yield from (choice, undo)
    for at in range(choice + 1, undo):
        if log[at].saw(log[choice]) and log[undo].saw(log[at]):
            yield at


def _log(session: Session, cell: Cell) -> list[Written]:
    """Every writing of a cell, in order of place."""
    return sorted(log_of_row(session, cell[:2], cell[2]).get(cell[2], []), key=lambda one: one.place)


def log_of_row(session: Session, row: tuple[str, str], col: str | None = None) -> dict[str, list[Written]]:
    """Every writing of the cells of a row, by column, oldest here first; or of that column alone."""
    at = {"tbl": row[0], "row": row[1]}
    found = asked(session, _LOG, **at) if col is None else asked(session, _LOG_OF_CELL, **at, col=col)
    log: dict[str, list[Written]] = {}
    for *of_version, of, base_rev, base_seq, act, undo_of, intent in found:
        version = Version(*of_version)
        author = versions.author(version.device, version.run, base_rev, base_seq)
        of_gone = of == DELETED and intent in (RESTORE, LEAVE)
        log.setdefault(of, []).append(Written(version, author, act, undo_of, of_gone))
    return log
