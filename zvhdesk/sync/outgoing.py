"""What this desk recorded goes out: sealed when it is sent, in the order it was made, kept as it was sealed.

An act goes in one push, so that its change sets stand together; an import, which may be thousands, goes case
by case. What was sealed and not answered is sent again byte for byte: the server knows it by its id.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, DestroyedStream, DeviceHead, Fate, SealedEnvelope
from zvhdesk.models.capture import CaptureSession, Cell, ChangeSetRecord, OpRecord, placed
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.sync import keys, own, parts, payload, sealing
from zvhdesk.sync.opening import Opener
from zvhdesk.sync.own import Own
from zvhdesk.wire import limits
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, signed
from zvhdesk.wire.membership import Membership
from zvhdesk.wire.messages import Receipt
from zvhdesk.wire.roster import Roster
from zvhdesk.wire.shapes import ID_SIZE

_IMPORT = "import"
_LOOK = 2 * limits.PUSH_ENVELOPES
"""Change sets that are looked at in one turn; an act of the desk has far fewer."""


@dataclass(frozen=True, slots=True)
class _Next:
    """Where the next envelope of this device goes."""

    dseq: int
    prev: bytes


def waiting(session: Session, comp: bytes) -> int:
    """How many change sets of a compartment the server does not have yet."""
    state = session.get(CompartmentState, comp)
    if state is None:
        return 0
    of = _unsent(state.name).with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return session.scalar(of) or 0


def batch(session: Session, me: Own, roster: Roster, comp: bytes) -> list[Envelope]:
    """The next envelopes to push, at most a push full: those that were sealed before, or newly sealed ones.

    Empty when nothing waits, or when this desk has no key of the epoch in force.
    """
    state = session.get_one(CompartmentState, comp)
    if state.stopped is None and not sealed(session, comp):
        _seal_next(session, me, roster, state)
    return sealed(session, comp)


def sealed(session: Session, comp: bytes) -> list[Envelope]:
    """What was sealed and not answered, in order: at most a push full, up to the end of an act."""
    most = _sealed(comp).order_by(SealedEnvelope.dseq).limit(limits.PUSH_ENVELOPES + 1)
    rows = session.scalars(most).all()
    return [Envelope(row.hdr or b"", row.ct or b"", row.sig or b"") for row in rows[: _end(session, rows)]]


def _end(session: Session, rows: Sequence[SealedEnvelope]) -> int:
    """How many of these one push takes."""
    acts = [_act(session, row) for row in rows]
    full, size, end = 0, 0, 0
    for at, row in enumerate(rows[: limits.PUSH_ENVELOPES]):
        size += len(row.hdr or b"") + len(row.ct or b"") + len(row.sig or b"")
        if size > limits.PUSH_BYTES:
            break
        full = at + 1
        if full == len(rows) or acts[at] is None or acts[full] != acts[at]:
            end = full
    # An act that is larger than a push has to go in more than one.
    return end or full


def _act(session: Session, row: SealedEnvelope) -> str | None:
    """The act it belongs to; None for what may stand alone: an import, and what is said of members."""
    found = select(ChangeSet.act).where(ChangeSet.cs_id == row.cs_id, ChangeSet.origin != _IMPORT)
    return session.scalar(found) if row.cs_id else None


def say_member(session: Session, me: Own, roster: Roster, comp: bytes, said: Membership) -> Envelope:
    """An envelope that says who is a member, after what already waits."""
    state = session.get_one(CompartmentState, comp)
    header = _header(session, me, state, roster.epoch(comp), NO_STREAM, Kind.MEMBERSHIP)
    return _keep(session, me, header, said.to_bytes(), None)


def say_seen(session: Session, me: Own, roster: Roster, comp: bytes) -> Envelope:
    """An envelope that says what this desk has seen, after what already waits."""
    state = session.get_one(CompartmentState, comp)
    header = _header(session, me, state, roster.epoch(comp), NO_STREAM, Kind.BEACON)
    return _keep(session, me, header, Beacon(state.seq, state.chain).to_bytes(), None)


def received(session: CaptureSession, comp: bytes, receipts: Iterable[Receipt]) -> None:
    """The server has these. Their place is held against its history when they come back in a page."""
    for receipt in receipts:
        row = session.scalar(
            select(SealedEnvelope).where(SealedEnvelope.comp == comp, SealedEnvelope.env_id == receipt.env_id)
        )
        if row is None:
            continue
        if row.seq is None:
            row.seq, row.recv_ms = receipt.seq, receipt.recv_ms
            placed(session, row.cs_id, receipt.seq, receipt.recv_ms)
    session.flush()


def unseal(session: Session, me: Own, roster: Roster, comp: bytes) -> None:
    """Take back what was sealed and is not in the server's history: it is sealed anew.

    Only after all of that history was taken: what the server once said that it has and does not hand out, it
    lost. What was said of members is no change set, and is said again here. What this desk had
    seen it says another day.
    """
    of = (SealedEnvelope.comp == comp, SealedEnvelope.fate == Fate.SEALED)
    rows = session.scalars(select(SealedEnvelope).where(*of).order_by(SealedEnvelope.dseq)).all()
    # Also of one that travels in parts, of which some are there: who has those passes over them.
    lost = [row.cs_id for row in rows if row.cs_id is not None]
    session.execute(update(ChangeSet).where(ChangeSet.cs_id.in_(lost)).values(seq=None, recv_ms=None))
    session.execute(delete(SealedEnvelope).where(*of))
    for row in rows:
        if row.cs_id is None and Header.from_bytes(row.hdr or b"").kind == Kind.MEMBERSHIP:
            say_member(session, me, roster, comp, Membership.from_bytes(row.ct or b""))


def _sealed(comp: bytes) -> Select[SealedEnvelope]:
    return select(SealedEnvelope).where(
        SealedEnvelope.comp == comp, SealedEnvelope.fate == Fate.SEALED, SealedEnvelope.seq.is_(None)
    )


def _unsent(name: Compartment) -> Select[ChangeSet, Stream]:
    return (
        select(ChangeSet, Stream)
        .join(Stream, Stream.id == ChangeSet.stream_id)
        .where(
            ChangeSet.seq.is_(None),
            ChangeSet.origin != "received",
            Stream.compartment == name,
            # What was destroyed nobody takes; `destroyed` counts it.
            Stream.id.not_in(select(DestroyedStream.stream)),
        )
        .order_by(ChangeSet.rev)
    )


def _seal_next(session: Session, me: Own, roster: Roster, state: CompartmentState) -> None:
    """Seal at least a push full of what waits, if there is so much, and the act at its end whole."""
    room, act = limits.PUSH_BYTES, None
    most = limits.PUSH_ENVELOPES
    for change, stream in session.execute(_unsent(state.name).limit(_LOOK)).all():
        if (room <= 0 or most <= 0) and (change.act != act or change.origin == _IMPORT):
            return
        made = _seal(session, me, roster, state, change, stream)
        if not made:
            return
        room -= sum(len(one.hdr) + len(one.ct) + len(one.sig) for one in made)
        most -= len(made)
        act = change.act


def _seal(
    session: Session,
    me: Own,
    roster: Roster,
    state: CompartmentState,
    change: ChangeSet,
    stream: Stream,
) -> list[Envelope]:
    """One envelope, or several for a change set that is too large for one; none without the key."""
    epoch = roster.epoch(state.comp)
    key = keys.of_epoch(session, state.comp, epoch)
    if key is None:
        return []
    secret = keys.secret_for(session, state.comp, stream.id)
    made: list[Envelope] = []
    for part in parts.of(_record(session, me, roster, state, change, stream)):
        header = _header(session, me, state, epoch, bytes.fromhex(stream.id), Kind.OPS)
        ct = sealing.seal(payload.written(part), key, secret, header.env_id, header.to_bytes())
        made.append(_keep(session, me, header, ct, change.cs_id))
    return made


def _header(
    session: Session, me: Own, state: CompartmentState, epoch: int, stream: bytes, kind: Kind
) -> Header:
    after = _next(session, state.comp, me.dev)
    return Header(
        kind=kind,
        house=me.house,
        comp=state.comp,
        stream=stream,
        epoch=epoch,
        env_id=secrets.token_bytes(ID_SIZE),
        dev=me.dev,
        dseq=after.dseq,
        prev=after.prev,
        base_seq=state.seq,
        base_chain=state.chain,
    )


def _next(session: Session, comp: bytes, dev: bytes) -> _Next:
    last = session.scalar(
        select(SealedEnvelope)
        .where(SealedEnvelope.comp == comp, SealedEnvelope.dev == dev, SealedEnvelope.fate == Fate.SEALED)
        .order_by(SealedEnvelope.dseq.desc())
        .limit(1)
    )
    if last is not None:
        return _Next(last.dseq + 1, last.env_hash)
    head = session.get(DeviceHead, (comp, dev))
    return _Next(1, START) if head is None else _Next(head.dseq + 1, head.hash)


def _keep(session: Session, me: Own, header: Header, ct: bytes, cs_id: str | None) -> Envelope:
    envelope = signed(header, ct, me.sign)
    session.add(
        SealedEnvelope(
            comp=header.comp,
            env_id=header.env_id,
            dev=header.dev,
            dseq=header.dseq,
            env_hash=envelope.hash,
            fate=Fate.SEALED,
            hdr=envelope.hdr,
            ct=envelope.ct,
            sig=envelope.sig,
            cs_id=cs_id,
        )
    )
    session.flush()
    return envelope


def _record(
    session: Session, me: Own, roster: Roster, state: CompartmentState, change: ChangeSet, stream: Stream
) -> ChangeSetRecord:
    lines = session.scalars(select(ChangeOp).where(ChangeOp.rev == change.rev).order_by(ChangeOp.id)).all()
    _say_seen(session, me, roster, state, lines)
    return ChangeSetRecord(
        cs_id=change.cs_id,
        act=change.act,
        stream_id=stream.id,
        compartment=state.name,
        kind=stream.kind,
        device=change.device,
        user=change.user,
        wall_ms=change.wall_ms,
        intent=change.intent,
        reason=change.reason,
        undo_of=change.undo_of,
        ops=tuple(OpRecord(one.tbl, one.row, one.col, one.new, one.base_seq or 0) for one in lines),
        # Not what it was when the pass began: another copy may have been found since.
        run=change.run or own.current_run(session).hex(),
    )


def _say_seen(
    session: Session, me: Own, roster: Roster, state: CompartmentState, lines: Sequence[ChangeOp]
) -> None:
    """Write down up to which number of the server each cell was written with knowledge of."""
    seen = {base: _seen(session, state.name, base) for base in {line.base_rev for line in lines}}
    late = _not_seen(session, me, roster, state)
    for line in lines:
        first = late.get((line.tbl, line.row, line.col), [])
        unseen = [seq for seq, rev in first if rev is None or rev > line.base_rev]
        line.base_seq = min([seen[line.base_rev], *(seq - 1 for seq in unseen)])
    session.flush()


def _not_seen(
    session: Session, me: Own, roster: Roster, state: CompartmentState
) -> dict[Cell, list[tuple[int, int | None]]]:
    """Cells that envelopes write which stand aside, or did: their number, and the rev they came in at.

    Nobody at this desk had seen them when their number went by, whatever the numbers say.
    """
    rows = session.scalars(
        select(SealedEnvelope).where(
            SealedEnvelope.comp == state.comp, SealedEnvelope.fate.in_([Fate.ASIDE, Fate.LATE])
        )
    ).all()
    opener = Opener(session, me, roster, state)
    found: dict[Cell, list[tuple[int, int | None]]] = {}
    for row in rows:
        rev = session.scalar(select(ChangeSet.rev).where(ChangeSet.cs_id == row.cs_id)) if row.cs_id else None
        for cell in opener.cells(row):
            found.setdefault(cell, []).append((row.seq or 0, rev))
    return found


def _seen(session: Session, name: Compartment, base_rev: int) -> int:
    """Up to which number its author had seen what others wrote: what came in at that rev or before."""
    found = session.scalar(
        select(func.max(ChangeSet.seq))
        .join(Stream, Stream.id == ChangeSet.stream_id)
        .where(ChangeSet.origin == "received", ChangeSet.rev <= base_rev, Stream.compartment == name)
    )
    return found or 0
