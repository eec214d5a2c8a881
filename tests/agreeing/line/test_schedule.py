"""When a pass is due: at once when there is reason, once a minute otherwise, and ever less when it fails."""

from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.sync.schedule import EVERY, FIRST_AGAIN, SOON, TOGETHER, Pace, Schedule

times = st.floats(0, 1e6)
chances = st.floats(0, 1, exclude_max=True)
paces = st.sampled_from(Pace)
ROUNDING = 1e-6
"""Seconds: a wait is the difference of two moments, which are kept as binary fractions."""


@given(times, times)
def test_what_is_recorded_goes_at_once_and_never_later_than_planned(due: float, now: float) -> None:
    planned = Schedule(due).wanted(now)
    assert planned.due <= due
    assert planned.due <= now + TOGETHER


@given(times, st.integers(1, 40), chances, paces)
def test_a_server_that_is_away_is_asked_ever_less_but_as_often_as_somebody_waits(
    now: float, times_failed: int, chance: float, pace: Pace
) -> None:
    schedule = Schedule(now)
    for _ in range(times_failed):
        schedule = schedule.missed(now, chance, pace.most)
    wait = schedule.left(now)
    assert FIRST_AGAIN / 2 - ROUNDING <= wait <= pace.most + ROUNDING
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


def test_while_somebody_waits_it_is_asked_within_seconds_and_never_more_than_once_a_minute_otherwise() -> (
    None
):
    """What users expect of a rail that is true: seconds. And no pace is slower than the minute."""
    assert Pace.AT_TABLE.most <= 5 < Pace.AT_WORK.most <= 10
    assert Pace.AWAY.most == EVERY
    assert Pace.AT_TABLE.missed < Pace.AT_WORK.missed, "at a table a cut is seen sooner"


@given(times, st.floats(0, 60), st.integers(1, 40), chances, paces)
def test_who_comes_back_to_work_does_not_wait_out_the_minute(
    now: float, passed: float, times_failed: int, chance: float, pace: Pace
) -> None:
    schedule = Schedule(now)
    for _ in range(times_failed):
        schedule = schedule.missed(now, chance)
    later = now + passed
    hastened = schedule.within(later, chance, pace.most)
    assert hastened.left(later) <= min(schedule.left(later), pace.most) + ROUNDING
    assert hastened.failed == schedule.failed, "who comes and goes does not make it ask ever more"
    assert Schedule(now).within(later, chance, pace.most) == Schedule(now), "nothing is away"


@given(times, st.integers(1, 40), chances)
def test_a_network_that_is_back_begins_the_count_anew(now: float, times_failed: int, chance: float) -> None:
    schedule = Schedule(now)
    for _ in range(times_failed):
        schedule = schedule.missed(now, chance)
    assert schedule.anew(now).left(now) == 0
    assert schedule.anew(now).missed(now, chance).left(now) <= FIRST_AGAIN + ROUNDING


@given(times, chances)
def test_news_that_end_before_they_began_are_not_asked_for_in_a_circle(now: float, chance: float) -> None:
    again = Schedule(0).answered(now).hung_up(now, chance)
    assert SOON / 2 - ROUNDING <= again.left(now) <= SOON


@given(times, st.integers(1, 40), paces)
def test_a_hundred_desks_come_back_spread(now: float, times_failed: int, pace: Pace) -> None:
    """Of a hundred that lost it at one moment no more than a quarter come in one tenth of the time."""
    schedules = [Schedule(now) for _ in range(100)]
    for _ in range(times_failed):
        schedules = [one.missed(now, at / 100, pace.most) for at, one in enumerate(schedules)]
    waits = [one.left(now) for one in schedules]
    tenth = (max(waits) - min(waits)) / 10
    assert all(sum(start <= wait < start + tenth for wait in waits) <= 25 for start in waits)
