"""The clocks of the law over a case."""

import calendar
from datetime import date, timedelta

RETENTION_YEARS = 5


def destroy_by(first_processed: date) -> date:
    """The last day on which data may be kept: five years from first processing (WGS 1.8(7)).

    Five years from 29 February end on 28 February: the law gives a greatest length, so never a day more.
    """
    year = first_processed.year + RETENTION_YEARS
    last = calendar.monthrange(year, first_processed.month)[1]
    return first_processed.replace(year=year, day=min(first_processed.day, last))


def retention_passed(first_processed: date, today: date) -> bool:
    """Whether the five years are over, so that it must be decided what happens to the data."""
    return today > destroy_by(first_processed)


def working_days(since: date, today: date) -> int:
    """Mondays to Fridays after `since` up to and with `today`; 0 when `since` is not past. Holidays count."""
    days = max(0, (today - since).days)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((since.weekday() + step) % 7 < 5 for step in range(1, rest + 1))


def before_working_days(today: date, count: int) -> date:
    """The last day from which more than `count` working days have gone by."""
    since = today
    while working_days(since, today) <= count:
        since -= timedelta(days=1)
    return since


def retention_since(today: date) -> date:
    """The first day of processing whose five years are not over on `today`."""
    since = today.replace(year=today.year - RETENTION_YEARS, day=1)
    while retention_passed(since, today):
        since += timedelta(days=1)
    return since
