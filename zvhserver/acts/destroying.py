"""Destroying a stream: the secret first, then the envelopes; number, time and hash stay for the chain."""

from sqlalchemy import Connection, delete, func, insert, select, update

from zvhdesk.wire import limits
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.messages import DestroyedPage, DestroyOrder, Why
from zvhdesk.wire.signing import Purpose, holds
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.acts.compartments import Mode
from zvhserver.acts.pulling import within_a_page
from zvhserver.store import tables as t
from zvhserver.store.tables import Part


def check(connection: Connection, caller: Caller, comp: bytes, stream: bytes, message: DestroyOrder) -> None:
    """Whether two different admins of the house signed to destroy this stream of this compartment.

    Refuses with `stale` when there is more in the stream than they named. Keeps the compartment locked.
    """
    row = compartments.found(connection, caller, comp, lock=True)
    restoring = row.mode == Mode.RESTORE
    part = caller.part(comp)
    member = compartments.role_in(connection, caller.dev, part) is not None
    if not (member or restoring):
        raise Refusal(Why.UNKNOWN)
    try:
        order = _signed(connection, caller, comp, stream, message, also_revoked=restoring)
    except Refusal:
        if member:
            raise
        # Orders come back before the history that says who is a member: who has one was given it as one.
        raise Refusal(Why.UNKNOWN) from None
    of = (part.of(t.envelope), t.envelope.c.stream == stream)
    if not set(connection.scalars(select(t.envelope.c.env_hash).where(*of))) <= set(order.hashes):
        raise Refusal(Why.STALE)


def _signed(
    connection: Connection,
    caller: Caller,
    comp: bytes,
    stream: bytes,
    message: DestroyOrder,
    *,
    also_revoked: bool,
) -> Order:
    """The order for this stream. `also_revoked`: it was signed before, also by who was revoked since."""
    try:
        order = Order.from_bytes(message.order)
    except Malformed:
        raise Refusal(Why.SHAPE) from None
    if (order.house, order.comp, order.stream) != (caller.house, comp, stream):
        raise Refusal(Why.SHAPE)
    _require_two(connection, caller, message, also_revoked=also_revoked)
    return order


def _require_two(
    connection: Connection, caller: Caller, message: DestroyOrder, *, also_revoked: bool
) -> None:
    users = set()
    for one in message.sigs:
        row = connection.execute(
            select(t.device.c.user, t.device.c.sign, t.device.c.active).where(
                t.device.c.id == one.dev, t.device.c.house == caller.house, t.device.c.admin
            )
        ).first()
        if row is None or not (row.active or also_revoked):
            raise Refusal(Why.ROLE)
        if not holds(row.sign, Purpose.DESTROY, message.order, one.sig):
            raise Refusal(Why.ROLE)
        users.add(row.user)
    if len(users) != len(message.sigs):
        raise Refusal(Why.ROLE)


def forget_key(connection: Connection, part: Part, stream: bytes) -> None:
    """The secret goes: on the database of secrets, before anything else."""
    connection.execute(delete(t.stream_key).where(part.of(t.stream_key), t.stream_key.c.stream == stream))


def empty(connection: Connection, part: Part, stream: bytes, message: DestroyOrder) -> None:
    """Null what was sealed, and keep the order for desks that were away."""
    connection.execute(
        update(t.envelope)
        .where(part.of(t.envelope), t.envelope.c.stream == stream)
        .values(hdr=None, ct=None, sig=None)
    )
    of = part.of(t.gone)
    if connection.execute(select(t.gone.c.n).where(of, t.gone.c.stream == stream)).first() is None:
        last = connection.scalar(select(func.coalesce(func.max(t.gone.c.n), 0)).where(of)) or 0
        written = message.model_dump_json().encode()
        values = {**part._asdict(), "stream": stream, "n": last + 1, "message": written}
        connection.execute(insert(t.gone).values(values))


def page(connection: Connection, caller: Caller, comp: bytes, after: int) -> DestroyedPage:
    """Orders after number `after`."""
    compartments.found(connection, caller, comp)
    compartments.require_member(connection, caller, comp)
    of = (caller.part(comp).of(t.gone), t.gone.c.n > after)
    sizes = connection.execute(
        select(t.gone.c.n, func.length(t.gone.c.message).label("size"))
        .where(*of)
        .order_by(t.gone.c.n)
        .limit(limits.PULL_ENVELOPES + 1)
    ).all()
    last = within_a_page([(row.n, row.size) for row in sizes], after)
    rows = connection.scalars(select(t.gone.c.message).where(*of, t.gone.c.n <= last).order_by(t.gone.c.n))
    orders = [DestroyOrder.model_validate_json(row) for row in rows]
    return DestroyedPage(orders=orders, last=last, more=bool(sizes) and last < sizes[-1].n)
