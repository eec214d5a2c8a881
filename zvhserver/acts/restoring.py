"""After a backup was put back: desks bring the envelopes that the backup did not have (SYNC.md A.1, 21).

What comes back passes the same fence as when it came first, at the place where it stood: its author was a
member there, and it was written on the history before it. So no desk can use the occasion to rewrite it.
Without its contents it comes back only when two admins ordered to destroy it: their order goes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from zvhdesk.wire.destroying import Order
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, next_chain
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import DestroyOrder, Head, Restored, Stored, Why
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.acts.compartments import Mode
from zvhserver.store import tables as t
from zvhserver.store.tables import Part

NOBODY = bytes(16)
"""In place of the author of an envelope that was destroyed, which comes back without its contents."""
LATEST_MS = 253_370_764_800_000
"""Of the year 9999: a later time no desk can show."""


@dataclass(slots=True)
class _End:
    """The last envelope that is there."""

    seq: int
    chain: bytes
    recv_ms: int


def bring_back(connection: Connection, caller: Caller, comp: bytes, message: Restored) -> Head:
    """Take envelopes with their receipts; what is there already is passed over. Answers the head.

    Refuses with `fork` what does not continue this server's history or was received before the one in front
    of it, with `gone` what lacks its contents without an order, with `restore` when it is open. Who only
    reads has nothing that who writes lacks, and its times nobody signed: it is refused with `role`.

    A time that is yet to come is taken: the clock of the server that was lost may have been ahead, every
    honest desk has the same times, and the chain that later authors signed has them in it. Whoever opens the
    compartment is asked about it (`zvhserver restore --open`).
    """
    row, items = compartments.found(connection, caller, comp, lock=True), message.items
    part = caller.part(comp)
    role = _role(connection, caller, row, message)
    if row.mode != Mode.RESTORE:
        raise Refusal(Why.RESTORE)
    if role is not Role.WRITE:
        raise Refusal(Why.ROLE)
    _require_ordered(connection, part, [one.env_hash for one in items if one.envelope is None])
    of = (part.of(t.envelope), t.envelope.c.seq == row.head_seq)
    end = _End(row.head_seq, row.head_chain, connection.scalar(select(t.envelope.c.recv_ms).where(*of)) or 0)
    for item in items:
        if item.seq <= end.seq:
            _require_same(connection, part, item)
            continue
        if item.seq != end.seq + 1:
            raise Refusal(Why.GAP, end.seq + 1)
        if not end.recv_ms <= item.recv_ms <= LATEST_MS:
            raise Refusal(Why.FORK)
        _keep(connection, caller, comp, item, end)
    if end.seq != row.head_seq:
        _note_who(connection, caller, part, row.head_seq, end.seq)
    connection.execute(
        update(t.compartment).where(part.itself).values(head_seq=end.seq, head_chain=end.chain)
    )
    return Head(seq=end.seq, chain=end.chain, epoch=row.epoch)


def _role(connection: Connection, caller: Caller, row: Row[Any], message: Restored) -> Role:
    """The caller's role at the head, or the one it was let in with: who let it in may stand further on.

    Refuses with `unknown` who shows neither.
    """
    if compartments.speaks_for(connection, caller, row.id):
        return Role.WRITE
    role = compartments.role_in(connection, caller.dev, caller.part(row.id))
    if role is None and row.mode == Mode.RESTORE and message.admission is not None:
        role = _let_in(connection, caller, row.id, message.admission.envelope())
    if role is None:
        raise Refusal(Why.UNKNOWN)
    return role


def _let_in(connection: Connection, caller: Caller, comp: bytes, envelope: Envelope) -> Role | None:
    """The role with which an admin of the house let the caller in, by that admin's own signature.

    An admin of whom every device was revoked could sign it now as well: that one counts only when the
    administrator said so. A device that was replaced is no such thing, as long as its person has another.
    """
    try:
        header, said = Header.from_bytes(envelope.hdr), Membership.from_bytes(envelope.ct)
    except Malformed:
        return None
    of = (t.device.c.id == header.dev, t.device.c.house == caller.house, t.device.c.admin)
    signer = connection.execute(select(t.device.c.user, t.device.c.sign).where(*of)).first()
    place = (header.kind, header.house, header.comp, said.dev)
    if place != (Kind.MEMBERSHIP, caller.house, comp, caller.dev):
        return None
    if signer is None or not envelope.is_signed_by(signer.sign):
        return None
    left = (t.device.c.house == caller.house, t.device.c.user == signer.user, t.device.c.active)
    if connection.execute(select(t.device.c.id).where(*left)).first() is None:
        return said.role if compartments.takes_revoked(connection, caller.house) else None
    return said.role


def _keep(connection: Connection, caller: Caller, comp: bytes, item: Stored, end: _End) -> None:
    part = caller.part(comp)
    if item.envelope is None:
        values = _stub(item)
    else:
        envelope = item.envelope.envelope()
        header, author = _author(connection, caller, comp, item, envelope)
        _require_then(connection, author, header, item.seq)
        if header.kind == Kind.MEMBERSHIP:
            compartments.change_member(connection, part, envelope.ct)
        values = _whole(header, envelope)
        if compartments.is_gone(connection, part, header.stream):
            # Of a desk that did not hear of it yet.
            values |= {"hdr": None, "ct": None, "sig": None}
        _move_head(connection, header, item.env_hash)
    end.seq, end.recv_ms = item.seq, item.recv_ms
    end.chain = next_chain(end.chain, item.seq, item.recv_ms, item.env_hash)
    place = {"seq": item.seq, "recv_ms": item.recv_ms, "env_hash": item.env_hash}
    connection.execute(insert(t.envelope).values(**part._asdict(), **place, chain=end.chain, **values))


def _note_who(connection: Connection, caller: Caller, part: Part, before: int, seq: int) -> None:
    of = (part.of(t.brought), t.brought.c.seq == before, t.brought.c.dev == caller.dev)
    connection.execute(delete(t.brought).where(*of))
    connection.execute(insert(t.brought).values(**part._asdict(), seq=seq, dev=caller.dev))


def _require_same(connection: Connection, part: Part, item: Stored) -> None:
    of = (part.of(t.envelope), t.envelope.c.seq == item.seq)
    if connection.scalar(select(t.envelope.c.env_hash).where(*of)) != item.env_hash:
        raise Refusal(Why.FORK)


def _require_ordered(connection: Connection, part: Part, hashes: Sequence[bytes]) -> None:
    """Two admins ordered to destroy all of these; their orders were seen to hold when they came."""
    if not hashes:
        return
    messages = connection.scalars(select(t.gone.c.message).where(part.of(t.gone)))
    orders = (Order.from_bytes(DestroyOrder.model_validate_json(one).order) for one in messages)
    if not set(hashes) <= {one for order in orders for one in order.hashes}:
        raise Refusal(Why.GONE)


def _author(
    connection: Connection, caller: Caller, comp: bytes, item: Stored, envelope: Envelope
) -> tuple[Header, Caller]:
    try:
        header = Header.from_bytes(envelope.hdr)
    except Malformed:
        raise Refusal(Why.SHAPE) from None
    if envelope.hash != item.env_hash or (header.house, header.comp) != (caller.house, comp):
        raise Refusal(Why.FORK)
    of = (t.device.c.id == header.dev, t.device.c.house == caller.house)
    row = connection.execute(select(t.device).where(*of)).first()
    # Revoked since or not: what it said before stands.
    if row is None or not envelope.is_signed_by(row.sign):
        raise Refusal(Why.ROSTER)
    return header, Caller(row.id, row.house, row.sign, row.admin)


def _require_then(connection: Connection, author: Caller, header: Header, seq: int) -> None:
    """Whether it could stand here: by the members at that moment, its base and its author's last."""
    if header.kind == Kind.MEMBERSHIP:
        allowed = compartments.speaks_for(connection, author, header.comp)
    else:
        role = compartments.role_in(connection, author.dev, author.part(header.comp))
        allowed = role is Role.WRITE or (role is Role.READ and header.kind == Kind.BEACON)
    if not allowed or not header.is_taken:
        raise Refusal(Why.FORK)
    of = (author.part(header.comp).of(t.envelope), t.envelope.c.seq == header.base_seq)
    base = START if header.base_seq == 0 else connection.scalar(select(t.envelope.c.chain).where(*of))
    if base != header.base_chain or header.base_seq >= seq:
        raise Refusal(Why.FORK)
    last = _last_of(connection, header)
    # Between its last and this one may stand what was destroyed; never the other way round.
    if header.dseq <= last[0] or (header.dseq == last[0] + 1 and header.prev != last[1]):
        raise Refusal(Why.FORK)


def _last_of(connection: Connection, header: Header) -> tuple[int, bytes]:
    own = (Part(header.house, header.comp).of(t.dev_head), t.dev_head.c.dev == header.dev)
    row = connection.execute(select(t.dev_head.c.dseq, t.dev_head.c.hash).where(*own)).first()
    return (row.dseq, row.hash) if row is not None else (0, START)


def _move_head(connection: Connection, header: Header, env_hash: bytes) -> None:
    """The author's last envelope is this one, unless a later one is there."""
    dseq, _ = _last_of(connection, header)
    own = (Part(header.house, header.comp).of(t.dev_head), t.dev_head.c.dev == header.dev)
    values = {"dseq": header.dseq, "hash": env_hash}
    if not dseq:
        place = {"house": header.house, "comp": header.comp, "dev": header.dev}
        connection.execute(insert(t.dev_head).values(**place, **values))
    elif dseq < header.dseq:
        connection.execute(update(t.dev_head).where(*own).values(**values))


def _whole(header: Header, envelope: Envelope) -> dict[str, object]:
    place = {"env_id": header.env_id, "stream": header.stream, "dev": header.dev, "dseq": header.dseq}
    return {**place, "hdr": envelope.hdr, "ct": envelope.ct, "sig": envelope.sig}


def _stub(item: Stored) -> dict[str, object]:
    """Of a stream that was destroyed: what the chain needs, and nothing that another could claim."""
    place = {"env_id": item.env_hash[:16], "stream": NO_STREAM, "dev": NOBODY, "dseq": item.seq}
    return {**place, "hdr": None, "ct": None, "sig": None}
