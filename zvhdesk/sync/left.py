"""What this desk set aside when it went on with the server (`following`), as long as it did not come back."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, rows_of
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.desk import Desk
from zvhdesk.services.left import Kept, LeftAct, Unread, in_words
from zvhdesk.sync import own, rosters
from zvhdesk.sync.opening import Opener, header_of
from zvhdesk.sync.own import Own
from zvhdesk.wire.envelope import Kind
from zvhdesk.wire.roster import Roster

PUT_AWAY = "server.put_away"
"""The act, in the log of who did what."""
_MOST = 200
"""Change sets that are told in words: a person reads no more, and the rest is counted."""
_SAID = frozenset({Kind.MEMBERSHIP, Kind.BEACON})
"""What holds no work of anybody: its desk says it again by itself."""


def count(session: Session, device: str) -> int:
    """How many envelopes stand nowhere but here, also those that nobody can read; `device` is this one."""
    known = select(func.count()).select_from(SealedEnvelope).where(_known())
    # There are hardly ever any: these are opened.
    return (session.scalar(known) or 0) + len(_unread_rows(session, device))


def left(desk: Desk) -> tuple[LeftAct, ...]:
    """The first taken first; of those that this version cannot read only whose they are."""
    return desk.read(partial(_left, desk=desk))


def _left(session: Session, desk: Desk) -> tuple[LeftAct, ...]:
    me = own.of(session, desk.device)
    known = session.scalars(select(SealedEnvelope).where(_known())).all()
    rows = sorted((*known, *_unread_rows(session, desk.device)), key=lambda row: row.id)[:_MOST]
    return () if me is None or not rows else in_words(session, _opened(session, me, rows), desk.today())


def _unread_rows(session: Session, device: str) -> list[SealedEnvelope]:
    """Those that could not be read when they were left, unless they can by now and stand in the log."""
    kept = session.scalars(select(SealedEnvelope).where(_unread(bytes.fromhex(device)))).all()
    rows = [row for row in kept if _is_work(row.hdr)]
    me = own.of(session, device) if rows else None
    if me is None:
        return rows
    inside = {one.id: one.inside for one in _opened(session, me, rows)}
    named = {at: one.cs_id for at, one in inside.items() if isinstance(one, ChangeSetRecord)}
    there = set(session.scalars(select(ChangeSet.cs_id).where(ChangeSet.cs_id.in_(named.values()))))
    return [row for row in rows if named.get(row.id) not in there]


def put_away(desk: Desk, act: int) -> None:
    """A person here needs one no more that does not come back by itself; nothing of it is left here.

    It is passed over when its device can send it again after all, or when it came in again meanwhile.
    """
    desk.change(partial(_put_away, desk=desk, act=act), PUT_AWAY)


def _put_away(session: CaptureSession, desk: Desk, act: int) -> None:
    me, row = own.of(session, desk.device), session.get(SealedEnvelope, act)
    header = None if row is None else header_of(row.hdr or b"")
    if me is None or row is None or row.fate != Fate.LEFT or header is None:
        return
    if row.dev == me.dev or rosters.known(session, me.house, me.root).active(row.dev) is None:
        session.delete(row)
        # The line in the log names its case.
        session.bulk_streams.add(header.stream.hex())


def _opened(session: Session, me: Own, rows: Sequence[SealedEnvelope]) -> list[Kept]:
    roster = rosters.known(session, me.house, me.root)
    states = {one.comp: one for one in session.scalars(select(CompartmentState))}
    openers = {comp: Opener(session, me, roster, state) for comp, state in states.items()}
    return [
        Kept(
            id=row.id,
            inside=_record(openers[row.comp], row) or _whose(roster, row),
            gone=roster.active(row.dev) is None,
            own=row.dev == me.dev,
        )
        for row in rows
    ]


def _record(opener: Opener, row: SealedEnvelope) -> ChangeSetRecord | None:
    header = header_of(row.hdr or b"")
    if header is None:
        return None
    record = opener.record(header, row.hdr or b"", row.ct or b"", row.id, row.recv_ms or 0)
    return record if record is not None and rows_of(record) is not None else None


def _whose(roster: Roster, row: SealedEnvelope) -> Unread:
    known = roster.devices.get(row.dev)
    return Unread("" if known is None else known.device.user.hex(), row.recv_ms or 0)


def _is_work(hdr: bytes | None) -> bool:
    header = header_of(hdr or b"")
    return header is None or header.kind not in _SAID


def _known() -> ColumnElement[bool]:
    """Those of which the change set is known, and did not come in again under another envelope."""
    other = aliased(SealedEnvelope)
    taken = select(ChangeSet.rev).where(ChangeSet.cs_id == SealedEnvelope.cs_id).exists()
    waits = select(other.id).where(other.cs_id == SealedEnvelope.cs_id, other.fate == Fate.ASIDE).exists()
    return and_(SealedEnvelope.fate == Fate.LEFT, SealedEnvelope.cs_id.is_not(None), ~taken, ~waits)


def _unread(dev: bytes) -> ColumnElement[bool]:
    """Those that stood aside when they were left, as long as their desk wrote nothing since.

    It went on too then, and what it writes begins with all that the server lost. Not so this desk itself,
    `dev`: what another copy of it wrote it cannot send again without having read it.
    """
    other = aliased(SealedEnvelope)
    since = (other.comp == SealedEnvelope.comp, other.dev == SealedEnvelope.dev, other.id > SealedEnvelope.id)
    came = or_(SealedEnvelope.dev != dev, other.env_id == SealedEnvelope.env_id)
    again = select(other.id).where(*since, other.seq.is_not(None), came).exists()
    return and_(SealedEnvelope.fate == Fate.LEFT, SealedEnvelope.cs_id.is_(None), ~again)
