from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.reading.births import ages_on, birth_span, read_birth
from zvhdesk.domain.reading.cells import Cell, Unreadable
from zvhdesk.domain.reading.dates import EXCEL_1900, EXCEL_1904, MONTHS, read_date

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2099, 12, 31))
SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@given(DAYS, st.data())
def test_every_way_to_write_a_day_reads_as_that_day(day: date, data: st.DataObject) -> None:
    month, short = MONTHS[day.month - 1], SHORT[day.month - 1]
    ways: list[Cell] = [
        day,
        datetime(day.year, day.month, day.day, 13, 5, tzinfo=UTC),
        day.isoformat(),
        f"{day.isoformat()}T09:30:00",
        f"{day.isoformat()} 00:00:00",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y} 14:20",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {month} {day.year}",
        f" {day.day} {month.upper()} {day.year} ",
        f"{day.day} {short} {day.year}",
        f"{day.day} {short}. {day.year}",
        f"{day.day}-{short}-{day.year}",
        f"{day:%Y%m%d}",
        (day - EXCEL_1900).days,
        float((day - EXCEL_1900).days) + 0.25,
        str((day - EXCEL_1900).days),
    ]
    assert read_date(data.draw(st.sampled_from(ways))) == day


@given(DAYS.filter(lambda day: day >= date(1932, 1, 1)))
def test_a_workbook_of_1904_counts_from_another_day(day: date) -> None:
    assert read_date((day - EXCEL_1904).days, EXCEL_1904) == day


@pytest.mark.parametrize("read", [read_date, read_birth])
@pytest.mark.parametrize("cell", [date.max, date.min, datetime(9999, 12, 31, tzinfo=UTC)])
def test_no_end_in_a_workbook_is_no_day(read: Callable[[Cell], object], cell: Cell) -> None:
    with pytest.raises(Unreadable):
        read(cell)


def test_the_day_numbers_of_the_mockup_and_of_excel() -> None:
    assert read_date("45202") == date(2023, 10, 3)
    assert read_date(36526) == date(2000, 1, 1)


@pytest.mark.parametrize(
    "typed, day",
    [
        ("7 november 1988", date(1988, 11, 7)),
        ("3 okt 2023", date(2023, 10, 3)),
        ("3 mrt. 2021", date(2021, 3, 3)),
        ("3 maart 2021", date(2021, 3, 3)),
        ("12 sept. 2020", date(2020, 9, 12)),
        ("di 3 okt 2023", date(2023, 10, 3)),
        ("dinsdag 3 oktober 2023", date(2023, 10, 3)),
        ("1-2-2024", date(2024, 2, 1)),
        ("29 februari 2024", date(2024, 2, 29)),
    ],
)
def test_dutch_words(typed: str, day: date) -> None:
    assert read_date(typed) == day


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("30-02-2019", "30 februari 2019 bestaat niet."),
        ("2019-02-30", "30 februari 2019 bestaat niet."),
        ("30 februari 2019", "30 februari 2019 bestaat niet."),
        ("31/04/2022", "31 april 2022 bestaat niet."),
        ("29-2-2023", "29 februari 2023 bestaat niet."),
        ("03/25/2023", "Maand 25 bestaat niet."),
        ("3-10-23", "Schrijf het jaar met vier cijfers."),
        ("3 okt '23", "Schrijf het jaar met vier cijfers."),
        ("3 brumaire 2023", "De maand is niet herkend."),
        ("3 ju 2023", "Dit is geen datum."),
        ("2-10-0023", "Het jaartal 23 kan niet kloppen."),
        ("Jansen", "Dit is geen datum."),
        ("123456782", "Dit is geen datum."),
        ("1988", "Dit is geen datum."),
        ("00-00-1988", "Maand 0 bestaat niet."),
        (True, "Dit is geen datum."),
    ],
)
def test_what_is_no_day_is_refused_in_words(typed: Cell, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(typed)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("nothing", [None, "", "  ", "-", "onbekend", "Onbekend", "n.v.t.", "?"])
def test_an_empty_cell_is_no_date_and_no_fault(nothing: Cell) -> None:
    assert read_date(nothing) is None
    assert read_birth(nothing) is None


@pytest.mark.parametrize(
    "typed, birth",
    [
        ("1988", "1988"),
        (1988, "1988"),
        ("00-00-1988", "1988"),
        ("0-0-1988", "1988"),
        ("1988-00-00", "1988"),
        ("19880000", "1988"),
        ("11-1988", "1988-11"),
        ("00-11-1988", "1988-11"),
        ("1988-11", "1988-11"),
        ("1988-11-00", "1988-11"),
        ("7 november 1988", "1988-11-07"),
        ("7-11-1988", "1988-11-07"),
        (date(1988, 11, 7), "1988-11-07"),
        (32454, "1988-11-07"),
    ],
)
def test_a_birth_date_may_be_known_in_part(typed: Cell, birth: str) -> None:
    assert read_birth(typed) == birth


@pytest.mark.parametrize("typed", ["30-02-1988", "13-1988", "1700", True, "Jansen"])
def test_an_impossible_birth_date_is_refused(typed: Cell) -> None:
    with pytest.raises(Unreadable):
        read_birth(typed)


@given(DAYS, DAYS)
def test_an_age_is_the_number_of_birthdays_had(born: date, day: date) -> None:
    """The oracle counts birthdays; who was born on 29 February has it on 1 March in other years."""
    if day < born:
        born, day = day, born
    had = 0
    for year in range(born.year + 1, day.year + 1):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        had += birthday <= day
    assert ages_on(born.isoformat(), day) == (had, had)


@given(DAYS, DAYS)
def test_the_ages_of_a_partial_birth_date_hold_the_true_one(born: date, day: date) -> None:
    true_age = ages_on(born.isoformat(), day)[0]
    for partial in (f"{born.year}", f"{born:%Y-%m}"):
        first, last = birth_span(partial)
        assert first <= born <= last
        least, greatest = ages_on(partial, day)
        assert least <= true_age <= greatest
        assert greatest - least <= 1


def test_a_month_ends_on_its_last_day() -> None:
    assert birth_span("1988-12") == (date(1988, 12, 1), date(1988, 12, 31))
    assert birth_span("2024-02")[1] == date(2024, 2, 29)
    assert birth_span("2024")[1] - birth_span("2024")[0] == timedelta(days=365)
