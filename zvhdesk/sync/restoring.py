"""A server that was put back from a backup gets from this desk what the backup lacks (SYNC.md A.1, 21).

Every desk is a copy of the server: it kept each envelope as it came. Nothing has to be trusted, because the
chain proves the order and the signatures prove the authors.
"""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState, SealedEnvelope, StreamSecret
from zvhdesk.sync import boxes, destroyed, keys, rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import limits, messages
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.envelope import START, Envelope
from zvhdesk.wire.messages import Head, KeyBoxes, Stored, Why
from zvhdesk.wire.roster import Entry, Roster

_AT_ONCE = 100
_NOT_TAKEN = frozenset({Why.FORK, Why.GAP, Why.ROSTER})


class Lost(Exception):
    """The server has less than this desk, and is not one that was put back."""


class NotTaken(Exception):
    """The server is being restored, and what this desk brings does not go with what is there by now."""


def lost(session: Session, comp: bytes, head: Head) -> bool | None:
    """Whether the server has less than this desk: None when what it has is another history."""
    state = session.get_one(CompartmentState, comp)
    if head.seq >= state.seq:
        return False
    chain = START if head.seq == 0 else chain_at(session, comp, head.seq)
    return True if chain == head.chain else None


def bring_back(comp: bytes, head: Head, admission: messages.SealedEnvelope | None = None) -> Story[bool]:
    """Bring all that it lacks. False when it takes nothing back: nobody told it that it was put back.

    `admission` let this desk in: for a server that does not know of it.

    Raises SaidNo with `restore` where it is to wait for desks of others: this one only reads there; NotTaken
    where another desk brought something else.
    """
    after, ordered = head.seq, False
    while items := (yield from reading(partial(following, comp=comp, seq=after))):
        try:
            head = yield from at_server(
                partial(Server.bring_back, comp=comp, items=items, admission=admission)
            )
        except SaidNo as no:
            if no.why is Why.GONE and not ordered:
                # What was destroyed it takes for gone once it knows the orders.
                ordered = True
                yield from bring_orders(comp)
                continue
            if no.why is Why.ROLE:
                raise SaidNo(Why.RESTORE, None) from no
            if no.why in _NOT_TAKEN:
                raise NotTaken from no
            if no.why is not Why.RESTORE:
                raise
            return False
        after = max(head.seq, items[-1].seq)
    # The secrets stand in a database of their own, which was put back too.
    yield from keeping(partial(_secrets_anew, comp=comp))
    return True


def bring_boxes(me: Own, roster: Roster, comp: bytes) -> Story[None]:
    """Bring the key of every epoch again, for who is a member now. Nothing, for who may not.

    One that is open takes the key in force only.
    """
    for found in (yield from reading(partial(_boxes, me=me, roster=roster, comp=comp))):
        try:
            yield from at_server(partial(Server.put_boxes, comp=comp, boxes=found))
        except SaidNo as no:
            if no.why not in (Why.UNKNOWN, Why.EPOCH):
                raise


def _boxes(session: Session, me: Own, roster: Roster, comp: bytes) -> list[KeyBoxes]:
    if not roster.is_admin(me.dev):
        return []
    name = session.get_one(CompartmentState, comp).name
    return [
        boxes.for_members(session, roster, Place(me.house, comp, epoch), OpenedKey(key, name))
        for epoch in range(1, roster.epoch(comp) + 1)
        if (key := keys.of_epoch(session, comp, epoch)) is not None
    ]


def bring_orders(comp: bytes) -> Story[None]:
    """Tell it again what was destroyed: what stands in its backup goes once more."""
    for message in (yield from reading(partial(destroyed.messages, comp=comp))):
        stream = Order.from_bytes(message.order).stream
        try:
            yield from at_server(partial(Server.destroy, comp=comp, stream=stream, message=message))
        except SaidNo as no:
            # Somebody who had not heard of it wrote there since: two admins have to order it once more.
            if no.why is not Why.STALE:
                raise
    yield from keeping(partial(orders_anew, comp=comp))


def bring_roster(there: Sequence[Entry]) -> Story[bool]:
    """Bring the entries that its roster lacks. False when what it has is not the beginning of this desk's."""
    entries = yield from reading(rosters.entries)
    if tuple(there) != entries[: len(there)]:
        return False
    for at in range(len(there), len(entries), limits.ROSTER_AT_ONCE):
        some = entries[at : at + limits.ROSTER_AT_ONCE]
        yield from at_server(partial(Server.add_to_roster, entries=some))
    return True


def chain_at(session: Session, comp: bytes, seq: int) -> bytes | None:
    """The chain at a number that this desk took."""
    return session.scalar(
        select(SealedEnvelope.chain).where(SealedEnvelope.comp == comp, SealedEnvelope.seq == seq)
    )


def following(session: Session, comp: bytes, seq: int, most: int = _AT_ONCE) -> list[Stored]:
    """What comes next, as much as one call takes."""
    state = session.get_one(CompartmentState, comp)
    rows = session.scalars(
        select(SealedEnvelope)
        .where(SealedEnvelope.comp == comp, SealedEnvelope.seq > seq, SealedEnvelope.seq <= state.seq)
        .order_by(SealedEnvelope.seq)
        .limit(most)
    )
    found: list[Stored] = []
    size = 0
    for row in rows:
        size += len(row.hdr or b"") + len(row.ct or b"") + len(row.sig or b"")
        if found and size > limits.PUSH_BYTES:
            break
        found.append(_stored(row))
    return found


def _stored(row: SealedEnvelope) -> Stored:
    whole = row.hdr is not None and row.ct is not None and row.sig is not None
    envelope = (
        messages.SealedEnvelope.of(Envelope(row.hdr or b"", row.ct or b"", row.sig or b"")) if whole else None
    )
    return Stored(seq=row.seq or 0, recv_ms=row.recv_ms or 0, env_hash=row.env_hash, envelope=envelope)


def orders_anew(session: Session, comp: bytes) -> None:
    """Ask for all of them: it counts them anew."""
    session.get_one(CompartmentState, comp).orders_after = 0


def _secrets_anew(session: Session, comp: bytes) -> None:
    session.execute(update(StreamSecret).where(StreamSecret.comp == comp).values(sent=False))
