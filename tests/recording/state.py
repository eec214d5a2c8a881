"""What a database holds, as plain values: for comparing two desks."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import StreamKind
from zvhdesk.models.capture import ChangeSetRecord, OpRecord
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.models.tables import REPLICATED


def state(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every replicated row of every table, sorted by id."""
    return {
        cls.__tablename__: [
            tuple(row) for row in session.execute(select(*cls.__table__.columns).order_by(cls.id))
        ]
        for cls in REPLICATED
    }


def records(session: Session) -> list[ChangeSetRecord]:
    """Everything this desk recorded, in rev order, as it would travel."""
    found = []
    for change, stream in session.execute(
        select(ChangeSet, Stream).join(Stream, Stream.id == ChangeSet.stream_id).order_by(ChangeSet.rev)
    ):
        ops = session.scalars(select(ChangeOp).where(ChangeOp.rev == change.rev).order_by(ChangeOp.id))
        found.append(
            ChangeSetRecord(
                cs_id=change.cs_id,
                act=change.act,
                stream_id=stream.id,
                compartment=stream.compartment,
                kind=StreamKind(stream.kind),
                device=change.device,
                user=change.user,
                wall_ms=change.wall_ms,
                intent=change.intent,
                reason=change.reason,
                undo_of=change.undo_of,
                ops=tuple(OpRecord(o.tbl, o.row, o.col, o.new) for o in ops),
            )
        )
    return found
