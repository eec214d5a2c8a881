"""Handing envelopes out, in order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from zvhdesk.wire import limits
from zvhdesk.wire.messages import Page, SealedEnvelope, Stored
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller
from zvhserver.store import tables as t
from zvhserver.store.tables import Part


def pull(connection: Connection, caller: Caller, comp: bytes, after: int, limit: int) -> Page:
    """At most `limit` envelopes after number `after`, and no more bytes than a page may have."""
    row = compartments.found(connection, caller, comp)
    compartments.require_member(connection, caller, comp)
    part = caller.part(comp)
    last = _last_of_page(connection, part, after, limit)
    rows = connection.execute(
        select(t.envelope)
        .where(part.of(t.envelope), t.envelope.c.seq > after, t.envelope.c.seq <= last)
        .order_by(t.envelope.c.seq)
    )
    items = [_stored(one) for one in rows]
    return Page(items=items, head=compartments.head(row), more=last < row.head_seq)


def _last_of_page(connection: Connection, part: Part, after: int, limit: int) -> int:
    """The number of the last envelope of the page. By their lengths: 500 of the largest fill the memory."""
    sealed = func.coalesce(func.length(t.envelope.c.ct), 0)
    rows = connection.execute(
        select(t.envelope.c.seq, sealed.label("size"))
        .where(part.of(t.envelope), t.envelope.c.seq > after)
        .order_by(t.envelope.c.seq)
        .limit(limit)
    ).all()
    return within_a_page([(one.seq, one.size) for one in rows], after)


def within_a_page(found: Sequence[tuple[int, int]], after: int) -> int:
    """The last of these numbers that still fits, each with its bytes; one always does. `after`: of none."""
    last, size = after, 0
    for number, bytes_ in found[: limits.PULL_ENVELOPES]:
        size += bytes_
        if last > after and size > limits.PUSH_BYTES:
            break
        last = number
    return last


def _stored(row: Row[Any]) -> Stored:
    whole = row.ct is not None
    envelope = SealedEnvelope(hdr=row.hdr, ct=row.ct, sig=row.sig) if whole else None
    return Stored(seq=row.seq, recv_ms=row.recv_ms, env_hash=row.env_hash, envelope=envelope)
