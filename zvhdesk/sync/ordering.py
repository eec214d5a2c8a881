"""The order to destroy a case, signed by two devices of two admins: each on their own desk (SYNC.md B.5).

Both sign the same bytes, which each desk makes of what it took itself. The signature of the first travels
with the proposal; the second sees that it holds for what stands here, and hands the order in.
"""

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.destructions import Destruction
from zvhdesk.models.local import Stream
from zvhdesk.services import destruction, destruction_orders
from zvhdesk.services.desk import Desk
from zvhdesk.services.destruction_orders import Hand
from zvhdesk.sync import destroyed, keys, own, rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_desk, at_server, reading
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.messages import DestroyOrder, Signed
from zvhdesk.wire.signing import Purpose, holds, sign


def propose(desk: Desk, case_id: str) -> str:
    """Propose to destroy a case, signed here. Returns the id of the proposal. Raises Refused, KeyError."""
    streams = desk.read(partial(destruction.streams_of, case_id=case_id))
    hand = _hand(desk, streams)
    act = partial(destruction_orders.propose, case_id=case_id, hand=hand)
    return desk.change(act, destruction_orders.PROPOSE)


def confirm(batch: str) -> Story[None]:
    """Confirm a proposal as the second person, and hand the orders in; the next pass carries them out.

    Raises Refused when the signature of the first does not hold for what stands here: then it is proposed
    anew. Raises SaidNo with `stale` when the server has more of it than both had before them.
    """
    yield from at_desk(partial(_confirm, batch=batch))
    yield from hand_in(batch)


def hand_in(batch: str) -> Story[None]:
    """Hand the orders of a confirmed proposal in, again if need be: a second time changes nothing."""
    for comp, order, message in (yield from reading(partial(_messages, batch=batch))):
        yield from at_server(partial(Server.destroy, comp=comp, stream=order.stream, message=message))


def _confirm(desk: Desk, batch: str) -> None:
    rows = desk.read(partial(_of, batch=batch))
    hand = _hand(desk, tuple(row.target for row in rows))
    desk.read(partial(_check_first, rows=rows, device=desk.device))
    act = partial(destruction_orders.confirm, batch=batch, hand=hand)
    desk.change(act, destruction_orders.CONFIRM)


def _hand(desk: Desk, streams: tuple[str, ...]) -> Hand:
    def signed(session: Session) -> dict[str, str]:
        me = _me(session, desk.device)
        data = {stream: _order(session, me, stream).to_bytes() for stream in streams}
        return {stream: sign(me.sign, Purpose.DESTROY, one).hex() for stream, one in data.items()}

    return Hand(desk.user, desk.device, desk.today(), desk.read(signed))


def _check_first(session: Session, rows: list[Destruction], device: str) -> None:
    me = _me(session, device)
    roster = rosters.known(session, me.house, me.root)
    for row in rows:
        first = roster.active(bytes.fromhex(row.proposed_device_id))
        data = _order(session, me, row.target).to_bytes()
        sig = bytes.fromhex(row.proposed_sig or "")
        if first is None or not holds(first.sign, Purpose.DESTROY, data, sig):
            sentence = "Na het voorstel is nog iets vastgelegd. Trek het in en stel het opnieuw voor."
            raise Refused(BadInput("destruction", sentence))


def _messages(session: Session, batch: str) -> list[tuple[bytes, Order, DestroyOrder]]:
    rows = _of(session, batch)
    found: list[tuple[bytes, Order, DestroyOrder]] = []
    for row in rows:
        if row.confirmed_device_id is None or row.confirmed_sig is None:
            continue
        me = _me(session, row.confirmed_device_id)
        order = _order(session, me, row.target)
        sigs = [
            Signed(dev=bytes.fromhex(row.proposed_device_id), sig=bytes.fromhex(row.proposed_sig or "")),
            Signed(dev=me.dev, sig=bytes.fromhex(row.confirmed_sig)),
        ]
        found.append((order.comp, order, DestroyOrder(order=order.to_bytes(), sigs=sigs)))
    return found


def _of(session: Session, batch: str) -> list[Destruction]:
    return list(
        session.scalars(select(Destruction).where(Destruction.batch == batch).order_by(Destruction.id))
    )


def _order(session: Session, me: Own, stream: str) -> Order:
    name = session.scalar(select(Stream.compartment).where(Stream.id == stream))
    comp = None if name is None else keys.compartment_named(session, Compartment(name))
    if comp is None:
        raise Refused(BadInput("destruction", "Deze casus is er niet meer."))
    return destroyed.order_for(session, me.house, comp, stream)


def _me(session: Session, device: str) -> Own:
    me = own.of(session, device)
    if me is None:
        raise Refused(BadInput("destruction", "Deze computer hoort bij geen server."))
    return me
