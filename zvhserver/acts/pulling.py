"""Handing envelopes out, in order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from zvhdesk.wire import limits
from zvhdesk.wire.messages import Page, SealedEnvelope, Stored
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller
from zvhserver.store import tables as t
from zvhserver.store.tables import Part

_AFTER = (t.of_it(t.envelope), t.envelope.c.seq > bindparam("after"))
_PAGE = select(t.envelope).where(*_AFTER, t.envelope.c.seq <= bindparam("last")).order_by(t.envelope.c.seq)
_SIZES = (
    select(t.envelope.c.seq, func.coalesce(func.length(t.envelope.c.ct), 0).label("size"))
    .where(*_AFTER)
    .order_by(t.envelope.c.seq)
    .limit(bindparam("most"))
)


def pull(connection: Connection, caller: Caller, comp: bytes, after: int, limit: int) -> Page:
    """At most `limit` envelopes after number `after`, and no more bytes than a page may have."""
    row = compartments.found(connection, caller, comp)
    compartments.require_member(connection, caller, comp)
    part = caller.part(comp)
    last = _last_of_page(connection, part, after, limit)
    page = {**part.given, "after": after, "last": last}
    items = [_stored(one) for one in connection.execute(_PAGE, page)]
    return Page(items=items, head=compartments.head(row), more=last < row.head_seq)


def _last_of_page(connection: Connection, part: Part, after: int, limit: int) -> int:
    """The number of the last envelope of the page. By their lengths: 500 of the largest fill the memory."""
    rows = connection.execute(_SIZES, {**part.given, "after": after, "most": limit}).all()
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
