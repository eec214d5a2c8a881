"""Orders to destroy a stream, as this desk knows them: checked against the pinned roster before they count.

What an order does on a desk, deleting rows and keys, is not here: here it says which envelopes may be missing
from the server's history, and which change sets nobody takes any more.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState, DestroyedStream, Fate, SealedEnvelope
from zvhdesk.models.asked import asked, value
from zvhdesk.models.kept import once
from zvhdesk.models.local import ChangeSet
from zvhdesk.sync.opening import header_of
from zvhdesk.wire.destroying import Order, Unsigned, signed_order
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.messages import DestroyedPage, DestroyOrder
from zvhdesk.wire.roster import Roster

_COUNT = select(func.count()).where(DestroyedStream.comp == bindparam("comp"))
_LEFT_BEHIND = (
    select(DestroyedStream.stream, func.count() - DestroyedStream.unsent)
    .join(ChangeSet, ChangeSet.stream_id == DestroyedStream.stream)
    .where(ChangeSet.seq.is_(None), ChangeSet.origin != "received")
    .group_by(DestroyedStream.stream)
)


def order_for(session: Session, house: bytes, comp: bytes, stream: str) -> Order:
    """What two admins are to sign: all envelopes of a stream that this desk took, in their order."""
    rows = session.scalars(
        select(SealedEnvelope)
        .where(SealedEnvelope.comp == comp, SealedEnvelope.seq.is_not(None), SealedEnvelope.hdr.is_not(None))
        .order_by(SealedEnvelope.seq)
    )
    of = bytes.fromhex(stream)
    mine = (row.env_hash for row in rows if (header := header_of(row.hdr or b"")) and header.stream == of)
    return Order(house, comp, of, tuple(mine))


def take_orders(session: Session, roster: Roster, comp: bytes, page: DestroyedPage) -> int:
    """Keep the orders of a page that hold. Returns how many this desk did not know.

    From one that does not hold on, all are asked for again: who signed it may be in the roster by then.
    """
    state = session.get_one(CompartmentState, comp)
    new, whole = 0, True
    for message in page.orders:
        order = held(message, roster, comp)
        if order is None:
            whole = False
        elif session.get(DestroyedStream, order.stream.hex()) is None:
            written = message.model_dump_json().encode()
            session.add(DestroyedStream(stream=order.stream.hex(), comp=comp, message=written))
            new += 1
    if whole:
        state.orders_after = page.last
    session.flush()
    return new


def ordered(session: Session, comp: bytes) -> frozenset[bytes]:
    """The hashes of all envelopes that may be missing."""
    found = messages(session, comp)
    return frozenset(one for message in found for one in Order.from_bytes(message.order).hashes)


def messages(session: Session, comp: bytes) -> Sequence[DestroyOrder]:
    """The orders as they travel: a restored server may have to be told again."""
    rows = session.scalars(
        select(DestroyedStream.message).where(DestroyedStream.comp == comp).order_by(DestroyedStream.stream)
    )
    return [DestroyOrder.model_validate_json(row) for row in rows]


def count(session: Session, comp: bytes) -> int:
    """How many of them hold."""
    return once(session, (_COUNT, comp), lambda _: value(session, _COUNT, comp=comp) or 0)


def explains(session: Session, comp: bytes) -> bool:
    """Whether an envelope that was sealed and not taken is of a stream that was destroyed."""
    sealed = (SealedEnvelope.comp == comp, SealedEnvelope.fate == Fate.SEALED)
    rows = session.scalars(select(SealedEnvelope.hdr).where(*sealed))
    headers = [header for hdr in rows if (header := header_of(hdr or b"")) is not None]
    return any(session.get(DestroyedStream, header.stream.hex()) is not None for header in headers)


def left_behind(session: Session) -> dict[str, int]:
    """How many change sets of this desk nobody takes any more, by their stream: those not told of yet."""
    left = once(session, _LEFT_BEHIND, lambda _: asked(session, _LEFT_BEHIND).all())
    return {stream: more for stream, more in left if more > 0}


def tell(session: Session, left: Mapping[str, int]) -> None:
    """Those were told of. The number stays when the change sets themselves are gone."""
    for stream, more in left.items():
        session.get_one(DestroyedStream, stream).unsent += more
    session.flush()


def held(message: DestroyOrder, roster: Roster, comp: bytes) -> Order | None:
    """The order, if two admins signed it and it is for this compartment."""
    try:
        order = signed_order(message, roster)
    except (Malformed, Unsigned):
        return None
    return order if order.comp == comp else None
