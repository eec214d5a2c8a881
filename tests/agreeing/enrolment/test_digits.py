"""The digits that two people compare."""

from zvhdesk.sync.joining import digits
from zvhdesk.wire.messages import JoinKeys

HOUSE, ROOT = b"h" * 16, b"r" * 32
KEYS = JoinKeys(dev=b"d" * 16, sign=b"s" * 32, kem=b"k" * 40)


def test_whatever_a_server_swaps_is_heard() -> None:
    whole = digits(HOUSE, ROOT, KEYS)
    assert [len(group) for group in whole] == [5] * 8
    swapped = [
        digits(b"x" * 16, ROOT, KEYS),
        digits(HOUSE, b"x" * 32, KEYS),
        *(
            digits(HOUSE, ROOT, KEYS.model_copy(update=one))
            for one in ({"dev": b"x" * 16}, {"sign": b"x" * 32}, {"kem": b"x" * 40})
        ),
    ]
    assert len({whole, *swapped}) == 6


def test_who_means_another_kind_of_desk_sees_other_digits() -> None:
    assert digits(HOUSE, ROOT, KEYS, apart=True) != digits(HOUSE, ROOT, KEYS)
