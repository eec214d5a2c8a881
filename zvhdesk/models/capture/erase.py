"""Taking streams away for good: rows, their history, their secret, what was sealed of them (DATA.md 3).

Not a writer: nothing of it is recorded, for a record would tell again what is gone. It raises the guard only
to delete, and only whole streams. `secure_delete` writes over every page that it frees; the caller ends with
a truncating checkpoint.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import Fate, SealedEnvelope, StreamSecret, Versions
from zvhdesk.models.capture import gone
from zvhdesk.models.capture.session import CaptureSession
from zvhdesk.models.local import ChangeOp, ChangeSet, Draft, Stream
from zvhdesk.models.meetings import ChairNote
from zvhdesk.models.tables import REPLICATED

_AT_ONCE = 500
_EVERYWHERE = {"synchronize_session": False}


def erase(session: CaptureSession, streams: Iterable[str]) -> None:
    """Nothing of these streams is left on this desk, but number, time and hash of what was sealed.

    The key goes first (SYNC.md, Settled). A stream that is not here is passed over.
    """
    for stream in streams:
        session.execute(delete(StreamSecret).where(StreamSecret.stream == stream))
        _envelopes(session, stream)
        _rows(session, stream)
        session.execute(delete(ChangeSet).where(ChangeSet.stream_id == stream), execution_options=_EVERYWHERE)
        session.execute(delete(Stream).where(Stream.id == stream))
        session.bulk_streams.add(stream)
    with session.guard.up():
        gone.note_kept(session)
    session.expire_all()


def _envelopes(session: Session, stream: str) -> None:
    known = select(ChangeSet.cs_id).where(ChangeSet.stream_id == stream)
    # What stands aside was never opened, and what was left is in no log: only its header says whose it is.
    unread = SealedEnvelope.fate.in_([Fate.ASIDE, Fate.LEFT])
    aside = unread & (func.instr(SealedEnvelope.hdr, bytes.fromhex(stream)) > 0)
    of = or_(SealedEnvelope.cs_id.in_(known), aside)
    # Those that are in no history: one that the server says it has comes back as number and hash.
    nowhere = SealedEnvelope.fate.in_([Fate.SEALED, Fate.LEFT])
    session.execute(delete(SealedEnvelope).where(of, nowhere), execution_options=_EVERYWHERE)
    session.execute(
        update(SealedEnvelope).where(of).values(hdr=None, ct=None, sig=None, cs_id=None, fate=Fate.GONE),
        execution_options=_EVERYWHERE,
    )


def _rows(session: CaptureSession, stream: str) -> None:
    ids: list[str] = [stream]
    for cls in REPLICATED:
        ids += session.scalars(select(cls.id).where(cls.stream_id == stream))
    # Also rows that this version never made: an op names them all the same.
    written = select(ChangeOp.row).join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
    ids += session.scalars(written.where(ChangeSet.stream_id == stream).distinct())
    for some in _pieces(sorted(set(ids))):
        session.execute(delete(Draft).where(Draft.row.in_(some)), execution_options=_EVERYWHERE)
        session.execute(delete(ChairNote).where(ChairNote.item_id.in_(some)), execution_options=_EVERYWHERE)
        session.execute(delete(Versions).where(Versions.row.in_(some)), execution_options=_EVERYWHERE)
    with session.guard.up():
        for cls in REPLICATED:
            session.execute(delete(cls).where(cls.stream_id == stream), execution_options=_EVERYWHERE)


def _pieces(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
