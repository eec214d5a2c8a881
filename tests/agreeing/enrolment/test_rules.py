"""Who may revoke what, and how devices are told apart."""

from dataclasses import replace

import pytest

from zvhdesk.domain.enrolment import (
    After,
    DeviceRow,
    NotRevocable,
    admins,
    is_admin,
    letter_of,
    not_revocable,
)

ME = DeviceRow("1", "a", "Anna", "", me=True, admin=True, since=None, last=None)
OTHER = replace(ME, id="2", user="b", person="Bo", letter="B", me=False, admin=False)


def test_who_may_revoke_what() -> None:
    assert not_revocable(OTHER, (ME, OTHER)) is None
    assert not_revocable(ME, (ME, OTHER)) is NotRevocable.OWN
    gone = replace(OTHER, revoked=After.KEEP)
    assert not_revocable(gone, (ME, gone)) is NotRevocable.ALREADY
    plain = replace(ME, admin=False)
    assert not_revocable(OTHER, (plain, OTHER)) is NotRevocable.NO_ADMIN


def test_an_admin_counts_while_a_device_is_left() -> None:
    second = replace(OTHER, admin=True)
    assert admins((ME, OTHER)) == 1
    assert admins((ME, second)) == 2
    assert admins((ME, replace(second, revoked=After.WIPE))) == 1
    assert not is_admin((replace(ME, revoked=After.WIPE), second))


@pytest.mark.parametrize(
    "place, letter", [(0, ""), (1, "B"), (2, "C"), (25, "Z"), (26, "AA"), (27, "AB"), (52, "BA")]
)
def test_a_letter_for_each_device(place: int, letter: str) -> None:
    assert letter_of(place) == letter
