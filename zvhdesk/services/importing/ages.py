"""The ages of a casustafel: whether a person's age on the day of aanmelding lies outside, in a sentence."""

from datetime import date

from zvhdesk.domain.reading.births import ages_on
from zvhdesk.services.importing.house_view import TableView


def age_outside(table: TableView, birth: str | None, referred_on: date) -> str | None:
    """Why this age is outside the table's limits, None when it is not or may not be.

    A birth date that is not known in full refuses only when no day it can mean lies within the limits.
    """
    if birth is None:
        return None
    least, greatest = ages_on(birth, referred_on)
    too_young = table.min_age is not None and greatest < table.min_age
    too_old = table.max_age is not None and least > table.max_age
    if not (too_young or too_old):
        return None
    return (
        f"{table.short_name} is voor {_limits(table)}; deze persoon was {greatest if too_young else least}."
    )


def _limits(table: TableView) -> str:
    if table.max_age is None:
        return f"{table.min_age} jaar en ouder"
    if table.min_age is None:
        return f"hoogstens {table.max_age} jaar"
    return f"{table.min_age} tot en met {table.max_age} jaar"
