"""The roster: who the devices of a house are, as a signed chain that a server can neither write nor cut.

A desk pins the house root at enrolment and believes no key that this chain does not name (SYNC.md A.1, 15).
The fold is pure: the same entries give the same roster on every desk and on the server.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvhdesk.wire.encoding import Malformed, Plain, dump, sha256
from zvhdesk.wire.shapes import HASH_SIZE, ID_SIZE, Shape
from zvhdesk.wire.signing import KEY_SIZE, Purpose, holds, sign

BY_ROOT = bytes(ID_SIZE)
"""In place of a device: the house root signed."""

KEM_MOST = 2048
"""Bytes of a public key to seal to; MLKEM768_X25519 has 1216."""


class EntryKind(StrEnum):
    """What an entry says."""

    HOUSE = "house"
    ADMIN = "admin"
    DEVICE = "device"
    REVOKE = "revoke"
    EPOCH = "epoch"


class AfterRevoking(StrEnum):
    """What a revoked desk does with itself when it hears of it (SYNC.md, Settled)."""

    WIPE = "wipe"
    KEEP = "keep"


class Refused(Exception):
    """An entry that does not belong in this roster; the word says which rule it breaks."""


@dataclass(frozen=True, slots=True)
class House:
    """The first entry: the root key, and the recovery key that every compartment key is sealed to.

    `box` is the private half of the root, sealed to the recovery key: two officers with their sheets can
    speak for the house when no admin is left.
    """

    root: bytes
    recovery: bytes
    box: bytes


@dataclass(frozen=True, slots=True)
class Admin:
    """A person who may add and remove devices and compartments. Only the root says so."""

    user: bytes


@dataclass(frozen=True, slots=True)
class Device:
    """A device of a person: the key it signs with, the key that things are sealed to for it."""

    dev: bytes
    user: bytes
    sign: bytes
    kem: bytes


@dataclass(frozen=True, slots=True)
class Revoke:
    """From here on this device counts for nothing."""

    dev: bytes
    after: AfterRevoking


@dataclass(frozen=True, slots=True)
class Epoch:
    """A new key of a compartment, by the hash of it. Epoch 1 makes the compartment."""

    comp: bytes
    epoch: int
    commitment: bytes


Body = House | Admin | Device | Revoke | Epoch


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it travels: bytes and signature as made."""

    body: bytes
    sig: bytes

    @property
    def link(self) -> bytes:
        """What the next entry names as its `prev`."""
        return sha256(self.body + self.sig)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: house, number from 1, the link of the one before (zeros at first), who signs."""

    house: bytes
    seq: int
    prev: bytes
    by: bytes


@dataclass(frozen=True, slots=True)
class Known:
    """A device as the roster knows it now."""

    device: Device
    revoked: AfterRevoking | None = None
    ended: int = 0
    """The number of the entry that revoked it."""


@dataclass(frozen=True, slots=True)
class Roster:
    """The fold of the entries so far."""

    house: bytes
    seq: int = 0
    link: bytes = bytes(HASH_SIZE)
    root: bytes = b""
    recovery: bytes = b""
    admins: frozenset[bytes] = frozenset()
    appointed: Mapping[bytes, int] = field(default_factory=dict)
    """The number of the entry that made each of them one, the last when there are more."""
    devices: Mapping[bytes, Known] = field(default_factory=dict)
    commitments: Mapping[tuple[bytes, int], bytes] = field(default_factory=dict)

    def active(self, dev: bytes) -> Device | None:
        """The device when it is known and not revoked."""
        known = self.devices.get(dev)
        return known.device if known is not None and known.revoked is None else None

    def after_revoking(self, dev: bytes) -> AfterRevoking | None:
        """What a revoked device is told to do with itself; None for one that is not revoked."""
        known = self.devices.get(dev)
        return None if known is None else known.revoked

    def is_admin(self, dev: bytes) -> bool:
        """Whether this device speaks for an admin."""
        device = self.active(dev)
        return device is not None and device.user in self.admins

    def may_begin_anew(self, user: bytes, members: Collection[bytes]) -> bool:
        """Whether an admin speaks for a part of which every member was revoked.

        Only one whom the root made an admin since, and that takes two officers: else whoever may revoke
        could let himself into a part that is not his (issue 3, CTER).
        """
        ends = [self.devices[dev].ended for dev in members if dev in self.devices]
        return bool(ends) and all(ends) and self.appointed.get(user, 0) > max(ends)

    def epoch(self, comp: bytes) -> int:
        """The newest epoch of a compartment, 0 when the roster does not know it."""
        return max((epoch for known, epoch in self.commitments if known == comp), default=0)

    def next_place(self, by: bytes) -> Place:
        """Where the next entry goes."""
        return Place(self.house, self.seq + 1, self.link, by)


def make(place: Place, body: Body, key: Ed25519PrivateKey) -> Entry:
    """A signed entry for that place."""
    head = {"v": 1, "house": place.house, "seq": place.seq, "prev": place.prev, "by": place.by}
    data = dump({**head, **_written(body)})
    return Entry(data, sign(key, Purpose.ROSTER, data))


def read(entry: Entry) -> tuple[Place, Body]:
    """Place and body of an entry. Raises Malformed."""
    shape = Shape(entry.body)
    if shape.count("v") != 1:
        raise Malformed("v")
    place = Place(
        house=shape.fixed("house", ID_SIZE),
        seq=shape.count("seq"),
        prev=shape.fixed("prev", HASH_SIZE),
        by=shape.fixed("by", ID_SIZE),
    )
    body = _body(shape)
    shape.end()
    return place, body


def extended(roster: Roster, entry: Entry, pinned: bytes | None = None) -> Roster:
    """The roster with one more entry. `pinned` is the root this desk was enrolled with.

    Raises Refused with the rule that is broken: `place`, `root`, `signer`, `known`, `epoch`; Malformed for
    bytes that are no entry. Then the roster is as it was.
    """
    place, body = read(entry)
    if place != roster.next_place(place.by):
        raise Refused("place")
    if isinstance(body, House):
        signer: bytes | None = body.root
        if roster.seq or place.by != BY_ROOT or pinned not in (None, body.root):
            raise Refused("root")
    else:
        signer = _signer(roster, place.by, body)
    if signer is None or not holds(signer, Purpose.ROSTER, entry.body, entry.sig):
        raise Refused("signer")
    return replace(_with(roster, body), seq=place.seq, link=entry.link)


def _signer(roster: Roster, by: bytes, body: Body) -> bytes | None:
    """The key that may sign this: the root, or for the daily work an admin's device."""
    if not roster.seq:
        return None
    if by == BY_ROOT:
        # The root speaks when no admin can: for the first device, for admins, and in recovery.
        return roster.root
    if isinstance(body, Admin) or not roster.is_admin(by):
        return None
    device = roster.active(by)
    return device.sign if device is not None else None


def _with(roster: Roster, body: Body) -> Roster:
    match body:
        case House():
            return replace(roster, root=body.root, recovery=body.recovery)
        case Admin():
            appointed = {**roster.appointed, body.user: roster.seq + 1}
            return replace(roster, admins=roster.admins | {body.user}, appointed=appointed)
        case Device():
            if body.dev in roster.devices or body.dev == BY_ROOT:
                raise Refused("known")
            return replace(roster, devices={**roster.devices, body.dev: Known(body)})
        case Revoke():
            if roster.active(body.dev) is None:
                raise Refused("known")
            known = replace(roster.devices[body.dev], revoked=body.after, ended=roster.seq + 1)
            return replace(roster, devices={**roster.devices, body.dev: known})
        case Epoch():
            if body.epoch != roster.epoch(body.comp) + 1:
                raise Refused("epoch")
            key = (body.comp, body.epoch)
            return replace(roster, commitments={**roster.commitments, key: body.commitment})


def _written(body: Body) -> dict[str, Plain]:
    match body:
        case House():
            first: dict[str, Plain] = {"root": body.root, "recovery": body.recovery, "box": body.box}
            return {"kind": EntryKind.HOUSE.value, **first}
        case Admin():
            return {"kind": EntryKind.ADMIN.value, "user": body.user}
        case Device():
            keys: dict[str, Plain] = {"sign": body.sign, "kem": body.kem}
            return {"kind": EntryKind.DEVICE.value, "dev": body.dev, "user": body.user, **keys}
        case Revoke():
            return {"kind": EntryKind.REVOKE.value, "dev": body.dev, "after": body.after.value}
        case Epoch():
            key: dict[str, Plain] = {"epoch": body.epoch, "commitment": body.commitment}
            return {"kind": EntryKind.EPOCH.value, "comp": body.comp, **key}


def _body(shape: Shape) -> Body:
    match shape.text("kind"):
        case EntryKind.HOUSE.value:
            root = shape.fixed("root", KEY_SIZE)
            return House(root, shape.bytes("recovery", KEM_MOST), shape.bytes("box", KEM_MOST))
        case EntryKind.ADMIN.value:
            return Admin(shape.fixed("user", ID_SIZE))
        case EntryKind.DEVICE.value:
            return Device(
                dev=shape.fixed("dev", ID_SIZE),
                user=shape.fixed("user", ID_SIZE),
                sign=shape.fixed("sign", KEY_SIZE),
                kem=shape.bytes("kem", KEM_MOST),
            )
        case EntryKind.REVOKE.value:
            return Revoke(shape.fixed("dev", ID_SIZE), _after(shape.text("after")))
        case EntryKind.EPOCH.value:
            return Epoch(
                comp=shape.fixed("comp", ID_SIZE),
                epoch=shape.count("epoch"),
                commitment=shape.fixed("commitment", HASH_SIZE),
            )
        case _:
            raise Malformed("kind")


def _after(word: str) -> AfterRevoking:
    try:
        return AfterRevoking(word)
    except ValueError:
        raise Malformed("after") from None
