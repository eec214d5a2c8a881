"""Who may revoke what, and how devices are told apart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from zvhdesk.domain.enrolment import (
    After,
    DeviceRow,
    NotRevocable,
    admins,
    is_admin,
    letter_of,
    newcomers,
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


def test_who_came_after_this_device_is_told_until_it_was_seen() -> None:
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
    before, after = replace(OTHER, since=noon - timedelta(1)), replace(OTHER, id="3", since=noon)
    me = replace(ME, since=noon - timedelta(hours=1))
    assert newcomers((me, before, after), ()) == (after,)
    assert newcomers((me, before, after), ("3",)) == ()
    assert newcomers((replace(me, since=None), before, after), ("3",)) == (before,), "the first desk saw all"
    assert newcomers((before, after), ()) == ()


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
