"""What the board says of a case, from tables written by hand; and that it never scores (WGS 2.26)."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.attention import Facts, Kind, asks, limits, reasons
from zvhdesk.domain.clocks import before_working_days, retention_passed, retention_since, working_days
from zvhdesk.domain.terms import BOARD_PHASES, Phase, Product

MONDAY = date(2026, 3, 16)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def ago(count: int) -> date:
    return MONDAY - timedelta(days=count)


def words(facts: Facts) -> list[tuple[str, Kind]]:
    return [(reason.words, reason.kind) for reason in reasons(facts, MONDAY)]


@pytest.mark.parametrize(
    "facts, first",
    [
        (Facts(Phase.REFERRED, ago(1)), ("compleet", Kind.INFO)),
        (Facts(Phase.REFERRED, ago(0), brp_checked=False), ("BRP-check open", Kind.SOON)),
        (Facts(Phase.REFERRED, ago(8), empty_fields=3), ("3 velden leeg", Kind.LATE)),
        (Facts(Phase.REFERRED, ago(1), empty_fields=1), ("1 veld leeg", Kind.SOON)),
        (Facts(Phase.ASSESSMENT, ago(1), urgent=True), ("spoed", Kind.LATE)),
        (Facts(Phase.ASSESSMENT, ago(3), judged=4), ("4 van 4 beoordeeld", Kind.PLAIN)),
        # Monday back over one weekend: 7 days ago is 5 working days, 10 days ago (a Friday) is 6.
        (Facts(Phase.ASSESSMENT, ago(7)), ("0 van 4 beoordeeld", Kind.PLAIN)),
        (Facts(Phase.ASSESSMENT, ago(10)), ("beoordeling 10 dagen", Kind.LATE)),
        (Facts(Phase.TRIAGE, ago(3)), ("besluit nodig", Kind.INFO)),
        (Facts(Phase.WAITING_LIST, ago(61), product=Product.COORDINATION), ("wacht", Kind.PLAIN)),
        (Facts(Phase.AT_TABLE, ago(100), changed_on=ago(2)), ("op koers", Kind.OK)),
        (Facts(Phase.AT_TABLE, ago(100), changed_on=ago(42)), ("op koers", Kind.OK)),
        (Facts(Phase.AT_TABLE, ago(100), changed_on=ago(43)), ("stagneert", Kind.LATE)),
        (Facts(Phase.AT_TABLE, ago(9), overdue_actions=2), ("2 acties te laat", Kind.LATE)),
        (
            Facts(Phase.AT_TABLE, ago(9), product=Product.EXTENDED_ADVICE, overdue_actions=0),
            ("in advies", Kind.PLAIN),
        ),
        (
            Facts(Phase.STEP_DOWN, ago(9), first_processed_on=date(2021, 3, 15)),
            ("bewaartermijn verstreken: beslis", Kind.LATE),
        ),
        # The last day itself is not over yet.
        (
            Facts(Phase.STEP_DOWN, ago(9), first_processed_on=date(2021, 3, 16)),
            ("bewaartermijn eindigt 16 mrt", Kind.SOON),
        ),
        # Ninety-one days before its end a term is not mentioned yet.
        (Facts(Phase.STEP_DOWN, ago(9), first_processed_on=date(2021, 6, 15)), ("schaalt af", Kind.PLAIN)),
    ],
)
def test_the_card_shows_the_most_pressing_reason(facts: Facts, first: tuple[str, Kind]) -> None:
    assert words(facts)[0] == first


def test_the_term_is_mentioned_from_ninety_days_before_its_end() -> None:
    end = MONDAY + timedelta(days=90)
    facts = Facts(Phase.STEP_DOWN, ago(9), first_processed_on=end.replace(year=end.year - 5))
    assert words(facts)[0] == ("bewaartermijn eindigt 14 jun", Kind.SOON)


case_facts = st.builds(
    Facts,
    phase=st.sampled_from(BOARD_PHASES),
    since=days,
    first_processed_on=st.none() | days,
    product=st.none() | st.sampled_from(Product),
    urgent=st.booleans(),
    brp_checked=st.booleans(),
    empty_fields=st.integers(0, 5),
    judged=st.integers(0, 4),
    overdue_actions=st.integers(0, 9),
    changed_on=st.none() | days,
)


@given(case_facts, days)
def test_every_case_has_a_word_and_the_pressing_ones_come_first(facts: Facts, today: date) -> None:
    told = reasons(facts, today)
    assert told
    order = [list(Kind).index(reason.kind) for reason in told]
    assert order == sorted(order)
    assert asks(told) == (told[0].kind in (Kind.LATE, Kind.SOON))


def test_what_a_reason_may_rest_on_holds_no_characteristic_of_a_person() -> None:
    known = {field.name for field in fields(Facts)}
    assert not known & {"mental_health", "addiction", "mild_disability", "age", "life_domains", "main_topic"}


@given(days, st.integers(0, 400))
def test_working_days_are_counted_as_a_calendar_does(since: date, count: int) -> None:
    today = since + timedelta(days=count)
    by_hand = sum(
        1
        for step in range(1, count + 1)
        if (since + timedelta(days=step)).strftime("%a") not in ("Sat", "Sun")
    )
    assert working_days(since, today) == by_hand


@given(days, days)
def test_limits_say_in_dates_what_the_reasons_say_in_days(today: date, day: date) -> None:
    found = limits(today)
    late = working_days(day, today) > 5
    assert (day <= found.assessment_before) == late
    assert (day < found.retention_before) == retention_passed(day, today)
    assert before_working_days(today, 5) == found.assessment_before
    assert retention_since(today) == found.retention_before
    soon = retention_passed(day, today + timedelta(days=91))
    assert (day < found.warning_before) == soon
