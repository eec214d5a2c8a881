"""The ciphers hold each thing to its place: nothing opens anywhere but where it was sealed for."""

from dataclasses import replace

import pytest

from zvhdesk.domain.terms import Compartment
from zvhdesk.services.unlock.recovery_key import pair_from
from zvhdesk.sync import sealing
from zvhdesk.sync.sealing import OpenedKey, Place, SecretBoxes, Unreadable

PLACE = Place(b"h" * 16, b"c" * 16, 1)
ELSEWHERE = [
    replace(PLACE, house=b"o" * 16),
    replace(PLACE, comp=b"o" * 16),
    replace(PLACE, epoch=2),
]
DEV, PAIR = b"d" * 16, pair_from(b"s" * 32)
KEY, SECRET, ENV, HDR, STREAM = b"k" * 32, b"s" * 32, b"e" * 16, b"header", b"t" * 16


def test_a_key_opens_for_its_device_in_its_place_and_nowhere_else() -> None:
    """The server may lay a box of another compartment, epoch or device in this place."""
    opened = OpenedKey(KEY, Compartment.REGULAR)
    box = sealing.seal_key(opened, PLACE, DEV, PAIR.public)
    assert sealing.open_key(box, PLACE, DEV, PAIR) == opened
    for place, dev in (*((place, DEV) for place in ELSEWHERE), (PLACE, b"o" * 16)):
        with pytest.raises(Unreadable):
            sealing.open_key(box, place, dev, PAIR)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_secret_and_the_key_before_open_in_their_place_only(elsewhere: Place) -> None:
    boxes = SecretBoxes(KEY, PLACE)
    secret, before = boxes.seal(SECRET, STREAM), sealing.seal_before(b"b" * 32, KEY, PLACE)
    assert SecretBoxes(KEY, PLACE).open(secret, STREAM) == SECRET
    assert sealing.open_before(before, KEY, PLACE) == b"b" * 32
    with pytest.raises(Unreadable):
        SecretBoxes(KEY, elsewhere).open(secret, STREAM)
    with pytest.raises(Unreadable):
        sealing.open_before(before, KEY, elsewhere)


def test_a_secret_is_of_its_stream_and_serves_one_purpose() -> None:
    boxes = SecretBoxes(KEY, PLACE)
    with pytest.raises(Unreadable):
        boxes.open(boxes.seal(SECRET, STREAM), b"o" * 16)
    # Bound to the same bytes, it would open as the key before if one key served both.
    with pytest.raises(Unreadable):
        sealing.open_before(boxes.seal(SECRET, b""), KEY, PLACE)


def test_an_envelope_opens_with_its_own_header_key_and_secret_only() -> None:
    ct = sealing.seal(b"inside", KEY, SECRET, ENV, HDR)
    assert sealing.unseal(ct, KEY, SECRET, ENV, HDR) == b"inside"
    for key, secret, env_id, hdr in (
        (KEY, SECRET, ENV, b"other!"),
        (b"o" * 32, SECRET, ENV, HDR),
        (KEY, b"o" * 32, ENV, HDR),
        (KEY, SECRET, b"o" * 16, HDR),
    ):
        with pytest.raises(Unreadable):
            sealing.unseal(ct, key, secret, env_id, hdr)


def test_its_length_does_not_tell_what_was_typed() -> None:
    lengths = {len(sealing.seal(b"x" * size, KEY, SECRET, ENV, HDR)) for size in range(0, 200, 7)}
    assert len(lengths) == 1
