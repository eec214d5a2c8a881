"""A compartment key in boxes, for all who stay and for recovery, with the key before it (SYNC.md B.1)."""

from collections.abc import Collection
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentMember, CompartmentState
from zvhdesk.sync import keys, sealing
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_server, reading
from zvhdesk.wire.messages import CompartmentHead, KeyBox, KeyBoxes, Why
from zvhdesk.wire.roster import Roster
from zvhdesk.wire.shapes import ID_SIZE

_RECOVERY = bytes(ID_SIZE)
_NOT_NOW = frozenset({Why.EPOCH, Why.ROSTER, Why.UNKNOWN})
"""The key or who is who was renewed since: what is still lacking then is said with the next heads."""


def give_lacking(me: Own, roster: Roster, head: CompartmentHead) -> Story[None]:
    """As an admin: the key in force to members that have none.

    Who was let in by one admin while another one revoked somebody has a box of the key before only.
    """
    if not roster.is_admin(me.dev):
        return
    made = yield from reading(partial(_lacking, me=me, roster=roster, head=head))
    if made is None:
        return
    try:
        yield from at_server(partial(Server.put_boxes, comp=head.comp, boxes=made))
    except SaidNo as no:
        if no.why not in _NOT_NOW:
            raise


def _lacking(session: Session, me: Own, roster: Roster, head: CompartmentHead) -> KeyBoxes | None:
    """Boxes for those of them that are members by this desk's own books, whatever the server says."""
    comp, epoch = head.comp, roster.epoch(head.comp)
    key, state = keys.of_epoch(session, comp, epoch), session.get(CompartmentState, comp)
    if key is None or state is None:
        return None
    place, opened = Place(me.house, comp, epoch), OpenedKey(key, state.name)
    found = _sealed_for(session, roster, place, opened, head.without_key)
    return KeyBoxes(epoch=epoch, boxes=found) if found else None


def for_members(session: Session, roster: Roster, place: Place, opened: OpenedKey) -> KeyBoxes:
    """The key of that place for every active member, and the newest key before it that this desk has.

    Not always that of the epoch before: one whose boxes were never made nobody has, and nothing was written
    under it. Whoever gets the key goes on from there to what was written earlier.
    """
    boxes = [KeyBox(dev=_RECOVERY, box=sealing.seal_key(opened, place, _RECOVERY, roster.recovery))]
    boxes += _sealed_for(session, roster, place, opened)
    before = keys.newest_before(session, place.comp, place.epoch)
    sealed = None if before is None else sealing.seal_before(before, opened.key, place)
    return KeyBoxes(epoch=place.epoch, boxes=boxes, before=sealed)


def _sealed_for(
    session: Session, roster: Roster, place: Place, opened: OpenedKey, only: Collection[bytes] | None = None
) -> list[KeyBox]:
    of = select(CompartmentMember.dev).where(CompartmentMember.comp == place.comp)
    members = session.scalars(of.order_by(CompartmentMember.dev))
    stay = [device for dev in members if (device := roster.active(dev)) is not None]
    return [
        KeyBox(dev=it.dev, box=sealing.seal_key(opened, place, it.dev, it.kem))
        for it in stay
        if only is None or it.dev in only
    ]
