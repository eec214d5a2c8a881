"""The first writer: the ORM flush. A session for one act records itself before its commit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session

from zvhdesk.models.asked import value
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import gone, in_use, undone, versions
from zvhdesk.models.capture.headers import Line, ensure_streams, header, last_rev, write
from zvhdesk.models.capture.records import DELETED, UNRECORDED, Act, Cell, Row
from zvhdesk.models.capture.versions import Author, Version
from zvhdesk.models.codec import Value, encode
from zvhdesk.models.guard import Guard
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.tables import BY_NAME


@dataclass(slots=True)
class Pending:
    """What the flushes of one transaction changed: first old and last new per cell, per stream.

    And what it said of a cell, also where that is what stood there.
    """

    cells: dict[Cell, tuple[str, str]] = field(default_factory=dict)
    said: set[Cell] = field(default_factory=set)
    streams: dict[Cell, str] = field(default_factory=dict)

    def add(self, row: Replicated, col: str, old: str, new: str) -> None:
        cell = (row.__tablename__, row.id, col)
        first = self.cells.get(cell, (old, old))[0]
        self.cells[cell] = (first, new)
        self.streams[cell] = row.stream_id

    def by_stream(self) -> dict[str, list[tuple[Cell, str, str]]]:
        grouped: dict[str, list[tuple[Cell, str, str]]] = {}
        for cell, (old, new) in self.cells.items():
            if old != new or cell in self.said:
                grouped.setdefault(self.streams[cell], []).append((cell, old, new))
        return grouped


class UncapturedDelete(RuntimeError):
    """Code tried to delete a replicated row; deleting is a field (DATA.md 4)."""


class CaptureSession(Session):
    """A session for one act: each flush is recorded, and the record is written before the commit."""

    def __init__(self, bind: Any, guard: Guard, act: Act) -> None:
        super().__init__(bind, expire_on_commit=False)
        self.guard = guard
        self.act = act
        self.pending = Pending()
        self.bulk_streams: set[str] = set()
        self._saw: dict[Cell, int] = {}
        self.received: set[Row] = set()
        self.received_streams: set[str] = set()

    def chose(self, row: Replicated, col: str, instead_of: Value) -> None:
        """Record that the value stands because it was chosen, although the row holds it already.

        As what it was before counts what was not chosen: undo turns to that.
        """
        self.pending.add(row, col, encode(instead_of), encode(getattr(row, col)))
        self.pending.said.add((row.__tablename__, row.id, col))

    def saw(self, cell: Cell, rev: int) -> None:
        """Of this cell its author has seen what others wrote up to `rev` here, not up to that of the act."""
        self._saw[cell] = rev

    def base_of(self, cell: Cell, base: int) -> int:
        """Up to where that was seen, in an act that has seen all up to `base`."""
        return min(base, self._saw.get(cell, base))

    @property
    def touched(self) -> set[Row]:
        """The rows that this act changed so far, or that were received in it, after a flush."""
        own = {cell[:2] for cells in self.pending.by_stream().values() for cell, _, _ in cells}
        return own | self.received

    @property
    def touched_streams(self) -> set[str]:
        """The streams that this act changed so far, after a flush."""
        return set(self.pending.by_stream()) | self.bulk_streams

    def add_all_new(self, rows: Iterable[Replicated]) -> None:
        """Add rows and flush them, so that later queries of the act see them."""
        self.add_all(rows)
        self.flush()


_HEAD: Final = select(func.max(ChangeSet.rev))


def head_rev(session: Session) -> int:
    """The greatest rev on this desk, 0 in a new house."""
    return value(session, _HEAD) or 0


def _record_flush(session: CaptureSession, *_: object) -> None:
    for row in session.deleted:
        if isinstance(row, Replicated):
            raise UncapturedDelete(row.__tablename__)
    for row in session.new:
        if isinstance(row, Replicated):
            for col, held in _columns(row):
                if col not in UNRECORDED and held is not None and not (col == "deleted" and not held):
                    session.pending.add(row, col, "null", encode(held))
    for row in session.dirty:
        if isinstance(row, Replicated) and session.is_modified(row):
            for attribute in inspect(row).attrs:
                history = attribute.load_history()
                if history.has_changes():
                    old = next(iter(history.deleted), None)
                    session.pending.add(
                        row, attribute.key, encode(old), encode(next(iter(history.added), None))
                    )
    session.guard.raised = True


def _lower(session: CaptureSession, *_: object) -> None:
    session.guard.raised = False


def _write_record(session: CaptureSession) -> None:
    session.flush()
    grouped = session.pending.by_stream()
    session.pending = Pending()
    act = session.act
    if not grouped:
        return
    # No form was open: what this desk has seen is the newest it holds.
    base = head_rev(session) if act.base_rev is None else act.base_rev
    # By the class of its first row; a stream of another kind than its rows has is registered before.
    ensure_streams(session, {stream: BY_NAME[cells[0][0][0]] for stream, cells in grouped.items()})
    oldest = min(session.base_of(cell, base) for cells in grouped.values() for cell, _, _ in cells)
    unseen, said = versions.others_since(session, oldest, act.device), set(versions.cells(session))
    before = _unseen(session, grouped, base, said, others=unseen)
    headers: list[dict[str, Any]] = []
    lines: list[Line] = []
    for rev, (stream_id, cells) in enumerate(grouped.items(), last_rev(session) + 1):
        headers.append({**header(act, stream_id), "rev": rev})
        lines += ((rev, *cell, old, new, session.base_of(cell, base), None) for cell, old, new in cells)
    write(session, headers, lines)
    with session.guard.up():
        for rev, tbl, row, col, _old, _new, seen, _number in lines:
            cell, author = (tbl, row, col), Author(act.device, None, seen_rev=seen)
            if cell in before:
                versions.settle(session, {cell: before[cell]}, author, rev)
        back = {cell[:2] for one in headers for cell in undone.set_back(session, one["rev"], act.undo_of)}
        written = {cell for cells in grouped.values() for cell, _, _ in cells}
        back |= in_use.used(session, {cell[:2] for cell in written if cell[2] == DELETED})
        for tbl, row in {cell[:2] for cell in written}:
            cell = (tbl, row, DELETED)
            # Who saw all there is asks for no card, but may change one that is there, or bring one back.
            if unseen or cell in said or (tbl, row) in back:
                gone.note(session, (tbl, row), is_said=cell in written)
        if unseen or said:
            gone.note_above(session, {cell[:2] for cell in written}, grouped)
        elif any(in_use.says(cell) for cell in written):
            gone.note_used(session, {cell[:2] for cell in written})


def _unseen(
    session: CaptureSession,
    grouped: dict[str, list[tuple[Cell, str, str]]],
    base: int,
    said: set[Cell],
    *,
    others: bool,
) -> dict[Cell, tuple[Version, ...]]:
    """Of the cells that this act writes: those with an unseen version, or of which it is kept what stands."""
    cells = [cell for stream in grouped.values() for cell, _, _ in stream]
    if not others and not said:
        return {}  # nearly always: nobody else wrote since the form was shown
    found: dict[Cell, tuple[Version, ...]] = {}
    for tbl, row in {(tbl, row) for tbl, row, _ in cells}:
        cols = [col for t, r, col in cells if (t, r) == (tbl, row)]
        found |= versions.of_row(session, tbl, row, cols)
    return {
        cell: stood
        for cell, stood in found.items()
        if cell in said or cell[2] == DELETED or any(one.rev > session.base_of(cell, base) for one in stood)
    }


event.listen(CaptureSession, "before_flush", _record_flush)
event.listen(CaptureSession, "after_flush", _lower)
event.listen(CaptureSession, "after_soft_rollback", _lower)
event.listen(CaptureSession, "before_commit", _write_record)


def _columns(row: Replicated) -> list[tuple[str, Any]]:
    return [(attribute.key, attribute.value) for attribute in inspect(row).attrs]
