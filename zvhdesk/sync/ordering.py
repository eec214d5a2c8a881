"""The order to destroy a case, signed by two devices of two admins: each on their own desk (SYNC.md B.5).

Both sign the same bytes, which each desk makes of what it took itself. The signature of the first travels
with the proposal; the second sees that it holds for what stands here, and hands the order in.
"""

import json
from collections.abc import Collection, Mapping
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.destructions import Destruction
from zvhdesk.models.device_setting import device_setting, device_settings
from zvhdesk.models.local import DeviceSetting, Stream
from zvhdesk.services import destruction, destruction_orders
from zvhdesk.services.desk import Desk
from zvhdesk.services.destruction_orders import Hand
from zvhdesk.sync import destroyed, keys, own, receipts, rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_desk, at_server, reading
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.messages import DestroyOrder, Signed, Why
from zvhdesk.wire.signing import Purpose, holds, sign

_BEGUN = "destruction.confirming:"
"""With the id of a proposal: the setting that stands while this desk hands its orders in."""
_NEVER = frozenset({Why.STALE, Why.ROLE, Why.UNKNOWN, Why.SHAPE, Why.SIZE})
"""After these the same order is not handed in again."""


def propose(desk: Desk, case_id: str) -> str:
    """Propose to destroy a case, signed here. Returns the id of the proposal. Raises Refused, KeyError."""
    streams = desk.read(partial(destruction.streams_of, case_id=case_id))
    hand = _hand(desk, streams)
    act = partial(destruction_orders.propose, case_id=case_id, hand=hand)
    return desk.change(act, destruction_orders.PROPOSE)


def confirm(batch: str) -> Story[None]:
    """Confirm a proposal as the second person: hand the orders in, and then write down that it was decided.

    In that order: who becomes a member after the decision never had what was destroyed. Broken off it is kept
    that this person said so, and a pass goes on with it. The next pass carries the orders out.

    Raises Refused when the signature of the first does not hold for what stands here: then it is proposed
    anew. Raises SaidNo with `stale` when the server has more of it than both had before them: then it still
    waits for a second person.
    """
    yield from at_desk(partial(_begin, batch=batch))
    yield from _finish(batch)


def go_on() -> Story[None]:
    """Finish what a desk that ended had begun to confirm. What the server will not have waits again."""
    for batch in (yield from reading(_begun)):
        try:
            yield from _finish(batch)
        except SaidNo as no:
            if no.why not in _NEVER:
                raise


def _begin(desk: Desk, batch: str) -> None:
    hand = Hand(desk.user, desk.device, desk.today(), {})
    going = desk.read(partial(destruction_orders.check_second, batch=batch, hand=hand))
    orders = desk.read(partial(_signed_by_both, batch=batch, going=going, device=desk.device))
    desk.set_setting(_BEGUN + batch, json.dumps([one.model_dump(mode="json") for one in orders]))


def _finish(batch: str) -> Story[None]:
    taken: dict[str, str] = {}
    refused: SaidNo | None = None
    for message in (yield from reading(partial(_orders, batch=batch))):
        order = Order.from_bytes(message.order)
        try:
            yield from at_server(
                partial(Server.destroy, comp=order.comp, stream=order.stream, message=message)
            )
        except SaidNo as no:
            if no.why not in _NEVER:
                raise
            refused = no
            if not taken:
                break  # that of the case is the first: without it nobody goes
        else:
            taken[order.stream.hex()] = message.sigs[-1].sig.hex()
    yield from at_desk(partial(_end, batch=batch, taken=taken))
    if refused is not None:
        raise refused


def _end(desk: Desk, batch: str, taken: Mapping[str, str]) -> None:
    hand = Hand(desk.user, desk.device, desk.today(), taken)
    if not taken:
        desk.keep(partial(_forget, batch=batch))
        return

    def fn(session: CaptureSession) -> None:
        destruction_orders.record(session, batch, taken, hand)
        _forget(session, batch)

    desk.change(fn, destruction_orders.CONFIRM)


def _forget(session: Session, batch: str) -> None:
    session.execute(delete(DeviceSetting).where(DeviceSetting.key == _BEGUN + batch))


def _begun(session: Session) -> list[str]:
    """The proposals that this desk was confirming."""
    found = sorted(device_settings(session))
    return [key.removeprefix(_BEGUN) for key in found if key.startswith(_BEGUN)]


def _orders(session: Session, batch: str) -> list[DestroyOrder]:
    signed = device_setting(session, _BEGUN + batch)
    return [DestroyOrder.model_validate_json(json.dumps(one)) for one in json.loads(signed or "[]")]


def _hand(desk: Desk, streams: tuple[str, ...]) -> Hand:
    def signed(session: Session) -> dict[str, str]:
        me = _me(session, desk.device)
        data = {stream: _order(session, me, stream).to_bytes() for stream in streams}
        return {stream: sign(me.sign, Purpose.DESTROY, one).hex() for stream, one in data.items()}

    return Hand(desk.user, desk.device, desk.today(), desk.read(signed))


def _signed_by_both(session: Session, batch: str, going: Collection[str], device: str) -> list[DestroyOrder]:
    """The order for each stream that goes, that of the case first."""
    me = _me(session, device)
    roster = rosters.known(session, me.house, me.root)
    made: list[DestroyOrder] = []
    for row in _of(session, batch):
        first = roster.active(receipts.as_bytes(row.proposed_device_id))
        data = _order(session, me, row.target).to_bytes()
        sig = receipts.as_bytes(row.proposed_sig)
        if first is None or not holds(first.sign, Purpose.DESTROY, data, sig):
            sentence = "Na het voorstel is nog iets vastgelegd. Trek het in en stel het opnieuw voor."
            raise Refused(BadInput("destruction", sentence))
        mine = Signed(dev=me.dev, sig=sign(me.sign, Purpose.DESTROY, data))
        if row.target in going:
            made.append(DestroyOrder(order=data, sigs=[Signed(dev=first.dev, sig=sig), mine]))
    return made


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
