"""The first desk makes the house at a server: root, roster, keys, and itself as its first member.

What was recorded before there was a server goes out afterwards like anything else (issue: a server added
later receives what is there).
"""

import secrets
from dataclasses import dataclass
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.home import written_in
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import recovery_key
from zvhdesk.sync import keys, outgoing, own, rosters, sealing
from zvhdesk.sync.appointing import ROOT_FOR_RECOVERY
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_desk, at_server, keeping, reading, receiving
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.envelope import Envelope
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import KeyBox, KeyBoxes
from zvhdesk.wire.roster import BY_ROOT, Body, Entry, Roster
from zvhdesk.wire.shapes import ID_SIZE

RECOVERY = bytes(ID_SIZE)
"""In place of a device: a box for the two officers with their sheets."""
_FIRST_EPOCH = 1
_OWN = (Compartment.HOUSE, Compartment.REGULAR)
"""What the first desk is a member of. Every house has all three at the server, used or not."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A house that was made on this desk: what the server is to be told of it."""

    me: Own
    entries: tuple[Entry, ...]
    boxes: tuple[tuple[bytes, KeyBoxes], ...]


def found(code: str, recovery: bytes) -> Story[Own]:
    """Make this house at the server with the administrator's code; `recovery` is the public half of REC.

    Broken off and done again it goes on where it was. Raises SaidNo for a code that is not good; then nothing
    of it is left on this desk.
    """
    made = yield from at_desk(lambda desk: desk.keep(partial(_make, desk=desk, recovery=recovery)))
    try:
        yield from at_server(partial(Server.found, code=code, entries=made.entries))
    except SaidNo:
        # Perhaps it was made, and the answer did not arrive: then this device can log in.
        if not (yield from is_there(made.me)):
            yield from keeping(own.forget)
            raise
    else:
        yield from at_server(partial(Server.log_in, own=made.me))
    for comp, boxes in made.boxes:
        yield from at_server(partial(Server.put_boxes, comp=comp, boxes=boxes))
    for name in _OWN:
        yield from enter(made.me, name)
    return made.me


def is_there(me: Own) -> Story[bool]:
    """Whether the server knows this device by its key."""
    try:
        yield from at_server(partial(Server.log_in, own=me))
    except SaidNo:
        return False
    return True


def enter(me: Own, name: Compartment) -> Story[None]:
    """Say that this desk is a member of a compartment of which it has the key and that has no member yet."""
    comp = yield from reading(partial(keys.compartment_named, name=name))
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    if comp is None:
        return
    said = yield from keeping(
        partial(_say, me=me, roster=roster, comp=comp, said=Membership(me.dev, Role.WRITE))
    )
    receipts = yield from at_server(partial(Server.push, comp=comp, envelopes=said))
    yield from receiving(partial(outgoing.received, comp=comp, receipts=receipts))


def _say(session: Session, me: Own, roster: Roster, comp: bytes, said: Membership) -> list[Envelope]:
    waiting = outgoing.sealed(session, comp)
    return waiting or [outgoing.say_member(session, me, roster, comp, said)]


def _make(session: Session, desk: Desk, recovery: bytes) -> _Made:
    before = own.of(session, desk.device)
    if before is not None:
        return _made_before(session, before, recovery)
    # A desk that has only a copy of the house would make another one of it.
    written_in(session, Compartment.HOUSE)
    root = Ed25519PrivateKey.generate()
    public = root.public_key().public_bytes_raw()
    house = secrets.token_bytes(ID_SIZE)
    me = own.new_own(bytes.fromhex(desk.device), house, public)
    own.keep(session, me)
    opened = {secrets.token_bytes(ID_SIZE): OpenedKey(sealing.new_key(), name) for name in Compartment}
    user = bytes.fromhex(desk.user)
    box = recovery_key.seal_for(root.private_bytes_raw(), recovery, ROOT_FOR_RECOVERY + house)
    bodies: list[Body] = [
        wire_roster.House(public, recovery, box),
        wire_roster.Admin(user),
        wire_roster.Device(me.dev, user, me.sign_public, me.pair.public),
        *(wire_roster.Epoch(comp, _FIRST_EPOCH, sealing.commitment(one.key)) for comp, one in opened.items()),
    ]
    folded, entries = Roster(house), []
    for body in bodies:
        entries.append(wire_roster.make(folded.next_place(BY_ROOT), body, root))
        folded = wire_roster.extended(folded, entries[-1], public)
    rosters.extend(session, Roster(house), public, entries)
    for comp, one in opened.items():
        if one.name in _OWN:
            keys.keep_key(session, comp, _FIRST_EPOCH, one)
    return _Made(me, tuple(entries), tuple(_boxes(me, recovery, comp, one) for comp, one in opened.items()))


def _made_before(session: Session, me: Own, recovery: bytes) -> _Made:
    """It was begun before: the same house. The third compartment has its box already, or gets a key later."""
    opened = {
        comp: OpenedKey(key, name)
        for name in _OWN
        if (comp := keys.compartment_named(session, name)) is not None
        and (key := keys.of_epoch(session, comp, _FIRST_EPOCH)) is not None
    }
    boxes = tuple(_boxes(me, recovery, comp, one) for comp, one in opened.items())
    return _Made(me, tuple(rosters.entries(session)), boxes)


def _boxes(me: Own, recovery: bytes, comp: bytes, opened: OpenedKey) -> tuple[bytes, KeyBoxes]:
    place = Place(me.house, comp, _FIRST_EPOCH)
    boxes = [KeyBox(dev=RECOVERY, box=sealing.seal_key(opened, place, RECOVERY, recovery))]
    if opened.name in _OWN:
        boxes.append(KeyBox(dev=me.dev, box=sealing.seal_key(opened, place, me.dev, me.pair.public)))
    return comp, KeyBoxes(epoch=_FIRST_EPOCH, boxes=boxes)
