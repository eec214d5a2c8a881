"""The order to destroy: one spelling, and two people of one house behind it."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.wire import roster as r
from zvhdesk.wire.destroying import Order, Unsigned, signed_order
from zvhdesk.wire.encoding import Malformed, dump
from zvhdesk.wire.envelope import NO_STREAM
from zvhdesk.wire.messages import DestroyOrder, Signed
from zvhdesk.wire.roster import AfterRevoking, Roster
from zvhdesk.wire.signing import Purpose, sign

HOUSE, COMP, STREAM = b"h" * 16, b"c" * 16, b"s" * 16
KEYS = {name: Ed25519PrivateKey.generate() for name in ("root", "a", "a2", "b", "c")}
USERS = {"a": b"A" * 16, "a2": b"A" * 16, "b": b"B" * 16, "c": b"C" * 16}
"""Two devices of one admin, one of another, and one of somebody who is none."""


def public(name: str) -> bytes:
    return KEYS[name].public_key().public_bytes_raw()


def dev(name: str) -> bytes:
    return name.encode().ljust(16, b"\0")


@pytest.fixture(scope="module")
def roster() -> Roster:
    folded = Roster(HOUSE)
    bodies: list[r.Body] = [
        r.House(public("root"), b"rec", b"box"),
        r.Admin(USERS["a"]),
        r.Admin(USERS["b"]),
        *(r.Device(dev(name), user, public(name), b"k") for name, user in USERS.items()),
    ]
    for body in bodies:
        folded = r.extended(folded, r.make(folded.next_place(r.BY_ROOT), body, KEYS["root"]))
    return folded


def message(order: Order, *names: str) -> DestroyOrder:
    data = order.to_bytes()
    return DestroyOrder(
        order=data, sigs=[Signed(dev=dev(one), sig=sign(KEYS[one], Purpose.DESTROY, data)) for one in names]
    )


ORDER = Order(HOUSE, COMP, STREAM, (b"1" * 32, b"2" * 32))


@given(st.lists(st.binary(min_size=32, max_size=32), unique=True, max_size=5))
def test_it_is_read_as_it_was_written(hashes: list[bytes]) -> None:
    order = Order(HOUSE, COMP, STREAM, tuple(hashes))
    assert Order.from_bytes(order.to_bytes()) == order


@pytest.mark.parametrize(
    "change",
    [
        {"hashes": b"1" * 31},
        {"hashes": b"1" * 64},
        {"stream": NO_STREAM},
        {"v": 2},
        {"more": 1},
        {"house": b"h"},
    ],
    ids=str,
)
def test_what_no_honest_desk_writes_is_no_order(change: dict[str, bytes | int]) -> None:
    whole: dict[str, object] = {"v": 1, "house": HOUSE, "comp": COMP, "stream": STREAM, "hashes": b"1" * 32}
    with pytest.raises(Malformed):
        Order.from_bytes(dump({**whole, **change}))


def test_two_admins_of_the_house_sign_it(roster: Roster) -> None:
    assert signed_order(message(ORDER, "a", "b"), roster) == ORDER


@pytest.mark.parametrize("names", [("a", "a"), ("a", "a2"), ("a", "c"), ("c", "b")])
def test_one_admin_is_not_enough_and_no_other_counts(roster: Roster, names: tuple[str, str]) -> None:
    with pytest.raises(Unsigned):
        signed_order(message(ORDER, *names), roster)


def _other_order(good: DestroyOrder) -> DestroyOrder:
    return good.model_copy(update={"order": Order(HOUSE, COMP, STREAM, (b"3" * 32,)).to_bytes()})


def _other_hand(good: DestroyOrder) -> DestroyOrder:
    first, second = good.sigs
    return good.model_copy(update={"sigs": [first, second.model_copy(update={"sig": first.sig})]})


def _nobody(good: DestroyOrder) -> DestroyOrder:
    first, second = good.sigs
    return good.model_copy(update={"sigs": [first, second.model_copy(update={"dev": b"n" * 16})]})


@pytest.mark.parametrize("forge", [_other_order, _other_hand, _nobody])
def test_what_they_did_not_sign_is_no_order(
    roster: Roster, forge: Callable[[DestroyOrder], DestroyOrder]
) -> None:
    with pytest.raises(Unsigned):
        signed_order(forge(message(ORDER, "a", "b")), roster)


def test_it_is_of_this_house(roster: Roster) -> None:
    with pytest.raises(Unsigned):
        signed_order(message(Order(b"o" * 16, COMP, STREAM), "a", "b"), roster)


def test_who_was_revoked_later_did_sign_it(roster: Roster) -> None:
    """Who joins years later reads orders of people who have left."""
    entry = r.make(roster.next_place(dev("a")), r.Revoke(dev("b"), AfterRevoking.KEEP), KEYS["a"])
    assert signed_order(message(ORDER, "a", "b"), r.extended(roster, entry)) == ORDER
