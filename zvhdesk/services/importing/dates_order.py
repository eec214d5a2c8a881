"""Which of several columns with dates is which, from what happens in the life of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from zvhdesk.services.importing.content import Column
from zvhdesk.services.importing.fields import CASE_DATES, Field

_YEARS_OLDER = 8 * 365
_HALF = 0.5
_ALWAYS = 0.9
"""Least part of the rows in which an aanmelddatum stands; every case has one."""


@dataclass(frozen=True, slots=True)
class _Dated:
    column: Column
    days: list[date | None]

    @property
    def middle(self) -> float:
        return median(day.toordinal() for day in self.days if day)


def order_dates(columns: Sequence[Column], known: dict[Field, Column]) -> dict[Field, Column]:
    """The fields of date columns whose headings say nothing. `known` are the date columns already named.

    A birth date lies years before all else. Every case has an aanmelddatum and nothing of the case comes
    before it; then come werkvoorraad, start and afsluiting, in that order.
    """
    dated = [_Dated(column, column.dates()) for column in columns]
    everything = dated + [_Dated(column, column.dates()) for column in known.values()]
    found: dict[Field, Column] = {}
    births = [] if Field.BIRTH in known else [one for one in dated if _is_birth(one, everything)]
    if births:
        oldest = min(births, key=lambda one: one.middle)
        found[Field.BIRTH] = oldest.column
    rest = [one for one in dated if one not in births]
    if Field.REFERRED_ON not in known and (first := _first(rest)):
        found[Field.REFERRED_ON] = first.column
        rest.remove(first)
    left = [field for field in CASE_DATES[1:] if field not in known]
    return found | dict(zip(_which(left, rest), [one.column for one in _in_order(rest)], strict=False))


def in_order(first: Column, later: Column) -> bool:
    """Whether in nearly every row that has both, the day of `first` is not after that of `later`."""
    return _before(_Dated(first, first.dates()), _Dated(later, later.dates())) >= _ALWAYS


def _is_birth(one: _Dated, everything: Sequence[_Dated]) -> bool:
    """Whether nearly every row has another day that comes years later: nobody is referred as a toddler."""
    others = [other for other in everything if other.column.at != one.column.at]
    return any(_years_before(one, other) >= _ALWAYS for other in others)


def _years_before(one: _Dated, other: _Dated) -> float:
    both = [(b - a).days for a, b in zip(one.days, other.days, strict=True) if a and b]
    # A column that is filled here and there proves nothing about the others.
    if len(both) < _HALF * sum(day is not None for day in one.days):
        return 0.0
    return sum(gap > _YEARS_OLDER for gap in both) / len(both) if both else 0.0


def _first(dated: Sequence[_Dated]) -> _Dated | None:
    always = [one for one in dated if one.column.filled >= _ALWAYS]
    ahead = [
        one for one in always if all(_before(one, other) >= _ALWAYS for other in dated if other is not one)
    ]
    return ahead[0] if ahead else None


def _before(one: _Dated, other: _Dated) -> float:
    """In which part of the rows that have both, `one` is not later than `other`."""
    both = [(a, b) for a, b in zip(one.days, other.days, strict=True) if a and b]
    return sum(a <= b for a, b in both) / len(both) if both else 1.0


def _in_order(dated: Sequence[_Dated]) -> list[_Dated]:
    """From the earliest to the latest: by how many of the others each is before in most rows."""
    return sorted(dated, key=lambda one: -sum(_before(one, other) for other in dated if other is not one))


def _which(left: list[Field], dated: Sequence[_Dated]) -> list[Field]:
    """The fields for the columns that are left, in the order of their dates."""
    if len(dated) >= len(left) or not dated:
        return left
    filled = [one.column.filled for one in _in_order(dated)]
    by_amount = {1: [Field.STARTED_ON if filled[0] >= 0.5 else Field.CLOSED_ON]}
    if len(dated) == 2:
        # Few cases wait and most are started; few are closed and most were started.
        waits = filled[0] < filled[1]
        by_amount[2] = (
            [Field.WAITING_SINCE, Field.STARTED_ON] if waits else [Field.STARTED_ON, Field.CLOSED_ON]
        )
    return [field for field in by_amount[len(dated)] if field in left]
