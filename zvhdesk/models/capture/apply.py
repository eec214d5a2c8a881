"""The third writer: change sets that were received."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.capture.defaults import with_defaults
from zvhdesk.models.capture.headers import ensure_stream
from zvhdesk.models.capture.records import ChangeSetRecord
from zvhdesk.models.capture.session import CaptureSession
from zvhdesk.models.codec import decode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.tables import BY_NAME, column_of


def apply(session: CaptureSession, records: Sequence[ChangeSetRecord]) -> None:
    """Write received change sets: their cells, and themselves verbatim with a rev of this desk.

    A `cs_id` that is known is passed over (a message may be repeated). Raises KeyError for a table or column
    this version does not know; the caller keeps such a record aside (SYNC.md A.1, 8).
    """
    for record in records:
        if session.scalar(select(ChangeSet.rev).where(ChangeSet.cs_id == record.cs_id)) is not None:
            continue
        ensure_stream(session, record.stream_id, Compartment(record.compartment), StreamKind(record.kind))
        rev = session.execute(
            insert(ChangeSet).values(_received_header(record)).returning(ChangeSet.rev)
        ).scalar_one()
        session.execute(
            insert(ChangeOp),
            [
                {
                    "rev": rev,
                    "tbl": o.tbl,
                    "row": o.row,
                    "col": o.col,
                    "old": o.old,
                    "new": o.new,
                    "base_rev": o.base_rev,
                }
                for o in record.ops
            ],
        )
        _apply_cells(session, record)


def _received_header(record: ChangeSetRecord) -> dict[str, Any]:
    names = ("cs_id", "act", "stream_id", "device", "user", "wall_ms", "intent", "reason", "undo_of", "seq")
    return {name: getattr(record, name) for name in names} | {"origin": "received"}


def _apply_cells(session: CaptureSession, record: ChangeSetRecord) -> None:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for op in record.ops:
        rows.setdefault((op.tbl, op.row), {})[op.col] = decode(op.new, column_of(op.tbl, op.col))
    with session.guard.up():
        for (tbl, row_id), values in rows.items():
            cls = BY_NAME[tbl]
            found = session.execute(select(cls.id).where(cls.id == row_id)).scalar()
            if found is None:
                entry = with_defaults(cls, {**values, "id": row_id, "stream_id": record.stream_id})
                session.execute(insert(cls), [entry])
            else:
                session.execute(update(cls).where(cls.id == row_id).values(**values))
