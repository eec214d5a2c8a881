"""Received change sets that are written together, a page at a time.

Nearly everything that comes in replaces what its author had seen: then nothing has to be settled, and a page
is a handful of statements. A change set that meets anything else, a version its author had not seen, a row
with several versions, a deleted row, is not taken here, and neither is any later one in that row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, insert, select, update

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.agreeing import Versions
from zvhdesk.models.capture.defaults import with_defaults
from zvhdesk.models.capture.headers import last_rev, write
from zvhdesk.models.capture.records import Cell, ChangeSetRecord, OpRecord
from zvhdesk.models.capture.session import CaptureSession
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.models.tables import BY_NAME

Row = tuple[str, str]
"""Table and row id."""
Rows = dict[Row, dict[str, Any]]
"""What a change set sets: for each row its columns."""

_AT_ONCE = 500
_HEADER = ("cs_id", "act", "stream_id", "device", "user", "wall_ms", "intent", "reason", "undo_of")
_SERVER = ("run", "seq", "recv_ms")


@dataclass(slots=True)
class _Newest:
    """Of a cell with one version: who wrote it, and its number at the server."""

    device: str
    run: str | None
    seq: int | None


@dataclass(slots=True)
class _Unwritten:
    """What was taken and is not in the database yet, in order."""

    streams: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)
    lines: list[list[dict[str, Any]]] = field(default_factory=list)
    new: Rows = field(default_factory=dict)
    changed: Rows = field(default_factory=dict)


class Together:
    """Takes change sets one by one, and writes them at `write`; it looked at what they are to meet."""

    def __init__(self, session: CaptureSession, records: Sequence[ChangeSetRecord]) -> None:
        self._session = session
        self.known: dict[str, int | None] = {}
        """Change sets that this desk has, with their number at the server."""
        self._streams: set[str] = set()
        self._standing: Rows = {}
        self._newest: dict[Cell, _Newest] = {}
        self._apart: set[Row] = set()
        self._waits = _Unwritten()
        self._look(records)

    def takes(self, record: ChangeSetRecord, rows: Rows) -> bool:
        """Take it; False when it is to be written by itself, after `write`, and then `apart` for its rows."""
        if not all(self._replaces(record, op) for op in record.ops):
            return False
        waits = self._waits
        if record.stream_id not in self._streams:
            self._streams.add(record.stream_id)
            places = Compartment(record.compartment), StreamKind(record.kind)
            waits.streams.append({"id": record.stream_id, "compartment": places[0], "kind": places[1]})
        waits.headers.append(header_of(record))
        waits.lines.append([line_of(op, self._standing.get((op.tbl, op.row))) for op in record.ops])
        self.known[record.cs_id] = record.seq
        self._session.received_streams.add(record.stream_id)
        for row, values in rows.items():
            self._set(record, row, values)
        return True

    def apart(self, record: ChangeSetRecord, rows: Iterable[Row]) -> None:
        """It was written by itself: what is known here of its rows holds no longer."""
        self.known[record.cs_id] = record.seq
        self._streams.add(record.stream_id)
        self._apart.update(rows)

    def write(self) -> None:
        """Write all that was taken."""
        waits, self._waits = self._waits, _Unwritten()
        if not waits.headers:
            return
        if waits.streams:
            self._session.execute(insert(Stream), waits.streams)
        first = last_rev(self._session) + 1
        headers = [{**head, "rev": rev} for rev, head in enumerate(waits.headers, first)]
        write(
            self._session,
            headers,
            [{**line, "rev": rev} for rev, lines in enumerate(waits.lines, first) for line in lines],
        )
        with self._session.guard.up():
            self._insert(waits.new)
            self._update(waits.changed)

    def _replaces(self, record: ChangeSetRecord, op: OpRecord) -> bool:
        row = (op.tbl, op.row)
        if row in self._apart:
            return False
        stood = self._standing.get(row)
        if stood is None:
            return True
        if op.col == "deleted" or stood["deleted"]:
            return False
        old = self._newest.get((*row, op.col))
        if old is None or (old.device, old.run) == (record.device, record.run):
            return True
        return old.seq is not None and old.seq <= op.base_seq

    def _set(self, record: ChangeSetRecord, row: Row, values: dict[str, Any]) -> None:
        waits, stood = self._waits, self._standing.get(row)
        if stood is None:
            entry = {**values, "id": row[1], "stream_id": record.stream_id}
            self._standing[row] = waits.new[row] = with_defaults(BY_NAME[row[0]], entry)
        else:
            stood.update(values)
            if row not in waits.new:
                waits.changed.setdefault(row, {}).update(values)
        written = _Newest(record.device, record.run, record.seq)
        for col in values:
            cell = (*row, col)
            self._newest[cell] = written
            self._session.received.add(cell)

    def _insert(self, new: Rows) -> None:
        by_table: dict[str, list[dict[str, Any]]] = {}
        for (tbl, _), entry in new.items():
            by_table.setdefault(tbl, []).append(entry)
        for tbl, entries in by_table.items():
            self._session.connection().execute(insert(_table(tbl)), entries)

    def _update(self, changed: Rows) -> None:
        alike: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
        for (tbl, row), values in changed.items():
            alike.setdefault((tbl, tuple(values)), []).append({"of_row": row, **values})
        for (tbl, cols), entries in alike.items():
            table = _table(tbl)
            of = update(table).where(table.c.id == bindparam("of_row"))
            self._session.connection().execute(of.values({col: bindparam(col) for col in cols}), entries)

    # What stands before anything is taken.

    def _look(self, records: Sequence[ChangeSetRecord]) -> None:
        session = self._session
        for some in _parts({record.cs_id for record in records}):
            found = session.execute(select(ChangeSet.cs_id, ChangeSet.seq).where(ChangeSet.cs_id.in_(some)))
            self.known.update((cs_id, seq) for cs_id, seq in found)
        for some in _parts({record.stream_id for record in records}):
            self._streams.update(session.scalars(select(Stream.id).where(Stream.id.in_(some))))
        ids: dict[str, set[str]] = {}
        for record in records:
            for op in record.ops:
                ids.setdefault(op.tbl, set()).add(op.row)
        for tbl in ids.keys() & BY_NAME.keys():
            for some in _parts(ids[tbl]):
                self._look_at(tbl, some)

    def _look_at(self, tbl: str, ids: Sequence[str]) -> None:
        table = _table(tbl)
        found = self._session.connection().execute(select(table).where(table.c.id.in_(ids))).mappings()
        stood = {str(row["id"]): {str(col): value for col, value in row.items()} for row in found}
        if not stood:
            return
        self._standing.update(((tbl, row), values) for row, values in stood.items())
        several = select(Versions.row).where(Versions.tbl == tbl, Versions.row.in_(list(stood)))
        self._apart.update((tbl, row) for row in self._session.scalars(several))
        # SQLite takes the other columns from the row that has the greatest rev.
        newest = (
            select(
                ChangeOp.row,
                ChangeOp.col,
                func.max(ChangeOp.rev),
                ChangeSet.device,
                ChangeSet.run,
                ChangeSet.seq,
            )
            .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
            .where(ChangeOp.tbl == tbl, ChangeOp.row.in_(list(stood)))
            .group_by(ChangeOp.row, ChangeOp.col)
        )
        for row, col, _, device, run, seq in self._session.execute(newest):
            self._newest[tbl, row, col] = _Newest(device, run, seq)


def header_of(record: ChangeSetRecord) -> dict[str, Any]:
    """The columns of a received change set, but for its rev."""
    return {name: getattr(record, name) for name in (*_HEADER, *_SERVER)} | {"origin": "received"}


def line_of(op: OpRecord, stood: dict[str, Any] | None) -> dict[str, Any]:
    """The columns of one of its ops, but for its rev. `stood` is what the row held, None for a new one."""
    old = "null" if stood is None else encode(stood[op.col])
    cell = {"tbl": op.tbl, "row": op.row, "col": op.col}
    return {**cell, "old": old, "new": op.new, "base_rev": 0, "base_seq": op.base_seq}


def _table(tbl: str) -> Table:
    return cast("Table", BY_NAME[tbl].__table__)


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    every = list(ids)
    return (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE))
