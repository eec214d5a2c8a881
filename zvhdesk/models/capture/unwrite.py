"""Change sets go out of the log of this desk again, and the rows stand as if they had never come in.

Not a writer: what goes was taken from a history that is not the server's any more, and is kept elsewhere as
it came (`sync.following`). What others wrote to the same cells is settled anew from what is left of the log.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from zvhdesk.models.agreeing import Versions
from zvhdesk.models.at_once import among
from zvhdesk.models.capture import gone, undone, versions
from zvhdesk.models.capture.defaults import default_of
from zvhdesk.models.capture.records import Cell
from zvhdesk.models.capture.session import CaptureSession
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.models.tables import BY_NAME

_AT_ONCE = 500
_EVERYWHERE = {"synchronize_session": False}


def unwrite(session: CaptureSession, revs: Sequence[int]) -> None:
    """Take these received change sets away. What is typed in a field of a row that goes stays as a draft."""
    cells: set[Cell] = set()
    streams: set[str] = set()
    for some in _pieces(revs):
        written = select(ChangeOp.tbl, ChangeOp.row, ChangeOp.col).where(ChangeOp.rev.in_(some)).distinct()
        cells.update((tbl, row, col) for tbl, row, col in session.execute(written))
        streams.update(session.scalars(select(ChangeSet.stream_id).where(ChangeSet.rev.in_(some))))
        session.execute(delete(ChangeSet).where(ChangeSet.rev.in_(some)), execution_options=_EVERYWHERE)
    rows: dict[tuple[str, str], list[str]] = {}
    for tbl, row, col in sorted(cells):
        rows.setdefault((tbl, row), []).append(col)
    with session.guard.up():
        for (tbl, row), cols in rows.items():
            _stand_again(session, tbl, row, cols)
        gone.note_used(session, rows)
        gone.note_kept(session)
    used = select(ChangeSet.stream_id)
    empty = (among(Stream.id, streams), Stream.id.not_in(used))
    session.execute(delete(Stream).where(*empty), execution_options=_EVERYWHERE)
    session.received |= rows.keys()
    session.bulk_streams |= streams
    session.expire_all()


def _stand_again(session: CaptureSession, tbl: str, row: str, cols: Iterable[str]) -> None:
    """Let a row stand as those wrote it who are left; nobody: then it is not there."""
    cls, of = BY_NAME[tbl], (Versions.tbl == tbl, Versions.row == row)
    left = set(
        session.scalars(select(ChangeOp.col).where(ChangeOp.tbl == tbl, ChangeOp.row == row).distinct())
    )
    if not left:
        session.execute(delete(Versions).where(*of), execution_options=_EVERYWHERE)
        session.execute(delete(cls).where(cls.id == row), execution_options=_EVERYWHERE)
        return
    bare: dict[str, Any] = {}
    for col in cols:
        if col in left:
            undone.settle_again(session, (tbl, row, col))
        else:
            versions.forget(session, (tbl, row, col))
            bare[col] = default_of(cls, col)
    if bare:
        session.execute(update(cls).where(cls.id == row).values(**bare), execution_options=_EVERYWHERE)
    gone.note(session, (tbl, row), is_said=True)


def _pieces(revs: Sequence[int]) -> Iterator[Sequence[int]]:
    return (revs[at : at + _AT_ONCE] for at in range(0, len(revs), _AT_ONCE))
