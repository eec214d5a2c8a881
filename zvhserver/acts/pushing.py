"""Taking envelopes in: one transaction under the compartment's lock (SYNC.md B.3).

The order of the server is the order in which transactions commit, because each holds the compartment's row
from its first look to its end. Nothing is answered before the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from zvhdesk.wire import limits
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.envelope import START, Envelope, Header, Kind, next_chain
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import Receipt, Why
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.acts.compartments import Mode
from zvhserver.acts.restoring import NOBODY
from zvhserver.store import tables as t
from zvhserver.store.engine import add_many
from zvhserver.store.tables import Part

_E = t.envelope.c
_CHAINS = select(_E.seq, _E.chain).where(
    t.of_it(t.envelope), _E.seq.in_(bindparam("numbers", expanding=True))
)
_OWN = select(t.dev_head).where(t.of_it(t.dev_head), t.dev_head.c.dev == bindparam("by"))
_TIME = select(_E.recv_ms).where(t.of_it(t.envelope), _E.seq == bindparam("number"))
_KNOWN = select(_E.env_id, _E.env_hash, _E.seq, _E.recv_ms, _E.chain).where(
    t.of_it(t.envelope), _E.env_id.in_(bindparam("ids", expanding=True))
)
_MOVE_OWN = (
    update(t.dev_head)
    .where(t.of_it(t.dev_head), t.dev_head.c.dev == bindparam("by"))
    .values(dseq=bindparam("to_dseq"), hash=bindparam("to_hash"))
)
_MOVE = update(t.compartment).where(t.IS_IT).values(head_seq=bindparam("to"), head_chain=bindparam("chain"))


@dataclass(slots=True)
class _Log:
    """Where the compartment and the device stand while envelopes are taken in."""

    seq: int
    chain: bytes
    epoch: int
    recv_ms: int
    dseq: int
    prev: bytes
    gone: frozenset[bytes]
    """Streams of this push that were destroyed: asked once, the lock holds it so."""
    role: Role | None = None
    """Of the caller, once it was asked; a membership asks for it anew."""
    rows: list[dict[str, Any]] = field(default_factory=list)


def push(
    connection: Connection, caller: Caller, comp: bytes, envelopes: Sequence[Envelope], now_ms: int
) -> list[Receipt]:
    """The receipts, in order; the same when they are sent again. All are taken, or none."""
    row = compartments.found(connection, caller, comp, lock=True)
    if not compartments.speaks_for(connection, caller, comp):
        compartments.require_member(connection, caller, comp)
    if row.mode != Mode.OPEN:
        raise Refusal(Why.RESTORE)
    part = caller.part(comp)
    headers = [_checked(envelope, caller, comp) for envelope in envelopes]
    _require_size(envelopes)
    gone = compartments.gone_of(connection, part, {header.stream for header in headers})
    log = _log_of(connection, caller, row, now_ms, gone)
    _require_base(connection, log, part, headers)
    known = _receipts(connection, part, [header.env_id for header in headers])
    answers = []
    for header, envelope in zip(headers, envelopes, strict=True):
        stands = known.get(header.env_id)
        if stands is None:
            answers.append(_take(connection, caller, log, header, envelope))
        elif stands[0] == envelope.hash:
            answers.append(stands[1])
        else:
            raise Refusal(Why.FORK)
    _store(connection, caller, part, log)
    return answers


def _checked(envelope: Envelope, caller: Caller, comp: bytes) -> Header:
    try:
        header = Header.from_bytes(envelope.hdr)
    except Malformed:
        raise Refusal(Why.SHAPE) from None
    if (header.house, header.comp, header.dev) != (caller.house, comp, caller.dev):
        raise Refusal(Why.SHAPE)
    if not header.is_taken:
        raise Refusal(Why.SHAPE)
    # It says nothing but what stands in its header; one that said otherwise would stop every desk.
    seen = Beacon(header.base_seq, header.base_chain).to_bytes()
    if header.kind == Kind.BEACON and envelope.ct != seen:
        raise Refusal(Why.SHAPE)
    return header


def _require_size(envelopes: Sequence[Envelope]) -> None:
    sizes = [len(one.hdr) + len(one.ct) + len(one.sig) for one in envelopes]
    if max(sizes) > limits.ENVELOPE_BYTES or sum(sizes) > limits.PUSH_BYTES:
        raise Refusal(Why.SIZE)


def _require_base(connection: Connection, log: _Log, part: Part, headers: Sequence[Header]) -> None:
    """Each was written on this server's history: one that was not would stop every desk that reads it."""
    stands = {0: START, log.seq: log.chain}
    if older := {header.base_seq for header in headers} - stands.keys():
        rows = connection.execute(_CHAINS, {**part.given, "numbers": list(older)})
        stands.update((row.seq, row.chain) for row in rows)
    if any(stands.get(header.base_seq) != header.base_chain for header in headers):
        raise Refusal(Why.SHAPE)


def _log_of(connection: Connection, caller: Caller, row: Any, now_ms: int, gone: frozenset[bytes]) -> _Log:
    part = caller.part(row.id)
    own = connection.execute(_OWN, {**part.given, "by": caller.dev}).first()
    last = connection.scalar(_TIME, {**part.given, "number": row.head_seq})
    return _Log(
        seq=row.head_seq,
        chain=row.head_chain,
        epoch=row.epoch,
        # A clock that was set back does not turn history round.
        recv_ms=max(now_ms, last or 0),
        dseq=own.dseq if own else 0,
        prev=own.hash if own else START,
        gone=gone,
    )


def _receipts(
    connection: Connection, part: Part, wanted: Sequence[bytes]
) -> dict[bytes, tuple[bytes, Receipt]]:
    rows = connection.execute(_KNOWN, {**part.given, "ids": list(wanted)})
    return {
        row.env_id: (
            row.env_hash,
            Receipt(env_id=row.env_id, seq=row.seq, recv_ms=row.recv_ms, chain=row.chain),
        )
        for row in rows
    }


def _take(connection: Connection, caller: Caller, log: _Log, header: Header, envelope: Envelope) -> Receipt:
    _require_place(connection, log, header)
    if not envelope.is_signed_by(caller.sign):
        raise Refusal(Why.SHAPE)
    _require_right(connection, caller, log, header)
    if header.kind == Kind.MEMBERSHIP:
        compartments.change_member(connection, caller.part(header.comp), envelope.ct)
        log.role = None
    env_hash = envelope.hash
    log.seq += 1
    log.dseq, log.prev = header.dseq, env_hash
    log.chain = next_chain(log.chain, log.seq, log.recv_ms, env_hash)
    log.rows.append(
        {
            "house": header.house,
            "comp": header.comp,
            "seq": log.seq,
            "env_id": header.env_id,
            "stream": header.stream,
            "dev": header.dev,
            "dseq": header.dseq,
            "recv_ms": log.recv_ms,
            "env_hash": env_hash,
            "chain": log.chain,
            "hdr": envelope.hdr,
            "ct": envelope.ct,
            "sig": envelope.sig,
        }
    )
    return Receipt(env_id=header.env_id, seq=log.seq, recv_ms=log.recv_ms, chain=log.chain)


def _require_place(connection: Connection, log: _Log, header: Header) -> None:
    if header.epoch != log.epoch:
        raise Refusal(Why.EPOCH, log.epoch)
    if header.dseq > log.dseq + 1:
        if not _follows_destroyed(connection, log, header):
            raise Refusal(Why.GAP, log.dseq + 1)
    elif header.dseq <= log.dseq or header.prev != log.prev:
        # Another envelope stands at this number: this device was copied, or put back from a backup.
        raise Refusal(Why.FORK, log.dseq)


def _follows_destroyed(connection: Connection, log: _Log, header: Header) -> bool:
    """Whether its author's last one came back without its contents: whose it was, nobody sees any more.

    As strictly as the desks look at it.
    """
    of = (Part(header.house, header.comp).of(t.envelope), t.envelope.c.dev == NOBODY)
    hashes = set(connection.scalars(select(t.envelope.c.env_hash).where(*of)))
    return header.prev in hashes and header.dseq <= log.dseq + 1 + len(hashes)


def _require_right(connection: Connection, caller: Caller, log: _Log, header: Header) -> None:
    if header.kind == Kind.MEMBERSHIP:
        if not compartments.speaks_for(connection, caller, header.comp):
            raise Refusal(Why.UNKNOWN)
        return
    if log.role is None:
        log.role = compartments.require_member(connection, caller, header.comp)
    # Who may only read still says what it has seen.
    if log.role is not Role.WRITE and header.kind != Kind.BEACON:
        raise Refusal(Why.ROLE)
    if header.stream in log.gone:
        raise Refusal(Why.GONE)


def _store(connection: Connection, caller: Caller, part: Part, log: _Log) -> None:
    if not log.rows:
        return
    add_many(connection, t.envelope, log.rows)
    own = {**part.given, "by": caller.dev, "to_dseq": log.dseq, "to_hash": log.prev}
    if not connection.execute(_MOVE_OWN, own).rowcount:
        first = {"dev": caller.dev, "dseq": log.dseq, "hash": log.prev}
        connection.execute(insert(t.dev_head).values(**part._asdict(), **first))
    connection.execute(_MOVE, {**part.given, "to": log.seq, "chain": log.chain})
