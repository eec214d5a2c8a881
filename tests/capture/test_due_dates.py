"""Dates in words, against the calendar: every expected day is found by walking over the days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from zvhdesk.domain.reading.due_dates import Term, find_term, in_words

THURSDAY = date(2026, 3, 12)
TABLE = date(2026, 4, 9)
FULL = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTH = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

todays = st.dates(date(2000, 1, 1), date(2090, 12, 31))
intros = st.sampled_from(
    ["vóór", "voor", "uiterlijk", "op", "per", "uiterlijk op", "Vóór", "vo\u0301o\u0301r"]
)


def first_from(start: date, fits: Callable[[date], bool]) -> date:
    """The first day from `start` on that fits: the calendar leafed through."""
    return next(day for day in (start + timedelta(step) for step in range(3000)) if fits(day))


def term(line: str, today: date = THURSDAY, table: date | None = TABLE) -> Term:
    found = find_term(line, today, table)
    assert found is not None, line
    return found


def due(line: str, today: date = THURSDAY) -> date | None:
    found = term(line, today)
    assert found.doubt is None, found.doubt
    return found.due_on


@pytest.mark.parametrize(
    "words, day",
    [
        ("vóór do 26 mrt", date(2026, 3, 26)),
        ("voor 28 maart", date(2026, 3, 28)),
        ("28-3", date(2026, 3, 28)),
        ("28-03-2026", date(2026, 3, 28)),
        ("28/3", date(2026, 3, 28)),
        ("28-3-27", date(2027, 3, 28)),
        ("28.03.2026", date(2026, 3, 28)),
        ("2026-03-28", date(2026, 3, 28)),
        ("za 28 mrt", date(2026, 3, 28)),
        ("zaterdag 28 maart 2026", date(2026, 3, 28)),
        ("1e mei", date(2026, 5, 1)),
        ("over 2 weken", date(2026, 3, 26)),
        ("over een maand", date(2026, 4, 12)),
        ("over 10 dagen", date(2026, 3, 22)),
        ("binnen drie weken", date(2026, 4, 2)),
        ("over een half jaar", date(2026, 9, 12)),
        ("vandaag", date(2026, 3, 12)),
        ("morgen", date(2026, 3, 13)),
        ("morgenochtend", date(2026, 3, 13)),
        ("overmorgen", date(2026, 3, 14)),
        ("vrijdag", date(2026, 3, 13)),
        ("donderdag", date(2026, 3, 19)),
        ("aanstaande vrijdag", date(2026, 3, 13)),
        ("uiterlijk vr", date(2026, 3, 13)),
        ("volgende week vrijdag", date(2026, 3, 20)),
        ("volgende week", date(2026, 3, 20)),
        ("volgende tafel", TABLE),
        ("de volgende casustafel", TABLE),
        ("eind april", date(2026, 4, 30)),
        ("eind februari", date(2027, 2, 28)),
        ("half april", date(2026, 4, 15)),
        ("eind van de maand", date(2026, 3, 31)),
        ("vóór het einde van de maand", date(2026, 3, 31)),
        ("eind volgende maand", date(2026, 4, 30)),
        ("eind van het jaar", date(2026, 12, 31)),
        ("uiterlijk 3 apr", date(2026, 4, 3)),
        ("per 1 mei", date(2026, 5, 1)),
        ("vóór of op 1 mei", date(2026, 5, 1)),
        ("t/m 1 mei", date(2026, 5, 1)),
        ("tot 1 mei", date(2026, 5, 1)),
        ("tot en met vr 1 mei", date(2026, 5, 1)),
        ("tot uiterlijk 1 mei", date(2026, 5, 1)),
        ("01.05", date(2026, 5, 1)),
        ("t/m 31.12", date(2026, 12, 31)),
        ("uiterlijk 1.5", date(2026, 5, 1)),
        ("1 mei a.s", date(2026, 5, 1)),
        ("vrijdag aanstaande", date(2026, 3, 13)),
        ("vanmiddag", date(2026, 3, 12)),
        ("morgen ochtend", date(2026, 3, 13)),
        ("vrijdagmiddag 27 mrt", date(2026, 3, 27)),
        ("maandag de 23e maart", date(2026, 3, 23)),
        ("volgende keer", TABLE),
        ("vóór de volgende keer", TABLE),
        ("op de eerstvolgende tafel", TABLE),
        ("maandag over een week", date(2026, 3, 23)),
        ("vrijdag over een week", date(2026, 3, 20)),
        ("vrijdag over 2 weken", date(2026, 3, 27)),
        ("over 2 weken vrijdag", date(2026, 3, 27)),
        ("over 2 weken op vrijdag", date(2026, 3, 27)),
        ("vrijdag volgende week", date(2026, 3, 20)),
        ("maandag van volgende week", date(2026, 3, 16)),
        ("eind volgende week", date(2026, 3, 20)),
        ("in de loop van volgende week", date(2026, 3, 20)),
        ("tot over 2 weken", date(2026, 3, 26)),
        ("binnen 2 weken na vandaag", date(2026, 3, 26)),
    ],
)
def test_the_words_people_use(words: str, day: date) -> None:
    for line in (words, f"wijkagent spreekt familie {words}", f"wijkagent spreekt familie, {words}."):
        found = term(line)
        assert (found.due_on, found.doubt) == (day, None)
        assert line[found.start : found.end].rstrip(".") == words


@given(today=todays, intro=intros, ahead=st.integers(0, 300), form=st.integers(0, 3))
def test_a_date_without_a_year_is_the_next_one_from_today_on(
    today: date, intro: str, ahead: int, form: int
) -> None:
    day = today + timedelta(ahead)
    assume((day.month, day.day) != (2, 29))
    words = (
        f"{day.day} {MONTH[day.month - 1]}",
        f"{day.day} {SHORT[day.month - 1]}",
        f"{day.day}-{day.month}",
        f"{FULL[day.weekday()][:2]} {day:%d} {SHORT[day.month - 1]}",
    )[form]
    expected = first_from(today, lambda one: (one.month, one.day) == (day.month, day.day))
    assert due(f"belt de school {intro} {words}", today) == expected


@given(today=todays, ahead=st.integers(0, 3500), form=st.integers(0, 4))
def test_a_whole_date_is_that_day(today: date, ahead: int, form: int) -> None:
    day = today + timedelta(ahead)
    words = (
        f"{day.day} {MONTH[day.month - 1]} {day.year}",
        f"{FULL[day.weekday()]} {day.day} {SHORT[day.month - 1]} {day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%Y-%m-%d}",
    )[form]
    assert due(f"belt de school vóór {words}", today) == day


@given(today=todays, count=st.integers(1, 60), intro=st.sampled_from(["over", "binnen", "uiterlijk over"]))
def test_days_and_weeks_are_counted(today: date, count: int, intro: str) -> None:
    assert due(f"belt {intro} {count} dagen", today) == today + timedelta(days=count)
    assert due(f"belt {intro} {count} weken", today) == today + timedelta(days=7 * count)


@given(today=todays, count=st.integers(1, 30))
def test_months_keep_the_day_or_take_the_last_one(today: date, count: int) -> None:
    found = due(f"belt over {count} maanden", today)
    assert found is not None
    assert (found.year - today.year) * 12 + found.month - today.month == count
    # The same day of the month, or there was no such day: then the next day is in another month.
    assert found.day == today.day or (
        found.day < today.day and (found + timedelta(days=1)).month != found.month
    )


@given(today=todays, weekday=st.integers(0, 6), word=st.sampled_from(["", "aanstaande ", "komende "]))
def test_a_weekday_is_the_first_one_after_today(today: date, weekday: int, word: str) -> None:
    expected = first_from(today + timedelta(days=1), lambda one: one.weekday() == weekday)
    assert due(f"belt {word}{FULL[weekday]}", today) == expected


@given(today=todays, weekday=st.integers(0, 6))
def test_next_week_is_the_week_that_begins_on_the_coming_monday(today: date, weekday: int) -> None:
    monday = first_from(today + timedelta(days=1), lambda one: one.weekday() == 0)
    expected = first_from(monday, lambda one: one.weekday() == weekday)
    assert due(f"belt volgende week {FULL[weekday]}", today) == expected
    friday = first_from(monday, lambda one: one.weekday() == 4)
    assert due("belt eind volgende week", today) == friday


@given(today=todays, month=st.integers(1, 12))
def test_the_end_of_a_month_is_the_last_day_before_the_next_begins(today: date, month: int) -> None:
    def last_day(one: date) -> bool:
        return (one + timedelta(days=1)).day == 1

    assert due(f"belt eind {MONTH[month - 1]}", today) == first_from(
        today, lambda one: last_day(one) and one.month == month
    )
    assert due("belt eind van de maand", today) == first_from(today, last_day)
    following = first_from(first_from(today, last_day) + timedelta(days=1), last_day)
    assert due("belt uiterlijk eind volgende maand", today) == following


@example(today=date(2002, 8, 1), ahead=577)  # 29 February 2004, and the coming one is of no leap year
@given(today=todays, ahead=st.integers(0, 800))
def test_the_words_of_the_chooser_are_read_back_as_that_day(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    words = in_words(day, today)
    assert due(f"belt vóór {words}", today) == day
    # The year is said where it must be, and not where anybody would understand.
    assert str(day.year) in words or ahead <= 366
    assert str(day.year) not in words or ahead > 300 or (day.month, day.day) == (2, 29)


@given(today=todays, ahead=st.integers(0, 300), wrong=st.integers(1, 6))
def test_a_weekday_that_does_not_fit_is_in_doubt(today: date, ahead: int, wrong: int) -> None:
    day = today + timedelta(ahead)
    said = FULL[(day.weekday() + wrong) % 7]
    found = term(f"belt vóór {said[:2]} {day.day} {SHORT[day.month - 1]} {day.year}", today)
    assert found.due_on is None
    assert found.doubt is not None
    assert f"is een {FULL[day.weekday()]}, geen {said}" in found.doubt


@given(today=todays, back=st.integers(1, 4000))
def test_a_day_behind_us_is_in_doubt(today: date, back: int) -> None:
    day = today - timedelta(back)
    found = term(f"belt vóór {day:%d-%m-%Y}", today)
    assert found.due_on is None
    assert found.doubt is not None
    assert "al voorbij" in found.doubt


@pytest.mark.parametrize(
    "words, says",
    [
        ("vóór 31 april", "31 april 2026 bestaat niet."),
        ("vóór 29 februari", "29 februari 2027 bestaat niet."),
        ("uiterlijk 45 mei", "45 mei 2026 bestaat niet."),
        ("vóór 12-13-2026", "Maand 13 bestaat niet."),
        ("vóór 1 mei 1026", "Het jaartal 1026 kan niet kloppen."),
        ("over 9999 jaar", "Het jaartal 12025 kan niet kloppen."),
        ("volgende vrijdag", "Volgende vrijdag kan twee dagen zijn"),
    ],
)
def test_a_day_that_does_not_exist_is_said(words: str, says: str) -> None:
    found = term(f"belt de school {words}")
    assert found.due_on is None
    assert says in (found.doubt or "")


def test_the_next_table_may_not_be_planned_yet() -> None:
    found = term("belt vóór de volgende tafel", table=None)
    assert found.due_on is None
    assert found.doubt == "De volgende tafel is nog niet gepland: schrijf een datum."


def test_a_table_that_has_been_is_no_term() -> None:
    assert term("volgende tafel", today=TABLE + timedelta(1)).due_on is None


@pytest.mark.parametrize(
    "line",
    [
        "bereidt de zitting van 3 mei",
        "bereidt de zitting van 3 mei voor",
        "bereidt de zitting op 3 mei voor",
        "houdt toezicht tot nader order",
        "sluit aan om 09.12",
        "bespreekt paragraaf 2.10",
        "neemt volgende keer de map mee",
        "tussen 3 en 5 mei",
        "op 3 mei of later",
        "sinds 1 maart geen contact",
        "belt elke vrijdag",
        "belt ma",
        "doet het zo",
        "zoekt kamer 12-40",
        "sluit aan bij fase 2.3",
        "neemt over",
        "binnen blijven",
        "vóór",
        "belt vrijdagen",
        "afspraak van vorige week vrijdag",
        "morgen bellen met school",
        "",
    ],
)
def test_a_date_that_belongs_to_the_text_is_no_term(line: str) -> None:
    assert find_term(line, THURSDAY, TABLE) is None


@pytest.mark.parametrize(
    "line, words",
    [
        ("bereidt de zitting van 3 mei voor vóór vr 20 mrt", "vóór vr 20 mrt"),
        ("belt vóór 20 mrt en schrijft uiterlijk 27 mrt", "uiterlijk 27 mrt"),
        ("vóór 20 mrt belt hij de school", "vóór 20 mrt"),
        ("komt over 2 weken terug op de zitting van 3 mei", "over 2 weken"),
    ],
)
def test_of_several_dates_the_last_that_counts_is_the_term(line: str, words: str) -> None:
    found = term(line)
    assert line[found.start : found.end] == words


@given(line=st.text(max_size=80), today=todays)
def test_no_line_is_too_strange(line: str, today: date) -> None:
    found = find_term(line, today, None)
    if found is not None:
        assert 0 <= found.start < found.end <= len(line)
        assert (found.due_on is None) == (found.doubt is not None)
        assert found.due_on is None or found.due_on >= today
