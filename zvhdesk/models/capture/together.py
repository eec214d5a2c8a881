"""Received change sets that are written together, a page at a time.

Nearly everything that comes in replaces what its author had seen: then nothing has to be settled, and a page
is a handful of statements. A change set that meets anything else, a version its author had not seen, a row
with several versions, a deleted row, is not taken here, and neither is any later one in that row. Nor is an
undo: it may be one of a choice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any, cast

from sqlalchemy import Select, Table, Update, bindparam, func, select, update

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.agreeing import Versions
from zvhdesk.models.asked import asked
from zvhdesk.models.at_once import given, insert_many, insert_rows, those_given, those_of
from zvhdesk.models.capture.defaults import received
from zvhdesk.models.capture.headers import Line, last_rev, write
from zvhdesk.models.capture.records import DELETED, Cell, ChangeSetRecord, OpRecord, Row
from zvhdesk.models.capture.session import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME

Rows = dict[Row, dict[str, Any]]
"""What a change set sets: for each row its columns."""

_HEADER = ("cs_id", "act", "stream_id", "device", "user", "wall_ms", "intent", "reason", "undo_of")
_SERVER = ("run", "seq", "recv_ms")
_FIRST = frozenset({Case.__tablename__, Person.__tablename__})
"""What is found by its name is there before the row that joins the two: then it is indexed."""


# Asked for every page: to put these together takes longer than to ask them.
_STREAMS = cast("Table", Stream.__table__)
_KNOWN = select(ChangeSet.cs_id, ChangeSet.seq).where(ChangeSet.cs_id.in_(those_given("ids")))
_SEVERAL = select(Versions.row).where(Versions.tbl == bindparam("tbl"), Versions.row.in_(those_given("ids")))
_NEWEST = (
    # SQLite takes the other columns from the row that has the greatest rev.
    select(
        ChangeOp.row,
        ChangeOp.col,
        func.max(ChangeOp.rev),
        ChangeSet.device,
        ChangeSet.run,
        ChangeSet.seq,
    )
    .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
    .where(
        ChangeOp.tbl == bindparam("tbl"),
        ChangeOp.row.in_(those_given("ids")),
        ChangeOp.col.in_(those_given("cols")),
    )
    .group_by(ChangeOp.row, ChangeOp.col)
)


@lru_cache(maxsize=512)
def _standing(table: Table, names: tuple[str, ...]) -> Select[Any]:
    return select(*(table.c[name] for name in names)).where(table.c.id.in_(those_given("ids")))


@lru_cache(maxsize=512)
def _changed(table: Table, cols: tuple[str, ...]) -> Update:
    return (
        update(table).where(table.c.id == bindparam("of_row")).values({col: bindparam(col) for col in cols})
    )


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
    records: list[tuple[ChangeSetRecord, list[str]]] = field(default_factory=list)
    """With the codec text of what stood in each of its cells."""
    new: Rows = field(default_factory=dict)
    changed: Rows = field(default_factory=dict)


class Together:
    """Takes change sets one by one, and writes them at `write`; it looked at what they are to meet."""

    def __init__(self, session: CaptureSession, records: Sequence[tuple[ChangeSetRecord, Rows]]) -> None:
        self._session = session
        self.known: dict[str, int | None] = {}
        """Change sets that this desk has, with their number at the server."""
        self._streams: set[str] = set()
        self._standing: Rows = {}
        self._newest: dict[Cell, _Newest] = {}
        self._born: dict[Row, tuple[_Newest, Collection[str]]] = {}
        """Of a row that was taken: who wrote it first, and which cells; those of `_newest` are newer."""
        self._apart: set[Row] = set()
        self._waits = _Unwritten()
        self._look(records)

    def takes(self, record: ChangeSetRecord, rows: Rows) -> bool:
        """Take it; False when it is to be written by itself, after `write`, and then `apart` for its rows."""
        if record.undo_of is not None or not self._apart.isdisjoint(rows):
            return False
        new = self._standing.keys().isdisjoint(rows)
        if not new:
            for row in rows:
                require_own_stream(record, self._standing.get(row))
            if not all(self._replaces(record, op) for op in record.ops):
                return False
        waits = self._waits
        if record.stream_id not in self._streams:
            self._streams.add(record.stream_id)
            places = Compartment(record.compartment), StreamKind(record.kind)
            waits.streams.append({"id": record.stream_id, "compartment": places[0], "kind": places[1]})
        standing = self._standing
        if new:
            old = ["null"] * len(record.ops)
        else:
            old = [old_of(op, standing.get((op.tbl, op.row))) for op in record.ops]
        waits.records.append((record, old))
        self.known[record.cs_id] = record.seq
        self._session.received_streams.add(record.stream_id)
        self._session.received.update(rows)
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
        if not waits.records:
            return
        insert_rows(self._session, _STREAMS, waits.streams)
        first = last_rev(self._session) + 1
        write(
            self._session,
            [header_of(record) | {"rev": rev} for rev, (record, _) in enumerate(waits.records, first)],
            [
                line
                for rev, (record, old) in enumerate(waits.records, first)
                for line in lines_of(rev, record.ops, old)
            ],
        )
        with self._session.guard.up():
            self._insert(waits.new)
            self._update(waits.changed)

    def _replaces(self, record: ChangeSetRecord, op: OpRecord) -> bool:
        row = (op.tbl, op.row)
        stood = self._standing.get(row)
        if stood is None:
            return True
        if op.col == DELETED or stood["deleted"]:
            return False
        old = self._newest_of(row, op.col)
        if old is None or (old.device, old.run) == (record.device, record.run):
            return True
        return old.seq is not None and old.seq <= op.base_seq

    def _newest_of(self, row: Row, col: str) -> _Newest | None:
        found = self._newest.get((*row, col))
        if found is None and row in self._born:
            first, cols = self._born[row]
            return first if col in cols else None
        return found

    def _set(self, record: ChangeSetRecord, row: Row, values: dict[str, Any]) -> None:
        waits, stood = self._waits, self._standing.get(row)
        written = _Newest(record.device, record.run, record.seq)
        if stood is None:
            self._standing[row] = waits.new[row] = received(*row, record.stream_id, values)
            self._born[row] = (written, values)
            return
        stood.update(values)
        if row not in waits.new:
            waits.changed.setdefault(row, {}).update(values)
        self._newest.update((cell, written) for cell in zip(repeat(row[0]), repeat(row[1]), values))

    def _insert(self, new: Rows) -> None:
        by_table: dict[str, list[dict[str, Any]]] = {}
        for (tbl, _), entry in new.items():
            by_table.setdefault(tbl, []).append(entry)
        for tbl in sorted(by_table, key=lambda name: name not in _FIRST):
            insert_many(self._session, _table(tbl), by_table[tbl])

    def _update(self, changed: Rows) -> None:
        alike: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
        for (tbl, row), values in changed.items():
            alike.setdefault((tbl, tuple(values)), []).append({"of_row": row, **values})
        for (tbl, cols), entries in alike.items():
            table = _table(tbl)
            self._session.connection().execute(_changed(table, cols), entries)

    # What stands before anything is taken.

    def _look(self, records: Sequence[tuple[ChangeSetRecord, Rows]]) -> None:
        session = self._session
        change_sets = given({record.cs_id for record, _ in records})
        self.known.update((cs_id, seq) for cs_id, seq in asked(session, _KNOWN, ids=change_sets))
        self._streams.update(those_of(session, _STREAMS, "id", {record.stream_id for record, _ in records}))
        wanted: dict[str, tuple[set[str], set[str]]] = {}
        for _, rows in records:
            for (tbl, row), values in rows.items():
                ids, cols = wanted.setdefault(tbl, (set(), {"id", "deleted", "stream_id"}))
                ids.add(row)
                cols.update(values)
        for tbl, (ids, cols) in wanted.items():
            self._look_at(tbl, ids, cols)

    def _look_at(self, tbl: str, ids: Collection[str], cols: Collection[str]) -> None:
        table = _table(tbl)
        there = those_of(self._session, table, "id", ids)
        if not there:
            return  # all of them on a desk that is new
        names = sorted(cols)
        rows = asked(self._session, _standing(table, tuple(names)), ids=given(there))
        found = [dict(zip(names, row, strict=True)) for row in rows]
        stood = {str(row["id"]): row for row in found}
        self._standing.update(((tbl, row), values) for row, values in stood.items())
        at = {"tbl": tbl, "ids": given(stood)}
        self._apart.update((tbl, row) for row in asked(self._session, _SEVERAL, **at).scalars())
        for row, col, _, device, run, seq in asked(self._session, _NEWEST, **at, cols=given(cols)):
            self._newest[tbl, row, col] = _Newest(device, run, seq)


def require_own_stream(record: ChangeSetRecord, stood: Mapping[str, Any] | None) -> None:
    """Raises ValueError when the row stands in another stream: with that one it is destroyed."""
    if stood is not None and stood["stream_id"] != record.stream_id:
        raise ValueError("another stream")


def header_of(record: ChangeSetRecord) -> dict[str, Any]:
    """The columns of a received change set, but for its rev."""
    return {name: getattr(record, name) for name in (*_HEADER, *_SERVER)} | {"origin": "received"}


def old_of(op: OpRecord, stood: dict[str, Any] | None) -> str:
    """The codec text of what stood in the cell of an op. `stood` is what the row held, None for a new one."""
    return "null" if stood is None else encode(stood[op.col])


def lines_of(rev: int, ops: Sequence[OpRecord], old: Sequence[str]) -> list[Line]:
    """The ops of a received change set as they are written."""
    return [
        (rev, tbl, row, col, stood, new, 0, base_seq)
        for (tbl, row, col, new, base_seq), stood in zip(ops, old, strict=True)
    ]


def _table(tbl: str) -> Table:
    return cast("Table", BY_NAME[tbl].__table__)
