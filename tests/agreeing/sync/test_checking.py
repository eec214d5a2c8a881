"""Every rule that a history can break has its name, and one mutated byte is never a crash."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from tests.agreeing.sizes import SEED, TIMES
from zvhdesk.sync.checking import Broken, History, Missing, Reached, Wrong
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, next_chain, signed
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import Head, Page, SealedEnvelope, Stored
from zvhdesk.wire.roster import BY_ROOT, Admin, Body, Device, Epoch, Roster

HOUSE, COMP, STREAM = b"h" * 16, b"c" * 16, b"s" * 16
ADMIN, WRITER, STRANGER = b"a" * 16, b"w" * 16, b"x" * 16
KEYS = {dev: Ed25519PrivateKey.from_private_bytes(dev * 2) for dev in (ADMIN, WRITER, STRANGER)}
ROOT = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
MUTATED = 2000


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _roster() -> Roster:
    """An admin with a device, and two other devices; one compartment in its first epoch."""
    devices = [Device(dev, dev, _public(key), b"k" * 32) for dev, key in KEYS.items()]
    known = Roster(HOUSE)
    first = wire_roster.House(_public(ROOT), b"rec", b"box")
    bodies: list[Body] = [first, Admin(ADMIN), *devices, Epoch(COMP, 1, b"1" * 32)]
    for body in bodies:
        known = wire_roster.extended(known, wire_roster.make(known.next_place(BY_ROOT), body, ROOT))
    return known


ROSTER = _roster()


@dataclass
class Written:
    """A history as it comes about: who writes next, on what."""

    items: list[Stored] = field(default_factory=list)
    chain: bytes = START
    own: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)

    def header(self, dev: bytes, kind: Kind = Kind.OPS, **other: object) -> Header:
        """That of the next envelope of a device; `other` are fields of it."""
        dseq, prev = self.own.get(dev, (0, START))
        fields: dict[str, object] = {
            "kind": kind, "house": HOUSE, "comp": COMP, "stream": STREAM if kind == Kind.OPS else NO_STREAM,
            "epoch": 1, "env_id": bytes([len(self.items)]) * 16, "dev": dev, "dseq": dseq + 1, "prev": prev,
            "base_seq": len(self.items), "base_chain": self.chain, **other,
        }  # fmt: skip
        return Header(**fields)  # type: ignore[arg-type]

    def adds(self, header: Header, ct: bytes) -> None:
        """It was handed in."""
        item = self.next(signed(header, ct, KEYS[header.dev]))
        self.items.append(item)
        self.own[header.dev] = (header.dseq, item.env_hash)
        self.chain = next_chain(self.chain, item.seq, item.recv_ms, item.env_hash)

    def next(self, envelope: Envelope) -> Stored:
        """As the server would hand it out, after all others."""
        seq = len(self.items) + 1
        sealed = SealedEnvelope.of(envelope)
        return Stored(seq=seq, recv_ms=1000 + seq, env_hash=envelope.hash, envelope=sealed)


def _written() -> Written:
    """Two members; one of them wrote."""
    made = Written()
    for dev in (ADMIN, WRITER):
        made.adds(made.header(ADMIN, Kind.MEMBERSHIP), Membership(dev, Role.WRITE).to_bytes())
    for at in range(3):
        made.adds(made.header(WRITER), b"%d" % at)
    return made


def _found(items: Sequence[Stored], roster: Roster = ROSTER) -> Wrong | None:
    """What is wrong with it first."""
    history = History(roster, COMP, Reached(), {}, {}, Missing(), lambda _seq: None)
    try:
        for item in items:
            history.check(item)
    except Broken as broken:
        return broken.wrong
    return None


NEVER = b"?" * 32
BREAKS: dict[str, tuple[dict[str, object], Wrong | None]] = {
    "honest": ({}, None),
    "one of its own is left out": ({"dseq": 99}, Wrong.COUNT),
    "another one stood before it": ({"prev": NEVER}, Wrong.COUNT),
    "it saw another history": ({"base_chain": NEVER}, Wrong.SEEN),
    "it saw what is not there": ({"base_seq": 999}, Wrong.SEEN),
    "of another house": ({"house": b"o" * 16}, Wrong.SHAPE),
    "of another compartment": ({"comp": b"o" * 16}, Wrong.SHAPE),
    "under a key that the roster does not know": ({"epoch": 2}, Wrong.EPOCH),
}


@pytest.mark.parametrize("name", BREAKS)
def test_every_break_has_its_name(name: str) -> None:
    """One more envelope, signed as it should be, of which one thing is not so."""
    other, wrong = BREAKS[name]
    made = _written()
    header = made.header(WRITER, Kind.OPS, **other)
    assert _found([*made.items, made.next(signed(header, b"ct", KEYS[WRITER]))]) is wrong


def test_a_key_that_was_closed_stays_closed() -> None:
    """From the first envelope under the new key on; before it the one in force is the old one."""
    made = _written()
    newer = wire_roster.extended(
        ROSTER, wire_roster.make(ROSTER.next_place(BY_ROOT), Epoch(COMP, 2, b"2" * 32), ROOT)
    )
    assert _found([*made.items, made.next(signed(made.header(WRITER), b"ct", KEYS[WRITER]))], newer) is None
    made.adds(made.header(ADMIN, Kind.MEMBERSHIP, epoch=2), Membership(STRANGER, None).to_bytes())
    for epoch, wrong in {1: Wrong.OLD_EPOCH, 2: None}.items():
        after = signed(made.header(WRITER, epoch=epoch), b"ct", KEYS[WRITER])
        assert _found([*made.items, made.next(after)], newer) is wrong


def test_a_beacon_that_saw_another_history_is_found() -> None:
    """A server showed its device another one: here that device says so itself."""
    made = _written()
    said = {Beacon(5, made.chain): None, Beacon(5, NEVER): Wrong.SEEN, Beacon(6, made.chain): Wrong.SEEN}
    for beacon, wrong in said.items():
        envelope = signed(made.header(WRITER, Kind.BEACON), beacon.to_bytes(), KEYS[WRITER])
        assert _found([*made.items, made.next(envelope)]) is wrong


def test_a_number_that_is_skipped_and_a_hash_that_does_not_fit() -> None:
    made = _written()
    item = made.next(signed(made.header(WRITER), b"ct", KEYS[WRITER]))
    assert _found([*made.items, item.model_copy(update={"seq": item.seq + 1})]) is Wrong.ORDER
    assert _found([*made.items, item.model_copy(update={"env_hash": NEVER})]) is Wrong.CHAIN
    assert _found([*made.items, item.model_copy(update={"envelope": None})]) is Wrong.DESTROYED


def test_who_may_say_it() -> None:
    """Who is no member says nothing; of members only an admin speaks, and of devices that are known."""
    made = _written()
    told = {
        (STRANGER, Kind.OPS): (b"ct", Wrong.MEMBER),
        (STRANGER, Kind.MEMBERSHIP): (Membership(STRANGER, Role.WRITE).to_bytes(), Wrong.MEMBER),
        (WRITER, Kind.MEMBERSHIP): (Membership(STRANGER, Role.WRITE).to_bytes(), Wrong.MEMBER),
        (ADMIN, Kind.MEMBERSHIP): (Membership(b"n" * 16, Role.WRITE).to_bytes(), Wrong.UNKNOWN_DEVICE),
    }
    for (dev, kind), (ct, wrong) in told.items():
        assert _found([*made.items, made.next(signed(made.header(dev, kind), ct, KEYS[dev]))]) is wrong


def test_an_answer_that_was_mutated_is_no_answer_or_a_lie_and_never_a_crash() -> None:
    """T7: bytes of a page change on the way, one or some, as the dice say."""
    made = _written()
    head = Head(seq=len(made.items), chain=made.chain, epoch=1)
    whole = Page(items=made.items, head=head, more=False).model_dump_json().encode()
    ends = {"unread": 0, "wrong": 0, "same": 0}
    for n in range(MUTATED * TIMES):
        ends[_mutated(whole, made.items, Random(f"{SEED}/{n}"))] += 1
    assert ends["unread"], ends
    assert ends["wrong"], ends


def _mutated(whole: bytes, honest: Sequence[Stored], dice: Random) -> str:
    data = bytearray(whole)
    for _ in range(dice.choice((1, 1, 1, 4))):
        data[dice.randrange(len(data))] = dice.choice((dice.randrange(256), *b"AZaz09-_"))
    try:
        page = Page.model_validate_json(bytes(data))
    except ValidationError:
        return "unread"
    if page.items == honest:
        return "same"
    # What was changed and breaks no rule is when it came in, which the head tells.
    if _found(page.items) is not None:
        return "wrong"
    assert [item.envelope for item in page.items] == [item.envelope for item in honest]
    assert _chain(page.items) != page.head.chain
    return "wrong"


def _chain(items: Sequence[Stored]) -> bytes:
    chain = START
    for item in items:
        chain = next_chain(chain, item.seq, item.recv_ms, item.env_hash)
    return chain
