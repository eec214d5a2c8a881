"""A compartment key in boxes, for all who stay and for recovery, with the key before it (SYNC.md B.1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.sync import keys, sealing
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.wire.messages import KeyBox, KeyBoxes
from zvhdesk.wire.roster import Roster
from zvhdesk.wire.shapes import ID_SIZE

_RECOVERY = bytes(ID_SIZE)


def for_members(session: Session, roster: Roster, place: Place, opened: OpenedKey) -> KeyBoxes:
    """The key of that place for every active member, and the newest key before it that this desk has.

    Not always that of the epoch before: one whose boxes were never made nobody has, and nothing was written
    under it. Whoever gets the key goes on from there to what was written earlier.
    """
    of = select(CompartmentMember.dev).where(CompartmentMember.comp == place.comp)
    members = session.scalars(of.order_by(CompartmentMember.dev))
    stay = [device for dev in members if (device := roster.active(dev)) is not None]
    boxes = [KeyBox(dev=_RECOVERY, box=sealing.seal_key(opened, place, _RECOVERY, roster.recovery))]
    boxes += [KeyBox(dev=it.dev, box=sealing.seal_key(opened, place, it.dev, it.kem)) for it in stay]
    before = keys.newest_before(session, place.comp, place.epoch)
    sealed = None if before is None else sealing.seal_before(before, opened.key, place)
    return KeyBoxes(epoch=place.epoch, boxes=boxes, before=sealed)
