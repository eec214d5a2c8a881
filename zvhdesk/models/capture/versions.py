"""Versions of one cell: who wrote without seeing the other, and which of them is shown (SYNC.md A.2).

A version replaces another when its author is the same device, or had seen it. What is left stands side by
side. Clocks decide one thing only: which of those the row shows. The time counts from when the server had it
at the latest, so that a clock that runs ahead wins nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import Versions
from zvhdesk.models.asked import asked, value
from zvhdesk.models.at_once import given, those_given
from zvhdesk.models.capture.records import Cell
from zvhdesk.models.codec import decode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.tables import BY_NAME, column_of

OF_VERSION = (
    ChangeSet.rev,
    ChangeSet.device,
    ChangeSet.run,
    ChangeSet.wall_ms,
    ChangeSet.seq,
    ChangeSet.recv_ms,
    ChangeOp.new,
)
"""What a Version is made of, in its order."""

# Asked at every save: to put them together anew takes longer than to ask them.
_SEVERAL = select(Versions.col, Versions.revs).where(
    Versions.tbl == bindparam("tbl"), Versions.row == bindparam("row")
)
_NEWEST = (
    select(ChangeOp.col, func.max(ChangeOp.rev))
    .where(
        ChangeOp.tbl == bindparam("tbl"),
        ChangeOp.row == bindparam("row"),
        ChangeOp.col.in_(those_given("cols")),
    )
    .group_by(ChangeOp.col)
)
_WRITTEN = (
    select(*OF_VERSION)
    .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
    .where(
        ChangeOp.tbl == bindparam("tbl"),
        ChangeOp.row == bindparam("row"),
        ChangeOp.col == bindparam("col"),
        ChangeSet.rev.in_(those_given("revs")),
    )
    .order_by(ChangeSet.rev)
)
_SHARED = (
    select(Versions.tbl, Versions.row, Versions.col)
    .join(
        ChangeOp,
        and_(ChangeOp.tbl == Versions.tbl, ChangeOp.row == Versions.row, ChangeOp.col == Versions.col),
    )
    .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
    .where(ChangeSet.cs_id == bindparam("cs_id"))
)
_CELLS = select(Versions.tbl, Versions.row, Versions.col)
_ANY = select(Versions.tbl).limit(1)


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a cell, by the change set that wrote it. Times are UTC milliseconds.

    `seq` and `recv_ms` are None as long as the server does not have it; then it is this desk's own.
    """

    rev: int
    device: str
    run: str | None
    wall_ms: int
    seq: int | None
    recv_ms: int | None
    new: str

    @property
    def at_ms(self) -> int:
        """When it counts as written."""
        return self.wall_ms if self.recv_ms is None else min(self.wall_ms, self.recv_ms)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes a cell, and what they had seen: of others all up to `seen_rev` here, or to `seen_seq` there.

    One of the two counts: this desk knows its own rev, of another only the server's number is known.
    """

    device: str
    run: str | None
    seen_rev: int | None = None
    seen_seq: int = 0

    def replaces(self, old: Version) -> bool:
        """Whether what they write takes the place of that version."""
        if (old.device, old.run) == (self.device, self.run):
            return True
        if self.seen_rev is not None:
            return old.rev <= self.seen_rev
        return old.seq is not None and old.seq <= self.seen_seq


def shown(versions: Sequence[Version]) -> Version:
    """The one that the row shows: the same on every desk that has the same versions."""
    return max(versions, key=lambda one: (one.at_ms, one.device, one.seq or 0))


def of_row(session: Session, tbl: str, row: str, cols: Iterable[str]) -> dict[Cell, tuple[Version, ...]]:
    """The versions that stand for cells of one row: usually of each its newest. Never written: left out."""
    at = {"tbl": tbl, "row": row}
    several = {col: json.loads(revs) for col, revs in asked(session, _SEVERAL, **at)}
    newest = asked(session, _NEWEST, **at, cols=given(list(cols))).all()
    return {(tbl, row, col): _read(session, (tbl, row, col), several.get(col, [rev])) for col, rev in newest}


def of_cell(session: Session, cell: Cell) -> tuple[Version, ...]:
    """The versions that stand for one cell, oldest here first; none when it was never written."""
    return of_row(session, cell[0], cell[1], [cell[2]]).get(cell, ())


def _read(session: Session, cell: Cell, revs: Sequence[int]) -> tuple[Version, ...]:
    tbl, row, col = cell
    found = asked(session, _WRITTEN, tbl=tbl, row=row, col=col, revs=json.dumps(list(revs)))
    return tuple(Version(*one) for one in found)


def kept(session: Session, cell: Cell) -> list[int]:
    """The change sets that stand side by side at a cell; none when there is one version."""
    tbl, row, col = cell
    where = (Versions.tbl == tbl, Versions.row == row, Versions.col == col)
    revs = session.scalar(select(Versions.revs).where(*where))
    return [] if revs is None else [int(rev) for rev in json.loads(revs)]


def cells(session: Session) -> list[Cell]:
    """Every cell at which change sets stand side by side: one read of a table that is nearly always empty."""
    return [(tbl, row, col) for tbl, row, col in asked(session, _CELLS)]


def side_by_side(session: Session) -> dict[Cell, tuple[Version, ...]]:
    """Every cell with more than one version."""
    found = {cell: of_cell(session, cell) for cell in cells(session)}
    return {cell: several for cell, several in found.items() if len(several) > 1}


def any_side_by_side(session: Session) -> bool:
    """Whether there is any such cell."""
    return asked(session, _ANY).first() is not None


def others_since(session: Session, rev: int, device: str) -> bool:
    """Whether anything after that rev came from another author (`of_another`)."""
    return value(session, _OTHERS, seen=rev, this=device) is not None


def of_another(device: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Change sets of another device than this one, or of another copy of it: `is_anothers`, to ask with."""
    return or_(ChangeSet.device != device, ChangeSet.run.is_not(None))


_OTHERS = (
    select(ChangeSet.rev).where(ChangeSet.rev > bindparam("seen"), of_another(bindparam("this"))).limit(1)
)


def is_anothers(written: Version | ChangeSet, device: str) -> bool:
    """Whether another device than this one wrote it, or another copy of it.

    What this copy writes has no run until another one is met (docs/decisions/0009).
    """
    return (written.device, written.run) != (device, None)


def settle(session: Session, before: Mapping[Cell, Sequence[Version]], author: Author, written: int) -> None:
    """After change set `written` of this author wrote these cells: keep what it did not replace beside it.

    `before` is what stood there. The guard must be up.
    """
    several = any_side_by_side(session)
    for cell, old in before.items():
        kept = [one.rev for one in old if not author.replaces(one)]
        if kept:
            keep(session, cell, [*kept, written])
            show(session, cell)
        elif several:
            forget(session, cell)


def show(session: Session, cell: Cell) -> None:
    """Let the row show the version that counts. The guard must be up."""
    tbl, row, col = cell
    value = decode(shown(of_cell(session, cell)).new, column_of(tbl, col))
    cls = BY_NAME[tbl]
    session.execute(
        update(cls).where(cls.id == row).values({col: value}),
        execution_options={"synchronize_session": False},
    )


def show_again(session: Session, cs_id: str) -> list[Cell]:
    """A change set has its place and time now: which version counts may be another. The guard must be up.

    Returns the cells that have more than one.
    """
    cells = [(tbl, row, col) for tbl, row, col in asked(session, _SHARED, cs_id=cs_id)]
    for cell in cells:
        show(session, cell)
    return cells


def version_of(change: ChangeSet, op: ChangeOp) -> Version:
    """The version that an op of a change set is."""
    return Version(
        rev=change.rev,
        device=change.device,
        run=change.run,
        wall_ms=change.wall_ms,
        seq=change.seq,
        recv_ms=change.recv_ms,
        new=op.new,
    )


def author_of(change: ChangeSet, op: ChangeOp) -> Author:
    """Who wrote an op of a change set, and what they had seen."""
    return author(change.device, change.run, op.base_rev, op.base_seq)


def author(device: str, run: str | None, base_rev: int, base_seq: int | None) -> Author:
    """The author of an op, by what was recorded with it of what they had seen."""
    if base_seq is None:
        return Author(device, run, seen_rev=base_rev)
    return Author(device, run, seen_seq=base_seq)


def keep(session: Session, cell: Cell, revs: Sequence[int]) -> None:
    """These change sets stand side by side at a cell."""
    tbl, row, col = cell
    values: dict[str, Any] = {"revs": json.dumps(list(revs))}
    session.execute(
        upsert(Versions).values(tbl=tbl, row=row, col=col, **values).on_conflict_do_update(set_=values)
    )


def forget(session: Session, cell: Cell) -> None:
    """One version stands there."""
    tbl, row, col = cell
    session.execute(delete(Versions).where(Versions.tbl == tbl, Versions.row == row, Versions.col == col))
