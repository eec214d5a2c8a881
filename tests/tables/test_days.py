"""A day typed without its year is the next one there is; what cannot be is refused with a sentence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services.words import day, short_day
from zvhdesk.ui.tables.days import coming_day

DAYS = st.dates(date(2020, 1, 1), date(2080, 12, 31))
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
TODAY = date(2026, 3, 12)


def next_on(today: date, month: int, day_of: int) -> date:
    """The oracle: walk through the calendar."""
    found = today
    while (found.month, found.day) != (month, day_of):
        found += timedelta(days=1)
    return found


@given(today=DAYS, wanted=DAYS, how=st.sampled_from(["{d}-{m}", "{d}/{m}", " {d} {word} ", "{d} {word}."]))
def test_without_a_year_it_is_the_first_from_today_on(today: date, wanted: date, how: str) -> None:
    word = day(wanted).split()[1]
    typed = how.format(d=wanted.day, m=wanted.month, word=word)
    assert coming_day(typed, today, "Datum") == next_on(today, wanted.month, wanted.day)


@given(today=DAYS, wanted=DAYS, said=st.sampled_from(WEEKDAYS))
def test_a_weekday_must_be_that_of_the_day(today: date, wanted: date, said: str) -> None:
    found = next_on(today, wanted.month, wanted.day)
    typed = f"{said} {wanted.day}-{wanted.month}"
    if said == WEEKDAYS[found.weekday()]:
        assert coming_day(typed, today, "Datum") == found
    else:
        with pytest.raises(Refused) as refused:
            coming_day(typed, today, "Datum")
        reason = refused.value.reason
        assert isinstance(reason, BadInput)
        assert reason.sentence.startswith(f"Dat klopt niet: {day(found)} is ")


@given(wanted=DAYS)
def test_a_short_day_is_weekday_day_and_month(wanted: date) -> None:
    months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    assert short_day(wanted) == f"{WEEKDAYS[wanted.weekday()]} {wanted.day} {months[wanted.month - 1]}"


@given(today=DAYS, wanted=DAYS)
def test_a_year_that_was_typed_is_kept(today: date, wanted: date) -> None:
    for typed in (day(wanted), wanted.isoformat(), f"{short_day(wanted)} {wanted.year}"):
        assert coming_day(typed, today, "Datum") == wanted


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("", "Vul de dag in, bijvoorbeeld do 19 mrt."),
        ("31-4", "31 april 2026 bestaat niet."),
        ("morgen of zo", "Dit is geen datum."),
        ("19-3-26", "Schrijf het jaar met vier cijfers."),
        ("ma 19 mrt", "Dat klopt niet: 19 mrt 2026 is donderdag."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        coming_day(typed, TODAY, "Datum")
    assert refused.value.reason == BadInput("Datum", sentence)
