"""The roster: only the root and admins speak, in one order, and nobody is known that they did not name."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.wire.encoding import Malformed, dump, load_map
from zvhdesk.wire.roster import (
    BY_ROOT,
    Admin,
    AfterRevoking,
    Body,
    Device,
    Entry,
    Epoch,
    House,
    Place,
    Refused,
    Revoke,
    Roster,
    extended,
    make,
    read,
)

HOUSE = b"h" * 16
ROOT = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
COMP = b"c" * 16


def key(dev: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(dev * 2)


def public(made: Ed25519PrivateKey) -> bytes:
    return made.public_key().public_bytes_raw()


def device(letter: str, user: str) -> Device:
    dev = letter.encode() * 16
    return Device(dev, user.encode() * 16, public(key(dev)), b"kem" * 8)


A, B, C = device("a", "1"), device("b", "2"), device("d", "3")


def signer(by: bytes) -> Ed25519PrivateKey:
    return ROOT if by == BY_ROOT else key(by)


def said(roster: Roster, by: bytes, body: Body) -> Roster:
    return extended(roster, make(roster.next_place(by), body, signer(by)), public(ROOT))


def founded() -> Roster:
    """A house with admin 1 on device A, and person 2 on device B."""
    roster = Roster(HOUSE)
    for by, body in (
        (BY_ROOT, House(public(ROOT), b"rec", b"box")),
        (BY_ROOT, Admin(A.user)),
        (BY_ROOT, A),
        (A.dev, B),
        (A.dev, Epoch(COMP, 1, b"1" * 32)),
    ):
        roster = said(roster, by, body)
    return roster


def test_a_house_is_founded() -> None:
    roster = founded()
    assert roster.active(A.dev) == A
    assert roster.is_admin(A.dev)
    assert not roster.is_admin(B.dev)
    assert roster.epoch(COMP) == 1
    assert roster.recovery == b"rec"
    assert roster.seq == 5


def test_a_revoked_device_counts_for_nothing() -> None:
    roster = said(founded(), A.dev, Revoke(B.dev, AfterRevoking.WIPE))
    assert roster.active(B.dev) is None
    assert roster.devices[B.dev].revoked is AfterRevoking.WIPE
    with pytest.raises(Refused, match="known"):
        said(roster, A.dev, Revoke(B.dev, AfterRevoking.KEEP))
    gone = said(roster, BY_ROOT, Revoke(A.dev, AfterRevoking.KEEP))
    with pytest.raises(Refused, match="signer"):
        said(gone, A.dev, C)
    assert said(gone, BY_ROOT, C).active(C.dev) == C


@pytest.mark.parametrize(
    "by,body,rule",
    [
        (B.dev, C, "signer"),  # no admin
        (B.dev, Admin(B.user), "signer"),
        (A.dev, Admin(B.user), "signer"),  # an admin makes no admins
        (A.dev, B, "known"),
        (A.dev, Device(BY_ROOT, b"u" * 16, public(ROOT), b""), "known"),
        (A.dev, Revoke(C.dev, AfterRevoking.WIPE), "known"),
        (A.dev, Epoch(COMP, 3, b"3" * 32), "epoch"),
        (A.dev, Epoch(COMP, 1, b"x" * 32), "epoch"),
        (A.dev, House(public(ROOT), b"other", b"box"), "root"),
        (BY_ROOT, House(public(ROOT), b"other", b"box"), "root"),  # a second beginning
        (C.dev, C, "signer"),  # signs for itself
    ],
)
def test_what_may_not_be_said_is_refused(by: bytes, body: Body, rule: str) -> None:
    with pytest.raises(Refused, match=rule):
        said(founded(), by, body)


def test_another_root_than_the_pinned_one_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    entry = make(Roster(HOUSE).next_place(BY_ROOT), House(public(other), b"rec", b"box"), other)
    assert extended(Roster(HOUSE), entry).root == public(other)
    with pytest.raises(Refused, match="root"):
        extended(Roster(HOUSE), entry, public(ROOT))


@pytest.mark.parametrize(
    "moved",
    [
        lambda place: Place(b"o" * 16, place.seq, place.prev, place.by),
        lambda place: Place(place.house, place.seq + 1, place.prev, place.by),
        lambda place: Place(place.house, place.seq - 1, place.prev, place.by),
        lambda place: Place(place.house, place.seq, b"p" * 32, place.by),
    ],
)
def test_an_entry_for_another_place_is_refused(moved: Callable[[Place], Place]) -> None:
    roster = founded()
    entry = make(moved(roster.next_place(A.dev)), C, key(A.dev))
    with pytest.raises(Refused, match="place"):
        extended(roster, entry)


@given(st.data())
def test_no_bit_of_an_entry_can_be_changed(data: st.DataObject) -> None:
    roster = founded()
    entry = make(roster.next_place(A.dev), C, key(A.dev))
    whole = bytearray(entry.body + entry.sig)
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << at % 8
    cut = len(entry.body)
    with pytest.raises((Refused, Malformed)):
        extended(roster, Entry(bytes(whole[:cut]), bytes(whole[cut:])))


@given(
    st.sampled_from(
        [
            House(b"r" * 32, b"rec", b"box"),
            Admin(b"u" * 16),
            A,
            Revoke(A.dev, AfterRevoking.KEEP),
            Epoch(COMP, 2, b"2" * 32),
        ]
    )
)
def test_an_entry_is_read_as_it_was_made_and_nothing_else(body: Body) -> None:
    place = Place(HOUSE, 7, b"p" * 32, A.dev)
    entry = make(place, body, ROOT)
    assert read(entry) == (place, body)
    whole = load_map(entry.body)
    for left in whole:
        with pytest.raises(Malformed):
            read(Entry(dump({key: value for key, value in whole.items() if key != left}), entry.sig))
    with pytest.raises(Malformed):
        read(Entry(dump({**whole, "more": 1}), entry.sig))
    with pytest.raises(Malformed):
        read(Entry(dump({**whole, "kind": "other"}), entry.sig))


def test_a_part_of_which_all_are_out_waits_for_one_whom_two_officers_send() -> None:
    """An admin from before may revoke its members, and does not let himself in by that."""
    roster = said(said(founded(), BY_ROOT, Admin(B.user)), A.dev, C)
    members = (C.dev, A.dev)
    assert not roster.may_begin_anew(B.user, members)
    for dev in members:
        roster = said(roster, B.dev, Revoke(dev, AfterRevoking.KEEP))
        assert not roster.may_begin_anew(B.user, members)
    sent = device("e", "4")
    roster = said(said(roster, B.dev, sent), BY_ROOT, Admin(sent.user))
    assert roster.may_begin_anew(sent.user, members)
    assert not roster.may_begin_anew(B.user, members)
    assert not roster.may_begin_anew(sent.user, ()), "where nobody ever was there is nobody to follow"
    assert not roster.may_begin_anew(sent.user, (*members, B.dev)), "one of them is in"
