"""Destroying a stream: the secret first, then the envelopes; number, time and hash stay for the chain."""

from sqlalchemy import Connection, delete, func, insert, select, update

from zvhdesk.wire import limits
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.envelope import NO_STREAM
from zvhdesk.wire.messages import DestroyedPage, DestroyOrder, Why
from zvhdesk.wire.signing import Purpose, holds
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.store import tables as t


def check(connection: Connection, caller: Caller, comp: bytes, stream: bytes, message: DestroyOrder) -> None:
    """Whether two different admins of the house signed to destroy this stream of this compartment.

    Keeps the compartment locked.
    """
    compartments.found(connection, caller, comp, lock=True)
    compartments.require_member(connection, caller, comp)
    if stream == NO_STREAM:
        # That is where membership stands, which belongs to the compartment.
        raise Refusal(Why.SHAPE)
    try:
        order = Order.from_bytes(message.order)
    except Malformed:
        raise Refusal(Why.SHAPE) from None
    if order != Order(caller.house, comp, stream):
        raise Refusal(Why.SHAPE)
    users = set()
    for one in message.sigs:
        row = connection.execute(
            select(t.device.c.user, t.device.c.sign).where(
                t.device.c.id == one.dev,
                t.device.c.house == caller.house,
                t.device.c.active,
                t.device.c.admin,
            )
        ).first()
        if row is None or not holds(row.sign, Purpose.DESTROY, message.order, one.sig):
            raise Refusal(Why.ROLE)
        users.add(row.user)
    if len(users) != len(message.sigs):
        raise Refusal(Why.ROLE)


def forget_key(connection: Connection, comp: bytes, stream: bytes) -> None:
    """The secret goes: on the database of secrets, before anything else."""
    connection.execute(
        delete(t.stream_key).where(t.stream_key.c.comp == comp, t.stream_key.c.stream == stream)
    )


def empty(connection: Connection, comp: bytes, stream: bytes, message: DestroyOrder) -> None:
    """Null what was sealed, and keep the order for desks that were away."""
    connection.execute(
        update(t.envelope)
        .where(t.envelope.c.comp == comp, t.envelope.c.stream == stream)
        .values(hdr=None, ct=None, sig=None)
    )
    of = t.gone.c.comp == comp
    if connection.execute(select(t.gone.c.n).where(of, t.gone.c.stream == stream)).first() is None:
        last = connection.scalar(select(func.coalesce(func.max(t.gone.c.n), 0)).where(of)) or 0
        written = message.model_dump_json().encode()
        connection.execute(insert(t.gone).values(comp=comp, stream=stream, n=last + 1, message=written))


def page(connection: Connection, caller: Caller, comp: bytes, after: int) -> DestroyedPage:
    """Orders after number `after`."""
    compartments.found(connection, caller, comp)
    compartments.require_member(connection, caller, comp)
    most = limits.PULL_ENVELOPES
    rows = connection.execute(
        select(t.gone.c.n, t.gone.c.message)
        .where(t.gone.c.comp == comp, t.gone.c.n > after)
        .order_by(t.gone.c.n)
        .limit(most)
    ).all()
    orders = [DestroyOrder.model_validate_json(row.message) for row in rows]
    return DestroyedPage(orders=orders, last=rows[-1].n if rows else after, more=len(rows) == most)
