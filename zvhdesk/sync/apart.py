"""The first desk of CTER begins its compartment: a key that no other desk ever had (decision 0011).

The house was founded with the compartment, whose first key was sealed to the recovery key and kept nowhere.
This desk makes the second key and signs its entry in the roster itself, so its person must be an admin of
the house; the admin's other devices have no part in it.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import delete
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import AdminsOnly, Refused
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentKey, CompartmentMember, CompartmentState
from zvhdesk.sync import founding, keys, rosters, sealing
from zvhdesk.sync.founding import RECOVERY
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.messages import KeyBox, KeyBoxes
from zvhdesk.wire.roster import Roster

_NAME = Compartment.CTER
_BEGUN = 2
"""The epoch of the first key that a desk has: the one before was made for nobody."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """The compartment with the key that this desk made; `member`: all of it was done before."""

    comp: bytes
    opened: OpenedKey
    member: bool


def begin(me: Own) -> Story[bool]:
    """Begin the compartment, or go on where that was broken off. True when this desk is a member of it.

    False when another desk began it: then one of its members lets this one in (`joining.let_in`). Raises
    Refused(AdminsOnly), and SaidNo with `stale` when the roster moved on meanwhile: then nothing was done.
    """
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    begun = yield from keeping(partial(_key, me=me, roster=roster))
    if begun is None or begun.member:
        return begun is not None
    if roster.epoch(begun.comp) < _BEGUN:
        body = wire_roster.Epoch(begun.comp, _BEGUN, sealing.commitment(begun.opened.key))
        entry = wire_roster.make(roster.next_place(me.dev), body, me.sign)
        yield from at_server(partial(Server.add_to_roster, entries=[entry]))
        roster = yield from keeping(partial(rosters.extend, folded=roster, root=me.root, more=[entry]))
    boxes = _boxes(me, roster, begun)
    yield from at_server(partial(Server.put_boxes, comp=begun.comp, boxes=boxes))
    yield from founding.enter(me, _NAME)
    return True


def is_begun(session: Session, roster: Roster) -> bool:
    """Whether another desk began it. One that this desk began and was broken off is not."""
    comp = rosters.named(roster, _NAME)
    if comp is None or roster.epoch(comp) != _BEGUN:
        return comp is not None and roster.epoch(comp) > _BEGUN
    kept = keys.of_epoch(session, comp, _BEGUN)
    return kept is None or sealing.commitment(kept) != roster.commitments[comp, _BEGUN]


def _key(session: Session, me: Own, roster: Roster) -> _Begun | None:
    """The key of this desk's making, kept before anybody hears of it; None when another one is in force."""
    comp = rosters.named(roster, _NAME)
    if comp is None:
        return None
    kept, epoch = keys.of_epoch(session, comp, _BEGUN), roster.epoch(comp)
    if session.get(CompartmentMember, (comp, me.dev)) is not None and kept is not None:
        return _Begun(comp, OpenedKey(kept, _NAME), member=True)
    if epoch >= _BEGUN:
        if kept is not None and sealing.commitment(kept) == roster.commitments[comp, _BEGUN]:
            return _Begun(comp, OpenedKey(kept, _NAME), member=False) if epoch == _BEGUN else None
        # Another desk was first.
        for table in (CompartmentKey, CompartmentState):
            session.execute(delete(table).where(table.comp == comp))
        return None
    if not roster.is_admin(me.dev):
        raise Refused(AdminsOnly())
    opened = OpenedKey(kept or sealing.new_key(), _NAME)
    keys.keep_key(session, comp, _BEGUN, opened)
    return _Begun(comp, opened, member=False)


def _boxes(me: Own, roster: Roster, begun: _Begun) -> KeyBoxes:
    place = Place(me.house, begun.comp, _BEGUN)
    to = ((RECOVERY, roster.recovery), (me.dev, me.pair.public))
    boxes = [KeyBox(dev=dev, box=sealing.seal_key(begun.opened, place, dev, public)) for dev, public in to]
    return KeyBoxes(epoch=_BEGUN, boxes=boxes)
