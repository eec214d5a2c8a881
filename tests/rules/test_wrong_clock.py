"""When a clock is said to be off: two minutes at least, whatever the way to the server and back took."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.wrong_clock import ahead, off

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
TWO = timedelta(minutes=2)
way = st.timedeltas(timedelta(0), timedelta(minutes=5))


@given(there=way, back=way)
def test_a_clock_that_is_right_is_never_told_however_slow_the_line(there: timedelta, back: timedelta) -> None:
    assert off(NOON, NOON - there, NOON + back) is None


@given(by=st.timedeltas(timedelta(days=-4000), timedelta(days=4000)), there=way, back=way)
def test_one_that_is_off_by_more_than_the_way_takes_is_told(
    by: timedelta, there: timedelta, back: timedelta
) -> None:
    found = off(NOON, NOON + by - there, NOON + by + back)
    if abs(by) >= TWO + there + back:
        assert found is not None
        assert abs(found - by) <= (there + back) / 2 + timedelta(minutes=1)
    if abs(by) < TWO:
        assert found is None


def test_it_is_told_from_two_minutes_either_way() -> None:
    for seconds, minutes in ((119, None), (120, 2), (-119, None), (-120, -2), (7200, 120)):
        at = NOON + timedelta(seconds=seconds)
        assert off(NOON, at, at) == (None if minutes is None else timedelta(minutes=minutes))


def test_a_clock_that_was_put_right_on_the_way_is_looked_at_the_next_time() -> None:
    assert off(NOON, NOON + timedelta(hours=3), NOON) is None
    assert off(NOON, NOON - timedelta(hours=3), NOON) is None


@given(late=st.integers(0, 10**12))
def test_what_was_sent_later_says_nothing_of_its_author(late: int) -> None:
    assert ahead(10**12 - late, 10**12) is None


def test_nobody_writes_what_was_received_before() -> None:
    assert ahead(119_999, 0) is None
    assert ahead(120_000, 0) == TWO
    assert ahead(2**53, 0) is not None, "a time that no calendar has"
