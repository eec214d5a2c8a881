"""A second desk joins: a code opens a place at the server, both screens show digits, two people compare them.

The server carries public keys and can swap them; the digits are made of the keys and of the house, so that it
would be heard (SYNC.md, Settled: Joining).
"""

import secrets
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.services import numbering
from zvhdesk.services.desk import Desk
from zvhdesk.sync import keys, outgoing, own, rosters, sealing, standing
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.outcome import Halt
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_desk, at_server, keeping, reading
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import JoinKeys, KeyBox, KeyBoxes
from zvhdesk.wire.roster import Entry, Roster
from zvhdesk.wire.shapes import ID_SIZE

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is taken for another."""
_CODE = 12
_GROUPS, _DIGITS = 8, 5


@dataclass(frozen=True, slots=True)
class Knocked:
    """A device at the door: its keys, and the digits that both people read aloud.

    `apart`: it is let in as a desk of CTER.
    """

    keys: JoinKeys
    digits: tuple[str, ...]
    apart: bool = False


def new_code() -> str:
    """A code to say by telephone: three groups of four letters and figures."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
    return "-".join(letters[at : at + 4] for at in range(0, _CODE, 4))


def digits(house: bytes, root: bytes, joining: JoinKeys, *, apart: bool = False) -> tuple[str, ...]:
    """Eight groups of five digits, made of the house and of every key of the joining device.

    Those of a desk of CTER are others: who lets it in as an ordinary desk, or the other way round, sees
    digits that differ. The server hears nothing of it.
    """
    began = b"zvh/join/apart" if apart else b"zvh/join"
    seed = sha256(began + house + root + joining.dev + joining.sign + sha256(joining.kem))
    number = int.from_bytes(seed, "big")
    groups: list[str] = []
    for _ in range(_GROUPS):
        number, rest = divmod(number, 10**_DIGITS)
        groups.append(f"{rest:0{_DIGITS}}")
    return tuple(groups)


def hash_of(code: str) -> bytes:
    """What the server knows of a code, however it was typed."""
    return sha256("".join(sign for sign in code.upper() if sign in _LETTERS).encode())


# At the desk of an admin.


def invite(code: str) -> Story[None]:
    """Open a place for one device, for ten minutes."""
    yield from at_server(partial(Server.invite, code=hash_of(code)))


def at_the_door(me: Own, code: str, *, apart: bool = False) -> Story[Knocked | None]:
    """Who knocked, as what this desk lets in; None as long as nobody did."""
    found = yield from at_server(partial(Server.look, code=hash_of(code)))
    if found.keys is None:
        return None
    return Knocked(found.keys, digits(me.house, me.root, found.keys, apart=apart), apart)


def admit(
    me: Own, user: bytes, joining: JoinKeys, names: tuple[Compartment, ...], role: Role = Role.WRITE
) -> Story[bool]:
    """Let a device in for this person, into these compartments. Only after the digits were compared.

    False for one that was revoked: it stays so, under whatever code it knocks. A device for other cases than
    this desk's is let into the house, to read; in its own compartment it is let in there (`let_in`,
    `apart.begin`). Raises Refusing(Halted) when this desk has no key to give.
    """
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    if (yield from reading(partial(standing.lacks_a_key, me=me))):
        # Before anybody is named: it would be in a house whose key it cannot be given.
        raise Refusing(Halted(Halt.NO_KEY))
    if joining.dev in roster.devices and roster.active(joining.dev) is None:
        return False
    if joining.dev not in roster.devices:
        device = wire_roster.Device(joining.dev, user, joining.sign, joining.kem)
        entry = wire_roster.make(roster.next_place(me.dev), device, me.sign)
        yield from at_server(partial(Server.add_to_roster, entries=[entry]))
        roster = yield from keeping(partial(rosters.extend, folded=roster, root=me.root, more=[entry]))
    for name in names:
        yield from _let_into(me, roster, joining, name, role)
    return True


def let_in(me: Own, dev: bytes, name: Compartment, role: Role = Role.WRITE) -> Story[bool]:
    """Let a device that the roster names already into a compartment of this desk. False when it does not."""
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    device = roster.active(dev)
    if device is None:
        return False
    known = JoinKeys(dev=device.dev, sign=device.sign, kem=device.kem)
    yield from _let_into(me, roster, known, name, role)
    return True


def _let_into(me: Own, roster: Roster, joining: JoinKeys, name: Compartment, role: Role) -> Story[None]:
    comp = yield from reading(partial(keys.compartment_named, name=name))
    if comp is None or (yield from reading(partial(_only_reads, comp=comp, dev=me.dev))):
        return
    boxes = yield from reading(partial(_box, me=me, roster=roster, comp=comp, name=name, joining=joining))
    yield from at_server(partial(Server.put_boxes, comp=comp, boxes=boxes))
    # It goes out with the next pass, behind what already waits.
    said = Membership(joining.dev, role)
    yield from keeping(partial(outgoing.say_member, me=me, roster=roster, comp=comp, said=said))


def _only_reads(session: Session, comp: bytes, dev: bytes) -> bool:
    """Whether it may not say who is a member: the others would hold that history for forged, and stop."""
    found = session.get(CompartmentMember, (comp, dev))
    return found is not None and found.role == Role.READ.value


def _box(
    session: Session, me: Own, roster: Roster, comp: bytes, name: Compartment, joining: JoinKeys
) -> KeyBoxes:
    epoch = roster.epoch(comp)
    key = keys.of_epoch(session, comp, epoch)
    if key is None:
        raise Refusing(Halted(Halt.NO_KEY))
    box = sealing.seal_key(OpenedKey(key, name), Place(me.house, comp, epoch), joining.dev, joining.kem)
    return KeyBoxes(epoch=epoch, boxes=[KeyBox(dev=joining.dev, box=box)])


# At the desk that joins.


def knock(code: str, before: Own | None = None) -> Story[tuple[Own, tuple[str, ...]]]:
    """Leave this device's keys under a code. Returns what it would be in that house, and the digits.

    Nothing is kept until `enter`: two people have not compared the digits yet. `before` is what an earlier
    code brought: the roster may name those keys already, and this device by no others.
    """
    dev, apart = yield from at_desk(_who)
    mine = before or own.new_own(dev, bytes(ID_SIZE), b"")
    joining = JoinKeys(dev=dev, sign=mine.sign_public, kem=mine.pair.public)
    found = yield from at_server(partial(Server.knock, code=hash_of(code), keys=joining))
    me = Own(dev, found.house, found.root, mine.run, mine.sign, mine.seed)
    return me, digits(found.house, found.root, joining, apart=apart)


def _who(desk: Desk) -> tuple[bytes, bool]:
    return bytes.fromhex(desk.device), desk.compartment is Compartment.CTER


def enter(me: Own, code: str) -> Story[bool]:
    """Go in, once the roster names this device. False as long as it does not.

    Raises roster.Refused when the roster there does not follow from the root that was compared, and
    Refusing(Halted) when this device was let in and revoked meanwhile.
    """
    entries: list[Entry] = []
    while True:
        page = yield from at_server(partial(Server.roster_by_code, code=hash_of(code), after=len(entries)))
        entries += [one.entry() for one in page.entries]
        if not page.more:
            break
    folded = Roster(me.house)
    for entry in entries:
        folded = wire_roster.extended(folded, entry, me.root)
    if folded.after_revoking(me.dev) is not None:
        raise Refusing(Halted(Halt.REVOKED))
    known = folded.active(me.dev)
    if known is None or (known.sign, known.kem) != (me.sign_public, me.pair.public):
        return False
    place = list(folded.devices).index(me.dev)
    yield from at_desk(partial(_enter, me=me, entries=entries, user=known.user, place=place))
    return True


def _enter(desk: Desk, me: Own, entries: list[Entry], user: bytes, place: int) -> None:
    def write(session: Session) -> None:
        own.keep(session, me)
        # It may be there: whoever was cut off after this goes in once more.
        there = rosters.known(session, me.house, me.root)
        rosters.extend(session, there, me.root, entries[there.seq :])

    desk.keep(write)
    desk.becomes(user.hex())
    numbering.take_letter(desk, place)
