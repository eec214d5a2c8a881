"""The second writer: many new rows at once, for imports and the demo."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import gone
from zvhdesk.models.capture.defaults import with_defaults
from zvhdesk.models.capture.headers import Line, ensure_streams, header, last_rev, write
from zvhdesk.models.capture.records import UNRECORDED
from zvhdesk.models.capture.session import CaptureSession, head_rev
from zvhdesk.models.codec import encode


def bulk(session: CaptureSession, rows: Mapping[type[Replicated], Sequence[dict[str, Any]]]) -> int:
    """Insert new rows by executemany, with their ops: one change set per stream. For imports and the demo.

    Each dict has attribute names of the class, with `id` and `stream_id`; a missing column is its default.
    Returns the number of change sets. A row may carry `_wall_ms` (UTC ms) for the demo's history.
    """
    ops: dict[str, list[tuple[str, str, str, str, str]]] = {}
    first: dict[str, type[Replicated]] = {}
    walls: dict[str, int] = {}
    for cls, dicts in rows.items():
        plain = [_split_wall(entry, walls) for entry in dicts]
        filled = [with_defaults(cls, entry) for entry in plain]
        if filled:
            with session.guard.up():
                # Without render_nulls SQLAlchemy splits the rows by which columns are empty: thousands of
                # statements, and FTS5 writes a segment after each (measured with 10,000 cases: 60 s more).
                session.execute(insert(cls), filled, execution_options={"render_nulls": True})
        for entry in filled:
            first.setdefault(entry["stream_id"], cls)
            ops.setdefault(entry["stream_id"], []).extend(_insert_ops(cls, entry))
    return _write_bulk(session, ops, first, walls)


def _split_wall(entry: dict[str, Any], walls: dict[str, int]) -> dict[str, Any]:
    plain = dict(entry)
    wall = plain.pop("_wall_ms", None)
    if wall is not None:
        walls.setdefault(plain["stream_id"], wall)
    return plain


def _insert_ops(cls: type[Replicated], entry: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return [
        (cls.__tablename__, entry["id"], col, "null", encode(value))
        for col, value in entry.items()
        if col not in UNRECORDED and value is not None and not (col == "deleted" and not value)
    ]


def _write_bulk(
    session: CaptureSession,
    ops: dict[str, list[tuple[str, str, str, str, str]]],
    first: dict[str, type[Replicated]],
    walls: dict[str, int],
) -> int:
    ensure_streams(session, first)
    headers: list[dict[str, Any]] = []
    lines: list[Line] = []
    base = head_rev(session)
    for rev, (stream_id, entries) in enumerate(ops.items(), last_rev(session) + 1):
        head = {**header(session.act, stream_id), "rev": rev}
        headers.append({**head, "wall_ms": walls.get(stream_id, session.act.wall_ms)})
        lines.extend((rev, *entry, base, None) for entry in entries)
    session.bulk_streams |= set(ops)
    write(session, headers, lines)
    with session.guard.up():
        gone.note_used(session, {(tbl, row) for entries in ops.values() for tbl, row, *_ in entries})
    return len(headers)
