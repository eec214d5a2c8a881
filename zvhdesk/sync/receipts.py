"""A device signs that nothing of a destroyed stream is left on it, and others hold that against its key.

The signature is a row of the compartment: sealed like all else, so the server learns nothing of it, and kept
by every member. Who owes one follows from the log, the same on every desk: the members at the number where
the second person's decision stands. It is written down once the server has the order (`ordering`), so that
who joined later never had what was destroyed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import DestroyedStream, Fate, SealedEnvelope, StreamSecret
from zvhdesk.models.asked import asked
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.destructions import Destruction, DestructionReceipt
from zvhdesk.models.kept import once
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.services.desk import Desk
from zvhdesk.services.regions import meetings_stream
from zvhdesk.sync import enrolled, own, rosters
from zvhdesk.wire.destroying import Carried
from zvhdesk.wire.messages import DestroyOrder
from zvhdesk.wire.roster import Roster
from zvhdesk.wire.signing import Purpose, sign

RECEIPT = "destruction.receipt"
"""The intent of signing."""


@dataclass(frozen=True, slots=True)
class Members:
    """Devices at one number of a compartment's log: who was in, and who had been and was not any more."""

    then: frozenset[bytes]
    before: frozenset[bytes]


def is_here() -> ColumnElement[bool]:
    """Whether anything of a `DestroyedStream` is left here: rows, secret, what stands aside or was left."""
    of = DestroyedStream.stream
    aside = and_(
        SealedEnvelope.comp == DestroyedStream.comp,
        SealedEnvelope.fate.in_([Fate.ASIDE, Fate.LEFT]),
        func.instr(SealedEnvelope.hdr, func.unhex(of)) > 0,
    )
    return or_(
        select(Stream.id).where(Stream.id == of).exists(),
        select(StreamSecret.stream).where(StreamSecret.stream == of).exists(),
        select(SealedEnvelope.id).where(aside).exists(),
    )


_UNANSWERED = (
    select(DestroyedStream.stream, DestroyedStream.comp, Destruction.id)
    .join(Destruction, Destruction.target == DestroyedStream.stream)
    .where(~DestroyedStream.answered, Destruction.confirmed_on.is_not(None), ~is_here())
)


def give(desk: Desk, *, alone: bool = True) -> None:
    """Sign for every order that this desk carried out and did not sign for; once, whatever it is asked.

    Only when nothing is left in the copies either: that is for the caller to see. Not `alone`: desks that
    were set aside stand on this computer. Then only what everybody signed for is answered.
    """
    due = desk.read(partial(_due, device=desk.device))
    if not alone:
        due = dict.fromkeys(desk.read(partial(_everywhere_gone, streams=frozenset(due))), False)
    if any(due.values()):
        desk.change(partial(_sign, due=due, device=desk.device, on=desk.today()), RECEIPT)
    elif due:
        desk.keep(partial(_answered, due=due))


def signed(session: Session, roster: Roster, streams: frozenset[str]) -> Mapping[bytes, Mapping[str, date]]:
    """For each device the streams of these that it signed for, and the day; only signatures that hold.

    One that was removed from the rows counts all the same: its device said it.
    """
    orders = {
        row.stream: DestroyOrder.model_validate_json(row.message)
        for row in session.scalars(select(DestroyedStream).where(DestroyedStream.stream.in_(streams)))
    }
    found: dict[bytes, dict[str, date]] = {}
    whole = (DestructionReceipt.target.in_(orders), DestructionReceipt.carried_out_on.is_not(None))
    for row in session.scalars(select(DestructionReceipt).where(*whole)):
        dev, sig = as_bytes(row.device_id), as_bytes(row.sig)
        said = Carried.out(orders[row.target], dev, row.carried_out_on.isoformat())
        if said.is_signed(roster, sig):
            of = found.setdefault(dev, {})
            of[row.target] = min(row.carried_out_on, of.get(row.target, row.carried_out_on))
    return found


def unanswered(session: Session, streams: frozenset[str]) -> bool:
    """Whether this desk still has to answer for one of these."""
    mine = (DestroyedStream.stream.in_(streams), ~DestroyedStream.answered)
    return session.scalar(select(DestroyedStream.stream).where(*mine).limit(1)) is not None


def decided_at(session: Session, destruction: str) -> int | None:
    """The number at which a decision stands in its compartment's log; None while it is not at the server."""
    cell = (ChangeOp.tbl == Destruction.__tablename__, ChangeOp.row == destruction)
    return session.scalar(
        select(func.min(ChangeSet.seq))
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(*cell, ChangeOp.col == "confirmed_on", ChangeOp.new != "null")
    )


def members_at(session: Session, comp: bytes, seq: int) -> Members:
    """Who was a member before that number."""
    then: set[bytes] = set()
    ever: set[bytes] = set()
    for one in enrolled.said(session):
        if one.comp != comp or one.seq >= seq:
            continue
        ever.add(one.word.dev)
        (then.discard if one.word.role is None else then.add)(one.word.dev)
    return Members(frozenset(then), frozenset(ever - then))


def _due(session: Session, device: str) -> dict[str, bool]:
    """Streams of orders to answer, and whether a signature is owed for them."""
    dev, found = bytes.fromhex(device), {}
    for stream, comp, decision in once(session, _UNANSWERED, lambda _: asked(session, _UNANSWERED).all()):
        seq = decided_at(session, decision)
        if seq is not None:
            found[stream] = dev in members_at(session, comp, seq).then
    return found


def _everywhere_gone(session: Session, streams: frozenset[str]) -> list[str]:
    """Those of these that each device that ever had them signed for."""
    pinned = own.pinned(session)
    if pinned is None or not streams:
        return []
    roster, gone = rosters.known(session, *pinned), []
    rows = session.execute(_UNANSWERED.where(DestroyedStream.stream.in_(streams))).all()
    for stream, comp, decision in rows:
        seq = decided_at(session, decision)
        had = None if seq is None else members_at(session, comp, seq)
        if had and not had.before and had.then <= signed(session, roster, frozenset({stream})).keys():
            gone.append(stream)
    return gone


def _sign(session: CaptureSession, due: Mapping[str, bool], device: str, on: date) -> None:
    me = own.of(session, device)
    if me is None:
        return
    common = meetings_stream(session)
    for stream in (one for one, owed in due.items() if owed):
        order = DestroyOrder.model_validate_json(session.get_one(DestroyedStream, stream).message)
        said = Carried.out(order, me.dev, on.isoformat()).to_bytes()
        sig = sign(me.sign, Purpose.DESTROYED, said).hex()
        session.add(
            DestructionReceipt(stream_id=common, target=stream, device_id=device, carried_out_on=on, sig=sig)
        )
    _answered(session, due)


def _answered(session: Session, due: Mapping[str, bool]) -> None:
    for stream in due:
        session.get_one(DestroyedStream, stream).answered = True


def as_bytes(text: str | None) -> bytes:
    """Of hex that another desk wrote; it may be anything, and then it is none."""
    try:
        return bytes.fromhex(text or "")
    except (TypeError, ValueError):
        return b""
