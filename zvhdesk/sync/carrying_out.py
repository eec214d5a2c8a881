"""What two admins ordered to destroy goes from this desk: in the pass that heard of it, or at the next start.

`destroyed` keeps the orders that hold; here they are done. An order of too many cases at once is held first.
A person whom this desk took into a case that stays is written down anew before.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.brake import Doer, Question
from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.models.asked import asked
from zvhdesk.models.kept import once
from zvhdesk.services import aside_folders, destruction, kept_persons
from zvhdesk.services.desk import Desk
from zvhdesk.sync import braking, own, receipts, rosters
from zvhdesk.wire.messages import DestroyOrder

_STILL_HERE = select(DestroyedStream.comp, DestroyedStream.stream, DestroyedStream.message).where(
    receipts.is_here()
)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Streams of one compartment that are still here, and the members who ordered it."""

    comp: bytes
    streams: frozenset[str]
    users: frozenset[str]


def carry_out(desk: Desk) -> Question | None:
    """Destroy all that was ordered and is still here; on the database lane, before anything is shown.

    Answers what it holds because it is too much at once; that stays until it is allowed.
    """
    held: Question | None = None
    now_ms = int(desk.clock().timestamp() * 1000)
    for one in desk.read(lambda session: _ordered(session, desk.device)):
        by = tuple(Doer(user, now_ms) for user in sorted(one.users))
        try:
            desk.keep(partial(braking.check_streams, comp=one.comp, streams=one.streams, by=by))
        except braking.Held as too_much:
            held = too_much.question
        else:
            kept_persons.keep(desk, one.streams)
            destruction.destroy(desk, sorted(one.streams))
    alone = aside_folders.look(desk)
    if destruction.finish(desk):
        # While a copy still has it, this device does not say that it is gone.
        receipts.give(desk, alone=alone)
    return held


def _ordered(session: Session, device: str) -> list[_Ordered]:
    rows = once(session, _STILL_HERE, lambda _: asked(session, _STILL_HERE).all())
    me = own.of(session, device) if rows else None
    if me is None:
        return []
    devices = rosters.known(session, me.house, me.root).devices
    found: list[_Ordered] = []
    for comp in sorted({row.comp for row in rows}):
        of = [row for row in rows if row.comp == comp]
        orders = [DestroyOrder.model_validate_json(row.message) for row in of]
        users = {devices[one.dev].device.user.hex() for order in orders for one in order.sigs}
        found.append(_Ordered(comp, frozenset(row.stream for row in of), frozenset(users)))
    return found
