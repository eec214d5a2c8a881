"""The heads of change sets, and the streams they belong to: the same for every writer."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, insert, text
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.at_once import insert_lines, insert_rows, those_of
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture.records import Act
from zvhdesk.models.home import written_in
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream

_GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
_LINE = ("rev", "tbl", "row", "col", "old", "new", "base_rev", "base_seq")

Line = tuple[int, str, str, str, str, str, int, int | None]
"""An op as it is written: rev, table, row id, column, old and new as codec texts, `base_rev`, `base_seq`."""


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


def last_rev(session: Session) -> int:
    """The greatest rev ever given on this desk. One that was destroyed with its stream is not given again."""
    return session.connection().scalar(_GIVEN, {"name": ChangeSet.__tablename__}) or 0


def write(session: Session, headers: Sequence[dict[str, Any]], lines: Sequence[Line]) -> None:
    """Write change sets and their ops, both with their revs."""
    insert_rows(session, cast("Table", ChangeSet.__table__), headers)
    insert_lines(session, cast("Table", ChangeOp.__table__), _LINE, lines)


def ensure_streams(session: Session, wanted: Mapping[str, type[Replicated]]) -> None:
    """Register the streams that have no row yet, each by the class of a row in it.

    Raises Refused for a stream of the house on a desk that has only a copy of it.
    """
    places = {compartment: written_in(session, compartment) for compartment in _compartments(wanted)}
    known = set(those_of(session, cast("Table", Stream.__table__), "id", wanted))
    fresh = [
        {"id": stream, "compartment": places[cls.compartment], "kind": cls.stream_kind}
        for stream, cls in wanted.items()
        if stream not in known
    ]
    if fresh:
        session.execute(insert(Stream), fresh)


def _compartments(wanted: Mapping[str, type[Replicated]]) -> set[Compartment]:
    return {cls.compartment for cls in wanted.values()}


def ensure_stream(session: Session, stream_id: str, compartment: Compartment, kind: StreamKind) -> None:
    """Register a stream that has no row yet."""
    if session.get(Stream, stream_id) is None:
        session.execute(insert(Stream).values(id=stream_id, compartment=compartment, kind=kind))
