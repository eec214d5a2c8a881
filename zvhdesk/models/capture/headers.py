"""The heads of change sets, and the streams they belong to: the same for every writer."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.base import new_id
from zvhdesk.models.capture.records import Act
from zvhdesk.models.local import Stream


def header(act: Act, stream_id: str) -> dict[str, Any]:
    """The columns of a change set of this act in one stream; a new `cs_id` each time."""
    return {
        "cs_id": new_id(),
        "act": act.id,
        "stream_id": stream_id,
        "device": act.device,
        "user": act.user,
        "wall_ms": act.wall_ms,
        "intent": act.intent,
        "origin": act.origin,
        "reason": act.reason,
        "undo_of": act.undo_of,
    }


def ensure_stream(session: Session, stream_id: str, compartment: Compartment, kind: StreamKind) -> None:
    """Register a stream that has no row yet."""
    if session.get(Stream, stream_id) is None:
        session.execute(insert(Stream).values(id=stream_id, compartment=compartment, kind=kind))
