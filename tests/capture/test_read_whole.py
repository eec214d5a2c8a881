"""A term is read whole or not at all: no date word stays behind in the text of an action."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.capture.test_due_dates import FULL, MONTH, SHORT, TABLE, THURSDAY, first_from, term, todays
from zvhdesk.domain.reading.due_dates import NOT_WHOLE, find_term


@pytest.mark.parametrize(
    "words",
    [
        "begin volgende week",
        "2 dagen vóór 3 mei",
        "een week voor de volgende tafel",
        "binnen 2 weken na de zitting",
        "over een week of twee",
        "vóór 3 of 4 mei",
        "3/4 mei",
        "vóór 3/4 mei",
        "uiterlijk maandag of dinsdag",
        "van 1 mei t/m 3 mei",
        "vóór 3 mei '27",
        "vóór 3 mei 27",
        "uiterlijk eind mei begin juni",
        "uiterlijk vrijdag van die week",
        "maandag over een maand",
        "maandag over 14 dagen",
    ],
)
def test_what_is_read_in_part_is_in_doubt(words: str) -> None:
    found = find_term(f"belt de school {words}", THURSDAY, TABLE)
    assert found is None or (found.due_on, found.doubt) == (None, NOT_WHOLE)


@given(today=todays, weekday=st.integers(0, 6), count=st.integers(1, 8), first=st.booleans())
def test_a_weekday_so_many_weeks_on_is_that_day_or_in_doubt(
    today: date, weekday: int, count: int, first: bool
) -> None:
    length = "over een week" if count == 1 else f"over {count} weken"
    words = f"{FULL[weekday]} {length}" if first else f"{length} {FULL[weekday]}"
    coming = first_from(today + timedelta(days=1), lambda one: one.weekday() == weekday)
    found = term(f"belt de school {words}", today)
    # Two days may be meant as soon as that weekday of this week has been.
    plain = weekday > today.weekday() or (count == 1 and first)
    assert found.due_on == (coming + timedelta(weeks=count) if plain else None)
    assert plain or "schrijf de datum" in (found.doubt or "")


VOCABULARY = (
    *FULL, *SHORT, "mei", "december", "morgen", "vandaag", "volgende", "komende", "deze", "aanstaande",
    "eind", "begin", "half", "week", "weken", "dagen", "maand", "over een week", "over 2 weken",
    "volgende week", "volgende keer", "volgende tafel", "3 dec", "3-12", "31.12", "3/4", "vr",
    "do 26 mrt", "2027", "26",
)  # fmt: skip
LINKS = ("", "", "", "vóór", "uiterlijk", "op", "t/m", "tot", "of", "en", "van", "in", "binnen", "over", "de")
DATE_WORD = re.compile(
    rf"\b(?:{'|'.join((*FULL, *MONTH, *SHORT))}|vr|do|week|weken|dagen|maand|eind|begin|half|volgende"
    r"|komende|aanstaande|morgen|vandaag|keer|tafel)\b|\d[-/.]\d|20\d\d"
)
"""No bare number: it may be of a house."""


@given(
    today=todays,
    parts=st.lists(st.tuples(st.sampled_from(LINKS), st.sampled_from(VOCABULARY)), min_size=1, max_size=4),
)
@example(today=THURSDAY, parts=[("", "maandag"), ("over", "week")])
@example(today=THURSDAY, parts=[("", "maandag"), ("", "over een week")])
@example(today=THURSDAY, parts=[("vóór", "maandag"), ("of", "dinsdag")])
def test_words_of_dates_are_read_whole_or_not_at_all(today: date, parts: list[tuple[str, str]]) -> None:
    words = " ".join(one for part in parts for one in part if one)
    found = find_term(f"belt de school {words}", today, date(2099, 1, 1))
    if found is not None and found.due_on is not None:
        line = f"belt de school {words}"
        left = line[: found.start] + " " + line[found.end :]
        # `de zitting van 3 dec` is another date, and belongs to the text.
        left = re.sub(r"\b(?:van|vanaf) (?:3 dec|do 26 mrt)\b", "", left)
        assert not DATE_WORD.search(left), f"{words!r} left {left!r}"


@pytest.mark.parametrize(
    "line, words",
    [
        ("verlengt vóór 20 mrt de maatregel tot 3 mei", "vóór 20 mrt"),
        ("verlengt de maatregel tot 3 mei", "tot 3 mei"),
        ("belt elke maandag t/m 3 mei", "t/m 3 mei"),
    ],
)
def test_before_a_day_wins_from_until_a_day(line: str, words: str) -> None:
    found = term(line)
    assert found.due_on is not None
    assert line[found.start : found.end] == words
