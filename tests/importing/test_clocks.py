from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.clocks import destroy_by, retention_passed

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def test_five_years_from_first_processing() -> None:
    assert destroy_by(date(2025, 11, 3)) == date(2030, 11, 3)


def test_from_29_february_the_five_years_are_not_a_day_longer() -> None:
    assert destroy_by(date(2024, 2, 29)) == date(2029, 2, 28)


@given(DAYS)
def test_data_are_never_kept_longer_than_five_years(first: date) -> None:
    """WGS 1.8(7) gives a greatest length: the day after, the same date five years on has been reached."""
    last = destroy_by(first)
    assert last.year == first.year + 5
    assert (last.month, last.day) <= (first.month, first.day)
    assert not retention_passed(first, last)
    assert retention_passed(first, last + timedelta(days=1))
