"""A desk of CTER opens its compartment again when every other desk of it was revoked (decision 0011).

Nobody is left to let it in. Two officers do, with their sheets: as the root they send its person, and with
the recovery key they open the keys of the compartment, each of which was sealed to it too.
"""

from collections.abc import Collection
from functools import partial

from sqlalchemy.orm import Session

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.recovery_key import RecoveryPair
from zvhdesk.sync import appointing, enrolled, founding, keys, rosters, sealing, standing
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.founding import RECOVERY
from zvhdesk.sync.outcome import Halt
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place, Unreadable
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import KeyBox, KeyBoxes, MyBox, Why
from zvhdesk.wire.roster import Roster

_NAME = Compartment.CTER


def readers(session: Session) -> frozenset[bytes]:
    """The desks of CTER, revoked ones too: they read the house, and no other device only does that."""
    return frozenset(one.word.dev for one in enrolled.said(session) if one.word.role is Role.READ)


def nobody_left(session: Session, me: Own, roster: Roster) -> bool:
    """Whether there were other desks of CTER, and every one of them was revoked.

    One that waits too is not told from a member here: only members see who is one.
    """
    others = readers(session) - {me.dev}
    return bool(others) and not any(roster.active(dev) for dev in others)


def reopen(me: Own, sheets: tuple[str, str]) -> Story[bool]:
    """Open it with what was typed from both sheets, and be its first member again.

    False when a member may be left: then that one lets this desk in. Broken off and done again it goes on;
    a desk that is a member by now has nothing left to do.
    Raises StoreRefused(WrongSheet); SaidNo with `stale` when the roster moved on meanwhile.
    """
    if not (yield from reading(partial(standing.shut_out, me=me))):
        return True  # the word of it arrived, its answer did not
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    comp = rosters.named(roster, _NAME)
    if comp is None or not (yield from reading(partial(nobody_left, me=me, roster=roster))):
        return False
    pair = vault.recovery_pair(*sheets, roster.recovery)
    user = roster.devices[me.dev].device.user
    desks: frozenset[bytes] = yield from reading(readers)
    if not roster.may_begin_anew(user, desks - {me.dev}):
        roster = yield from appointing.send(me, roster, sheets, user)
    opened = yield from _opened(me, roster, comp, pair)
    if not opened:
        return False
    # Never one of those: who was revoked has them.
    epoch, made = roster.epoch(comp) + 1, OpenedKey(sealing.new_key(), _NAME)
    yield from keeping(partial(_keep, comp=comp, opened={**opened, epoch: made}))
    body = wire_roster.Epoch(comp, epoch, sealing.commitment(made.key))
    entry = wire_roster.make(roster.next_place(me.dev), body, me.sign)
    yield from at_server(partial(Server.add_to_roster, entries=[entry]))
    roster = yield from keeping(partial(rosters.extend, folded=roster, root=me.root, more=[entry]))
    boxes = _boxes(me, roster, Place(me.house, comp, epoch), made, opened[max(opened)])
    yield from at_server(partial(Server.put_boxes, comp=comp, boxes=boxes))
    yield from founding.enter(me, _NAME)
    return True


def _opened(me: Own, roster: Roster, comp: bytes, pair: RecoveryPair) -> Story[dict[int, OpenedKey]]:
    """The keys so far by their epochs; none where the server takes this desk for none that was sent."""
    found: dict[int, OpenedKey] = {}
    for epoch in range(roster.epoch(comp), 0, -1):
        try:
            box = yield from at_server(partial(Server.my_box, comp=comp, epoch=epoch))
        except SaidNo as no:
            if no.why is not Why.UNKNOWN:
                raise
            continue  # also one whose boxes were never made: nobody has it
        found[epoch] = _key(box, Place(me.house, comp, epoch), pair, roster)
    return found


def _key(box: MyBox, place: Place, pair: RecoveryPair, roster: Roster) -> OpenedKey:
    try:
        opened = sealing.open_key(box.box or b"", place, RECOVERY, pair)
    except Unreadable:
        raise Refusing(Halted(Halt.KEY)) from None
    said = roster.commitments[place.comp, place.epoch]
    if sealing.commitment(opened.key) != said or opened.name is not _NAME:
        raise Refusing(Halted(Halt.KEY))
    return opened


def _keep(session: Session, comp: bytes, opened: dict[int, OpenedKey]) -> None:
    for epoch, one in opened.items():
        keys.keep_key(session, comp, epoch, one)


def _boxes(me: Own, roster: Roster, place: Place, made: OpenedKey, before: OpenedKey) -> KeyBoxes:
    to: Collection[tuple[bytes, bytes]] = ((RECOVERY, roster.recovery), (me.dev, me.pair.public))
    boxes = [KeyBox(dev=dev, box=sealing.seal_key(made, place, dev, public)) for dev, public in to]
    before_it = sealing.seal_before(before.key, made.key, place)
    return KeyBoxes(epoch=place.epoch, boxes=boxes, before=before_it)
