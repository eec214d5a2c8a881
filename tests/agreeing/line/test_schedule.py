"""When a pass is due: at once when there is reason, once a minute otherwise, and ever less when it fails."""

from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.sync.schedule import EVERY, FIRST_AGAIN, TOGETHER, Schedule

times = st.floats(0, 1e6)
chances = st.floats(0, 1, exclude_max=True)
ROUNDING = 1e-6
"""Seconds: a wait is the difference of two moments, which are kept as binary fractions."""


@given(times, times)
def test_what_is_recorded_goes_at_once_and_never_later_than_planned(due: float, now: float) -> None:
    planned = Schedule(due).wanted(now)
    assert planned.due <= due
    assert planned.due <= now + TOGETHER


@given(times, st.integers(1, 40), chances)
def test_a_server_that_is_away_is_asked_ever_less_but_every_minute(
    now: float, times_failed: int, chance: float
) -> None:
    schedule = Schedule(now)
    for _ in range(times_failed):
        schedule = schedule.missed(now, chance)
    wait = schedule.left(now)
    assert FIRST_AGAIN / 2 - ROUNDING <= wait <= EVERY + ROUNDING
    assert wait <= FIRST_AGAIN * 2**times_failed + ROUNDING
    # Who works on does not hasten it; who asks does; and the first answer ends it.
    assert schedule.wanted(now) == schedule
    assert schedule.at_once(now).left(now) == 0
    assert schedule.answered(now) == Schedule(now + EVERY)


@given(times, st.floats(0, 1e3))
def test_without_news_it_is_asked_once_a_minute(now: float, passed: float) -> None:
    schedule = Schedule(0).answered(now)
    assert (schedule.left(now + passed) == 0) == (now + passed >= now + EVERY)


def test_two_desks_that_lost_it_at_one_moment_do_not_come_back_at_one() -> None:
    first, second = Schedule(0).missed(0, 0.1), Schedule(0).missed(0, 0.9)
    assert first.due < second.due
