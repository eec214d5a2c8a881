"""The times on the console go on without another reading, and come out where a reading would."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.terms import ItemState, MeetingState, Step
from zvhdesk.services.meetings.rows import AgendaRow, Console, MeetingRow
from zvhdesk.ui.console.times import MINUTE, expected_end, spent, spent_words, stopwatch

START = 1_773_300_000_000
ITEM = AgendaRow(
    id="a",
    case_id=None,
    number="",
    initials="",
    title="Opening",
    minutes=30,
    position=0,
    state=ItemState.RUNNING,
    step=Step.FRAME,
    spent_ms=0,
    ends_ms=START + 30 * MINUTE,
    next_on=None,
)
MEETING = MeetingRow(
    id="m",
    table_id="t",
    table="Top-X",
    colour="",
    held_on=date(2026, 3, 12),
    starts="09:00",
    ends="11:30",
    place="",
    chair="",
    state=MeetingState.LIVE,
    cases=0,
    expected=0,
    here=True,
)


def read_at(read_ms: int, rest: int, paused_ms: int | None) -> Console:
    """As the service reads it: what is left of the running item, and the minutes of the rest."""
    stands = read_ms if paused_ms is None else paused_ms
    item = replace(ITEM, spent_ms=stands - START)
    left = max(0, START + 30 * MINUTE - stands)
    return Console(
        meeting=MEETING,
        table_purpose="",
        items=(item,),
        current=item,
        case=None,
        attendance=(),
        partners=(),
        own_note="",
        paused_ms=paused_ms,
        ends_ms=0,
        expected_end_ms=read_ms + left + rest * MINUTE,
        here=True,
        follow_up=0,
        rev=0,
    )


LATER = st.integers(0, 90 * MINUTE)


@given(LATER, LATER, st.integers(0, 200))
def test_the_forecast_is_what_a_new_reading_would_say(read_after: int, more: int, rest: int) -> None:
    read_ms = START + read_after
    old, new = read_at(read_ms, rest, None), read_at(read_ms + more, rest, None)
    assert expected_end(old, read_ms, read_ms + more) == new.expected_end_ms
    assert spent(old.items[0], old, read_ms, read_ms + more) == new.items[0].spent_ms


@given(LATER, LATER, LATER)
def test_in_a_pause_the_end_moves_and_the_item_stands(paused_after: int, read_after: int, more: int) -> None:
    paused_ms = START + paused_after
    read_ms = paused_ms + read_after
    old, new = read_at(read_ms, 0, paused_ms), read_at(read_ms + more, 0, paused_ms)
    assert expected_end(old, read_ms, read_ms + more) == new.expected_end_ms
    assert spent(old.items[0], old, read_ms, read_ms + more) == paused_after


@given(LATER, st.integers(0, 600 * MINUTE), st.integers(0, 200))
def test_a_clock_set_back_never_forecasts_more_than_what_is_planned(
    read_after: int, back: int, rest: int
) -> None:
    read_ms = START + read_after
    old, now_ms = read_at(read_ms, rest, None), read_ms - back
    assert expected_end(old, read_ms, now_ms) - now_ms <= (ITEM.minutes + rest) * MINUTE
    assert spent(old.items[0], old, read_ms, now_ms) == old.items[0].spent_ms


def test_minutes_in_words() -> None:
    console = read_at(START + 14 * MINUTE, 0, None)
    assert spent_words(console.items[0], console, START + 14 * MINUTE, START + 14 * MINUTE) == "14 / 30"
    planned = replace(ITEM, state=ItemState.PLANNED, ends_ms=None)
    assert spent_words(planned, console, START, START) == "30"
    assert stopwatch(125_999) == "2:05"
