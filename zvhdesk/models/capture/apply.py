"""The third writer: change sets that were received."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.at_once import insert_rows
from zvhdesk.models.capture import gone, in_use, undone, versions
from zvhdesk.models.capture.defaults import received
from zvhdesk.models.capture.headers import ensure_stream, write
from zvhdesk.models.capture.records import DELETED, UNRECORDED, Cell, ChangeSetRecord
from zvhdesk.models.capture.session import CaptureSession
from zvhdesk.models.capture.together import Rows, Together, header_of, lines_of, old_of, require_own_stream
from zvhdesk.models.capture.versions import Author, Version
from zvhdesk.models.codec import decode
from zvhdesk.models.home import belongs
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.tables import BY_NAME, column_of

_PLACED = (
    update(cast("Table", ChangeSet.__table__))
    .where(ChangeSet.cs_id == bindparam("of"))
    .values(seq=bindparam("at"), recv_ms=bindparam("at_ms"))
    .returning(ChangeSet.rev, ChangeSet.stream_id)
)


def apply(session: CaptureSession, records: Sequence[ChangeSetRecord], *, late: bool = False) -> None:
    """Write received change sets: their cells, and themselves with a rev of this desk.

    A cell whose version here the author had not seen keeps both. `late`: they were kept aside for a while,
    and what was written since may have replaced them. A `cs_id` that is known is passed over: a message may
    be repeated. Raises KeyError for a table or column, and ValueError for a value, that this version does not
    know, or for a compartment that is not of this desk, and then writes nothing: the caller keeps it aside
    (SYNC.md A.1, 8).
    """
    read = [(record, _decoded(record)) for record in records]
    apply_read(session, read, late=late)


def apply_read(
    session: CaptureSession, records: Sequence[tuple[ChangeSetRecord, Rows]], *, late: bool = False
) -> None:
    """The same for change sets that were decoded already."""
    _refuse_elsewhere(session, records)
    together = Together(session, records)
    for record, rows in records:
        if record.cs_id in together.known:
            if together.known[record.cs_id] is None and record.seq is not None:
                # Our own under a new envelope, because the answer to the first one was lost.
                together.write()
                placed(session, record.cs_id, record.seq, record.recv_ms or 0)
            continue
        if late or not together.takes(record, rows):
            together.write()
            apply_alone(session, record, rows, late=late)
            together.apart(record, rows)
    together.write()
    with session.guard.up():
        written = {row for _, rows in records for row in rows}
        gone.note_above(session, written, {record.stream_id for record, _ in records})


def rows_of(record: ChangeSetRecord) -> Rows | None:
    """What it sets; None when this version does not know a table, a column or a value in it."""
    try:
        return _decoded(record)
    except (KeyError, ValueError):
        return None


def _refuse_elsewhere(session: CaptureSession, records: Sequence[tuple[ChangeSetRecord, Rows]]) -> None:
    for compartment in {record.compartment for record, _ in records}:
        if not belongs(session, Compartment(compartment)):
            raise ValueError("another compartment")


def placed(session: CaptureSession, cs_id: str | None, seq: int, recv_ms: int) -> None:
    """A change set that was recorded here has its number and time at the server now."""
    session.flush()
    placing = {"of": cs_id, "at": seq, "at_ms": recv_ms}
    found = session.connection().execute(_PLACED, placing).first()
    if found is not None and cs_id is not None:
        with session.guard.up():
            shown = versions.show_again(session, cs_id)
            for tbl, row, col in shown:
                if col == DELETED:
                    gone.note(session, (tbl, row), is_said=True)
            gone.note_used(session, {cell[:2] for cell in shown if in_use.says(cell)})
            session.received.update(cell[:2] for cell in shown)
        session.received_streams.add(found.stream_id)


def _decoded(record: ChangeSetRecord) -> Rows:
    Compartment(record.compartment), StreamKind(record.kind)
    rows: Rows = {}
    for tbl, row, col, new, _ in record.ops:
        if col in UNRECORDED:
            raise ValueError(col)  # no program of ours writes it: it would make another row of this one
        rows.setdefault((tbl, row), {})[col] = decode(new, column_of(tbl, col))
    return rows


def apply_alone(session: CaptureSession, record: ChangeSetRecord, rows: Rows, *, late: bool = False) -> None:
    """Write one that is not here yet by itself, whatever it meets: a page written at once comes to the same.

    `late`: it was kept aside for a while, and what stands may have replaced it.
    """
    stood = {key: _stood(session, *key, values) for key, values in rows.items()}
    for one in stood.values():
        require_own_stream(record, one)
    ensure_stream(session, record.stream_id, Compartment(record.compartment), StreamKind(record.kind))
    rev = session.execute(insert(ChangeSet).values(header_of(record)).returning(ChangeSet.rev)).scalar_one()
    before: dict[Cell, tuple[Version, ...]] = {}
    for (tbl, row_id), values in rows.items():
        if stood[tbl, row_id] is not None:
            before |= versions.of_row(session, tbl, row_id, values)
    write(session, [], lines_of(rev, record.ops, [old_of(op, stood[op.tbl, op.row]) for op in record.ops]))
    session.received_streams.add(record.stream_id)
    with session.guard.up():
        for (tbl, row_id), values in rows.items():
            _write_row(session, record, tbl, row_id, values, new=stood[tbl, row_id] is None)
            session.received.add((tbl, row_id))
        for op in record.ops:
            cell = (op.tbl, op.row, op.col)
            if cell in before and late:
                undone.settle_again(session, cell)
            elif cell in before:
                author = Author(record.device, record.run, seen_seq=op.base_seq)
                versions.settle(session, {cell: before[cell]}, author, rev)
        undone.set_back(session, rev, record.undo_of)
        for row, values in rows.items():
            if stood[row] is not None:
                gone.note(session, row, is_said=DELETED in values)


def _stood(session: CaptureSession, tbl: str, row_id: str, values: dict[str, Any]) -> dict[str, Any] | None:
    """What the row holds in these columns, and its stream; None when there is no such row yet."""
    cls = BY_NAME[tbl]
    names = ["stream_id", *values]
    found = session.execute(select(*(getattr(cls, col) for col in names)).where(cls.id == row_id)).first()
    return None if found is None else dict(zip(names, found, strict=True))


def _write_row(
    session: CaptureSession,
    record: ChangeSetRecord,
    tbl: str,
    row_id: str,
    values: dict[str, Any],
    *,
    new: bool,
) -> None:
    cls = BY_NAME[tbl]
    if new:
        insert_rows(session, cast("Table", cls.__table__), [received(tbl, row_id, record.stream_id, values)])
    else:
        session.execute(update(cls).where(cls.id == row_id).values(**values))
