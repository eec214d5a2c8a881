"""What stands out: counted here from the acts as they were done, with the words of the issue."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions import oracle, world
from tests.actions.world import a_case, an_action, day
from zvhdesk.domain.actions import done_in_time, last_fortnights
from zvhdesk.domain.terms import ActionStatus, Phase
from zvhdesk.services import actions
from zvhdesk.services.actions import InTime
from zvhdesk.services.desk import Desk

S = ActionStatus
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


class Then:
    """A clock that goes to the day it is told."""

    def __init__(self) -> None:
        self.now = world.NOW

    def __call__(self) -> datetime:
        return self.now

    def at(self, ahead: int, hour: int = 11) -> None:
        self.now = (world.NOW + timedelta(days=ahead)).replace(hour=hour)


Do = Callable[[str, S, int], None]


@pytest.fixture
def clock() -> Then:
    return Then()


@pytest.fixture
def then(tmp_path: Path, clock: Then) -> Desk:
    return world.make(tmp_path, clock)


@given(today=days)
def test_fortnights_are_six_unbroken_and_over(today: date) -> None:
    spans = last_fortnights(today)
    assert len(spans) == 6
    for span in spans:
        assert span.first.isoweekday() == 1
        assert (span.last - span.first).days == 13
    for before, after in pairwise(spans):
        assert after.first - before.last == timedelta(days=1)
    assert spans[-1].last < today
    assert (today - spans[-1].last).days <= 7


@given(status=st.sampled_from(S), due=days, done=st.none() | days)
def test_in_time_is_gereed_on_or_before_its_term(status: S, due: date, done: date | None) -> None:
    assert done_in_time(status, due, done) == (status == "done" and done is not None and done <= due)


def test_an_action_counts_where_its_term_lies_and_by_the_day_it_was_done(then: Desk, clock: Then) -> None:
    # Today is Monday 16 March: the newest fortnight is 2 up to and with 15 March.
    world.put(
        then,
        a_case(
            "one",
            an_action("on-the-day", -5),
            an_action("day-after", -5),
            an_action("never", -5),
            an_action("lapsed", -5),
            an_action("reopened", -5),
            an_action("again", -5),
            an_action("first-day", -14),
            an_action("last-day", -1),
            an_action("fortnight-before", -15),
            an_action("today", 0),
            an_action("too-old", -85),
            an_action("no-term", None),
            wall=day(-90),
        ),
        a_case("hidden", an_action("hidden", -5), shielded=True, wall=day(-90)),
    )

    def give(ahead: int, action: str, status: S) -> None:
        clock.at(ahead)
        then.change(lambda s: actions.change_status(s, action, status, "omdat", day(ahead)), actions.STATUS)

    give(-20, "reopened", S.DONE)
    give(-20, "again", S.DONE)
    give(-19, "reopened", S.IN_PROGRESS)
    give(-19, "again", S.IN_PROGRESS)
    give(-15, "fortnight-before", S.DONE)
    give(-14, "first-day", S.DONE)
    give(-8, "lapsed", S.LAPSED)
    give(-5, "on-the-day", S.DONE)
    give(-4, "day-after", S.DONE)
    give(-4, "again", S.DONE)
    give(-1, "last-day", S.DONE)
    clock.at(0)
    found = then.read(lambda s: actions.tiles(s, world.TODAY)).fortnights
    newest = InTime(day(-14), day(-1), due=8, in_time=3)
    assert found[-1] == newest, "on-the-day, first-day and last-day"
    assert newest.share == 38
    assert found[-2] == InTime(day(-28), day(-15), due=1, in_time=1)
    assert [(one.due, one.share) for one in found[:-2]] == [(0, None)] * 4
    assert found[0].first == day(-84)
    then.close()


def test_what_history_does_not_know_to_be_done_does_not_count_as_in_time(then: Desk) -> None:
    world.put(then, a_case("one", an_action("a", -5, status=S.DONE), wall=day(-2)))
    found = then.read(lambda s: actions.tiles(s, world.TODAY)).fortnights
    assert (found[-1].due, found[-1].in_time) == (1, 0), "taken over as done, three days after its term"
    then.close()


def test_the_longest_late_is_named_with_its_partner(busy: Desk) -> None:
    known = busy.read(lambda s: oracle.everything(s, lambda _s, _c: False))
    late = [one for one in known if oracle.is_late(one, world.TODAY)]
    longest = busy.read(lambda s: actions.tiles(s, world.TODAY)).longest
    assert longest is not None
    assert longest.days == max((world.TODAY - (one.due or world.TODAY)).days for one in late)
    assert (longest.partner, longest.text) in {
        (one.partner, one.text) for one in late if one.id == longest.action_id
    }


def test_a_case_stands_still_when_none_of_its_open_actions_changed_for_four_weeks(
    then: Desk, clock: Then
) -> None:
    world.put(
        then,
        a_case("still", an_action("s1"), an_action("s2"), wall=day(-29)),
        a_case("moved", an_action("m1"), an_action("m2"), wall=day(-29)),
        a_case("other", an_action("o1"), wall=day(-29)),
        a_case("over", an_action("v1", status=S.DONE), an_action("v2"), wall=day(-29)),
        a_case("young", an_action("y1"), wall=day(-20)),
        a_case("done", an_action("d1", status=S.DONE), wall=day(-29)),
        a_case("elsewhere", an_action("e1"), phase=Phase.WAITING_LIST, wall=day(-29)),
        a_case("away", an_action("w1"), shielded=True, wall=day(-29)),
    )
    clock.at(-28)
    then.change(lambda s: actions.change_status(s, "m2", S.IN_PROGRESS, None, day(-28)), actions.STATUS)
    clock.at(-10)
    # Something else in the case, and an action that is over: no open action changed.
    then.change(lambda s: setattr(world.case(s, "other"), "question", "Hoe verder?"), "case.edit")
    then.change(lambda s: setattr(world.action(s, "v1"), "outcome", "Gelukt."), "case.edit")
    clock.at(0)
    assert then.read(lambda s: actions.tiles(s, world.TODAY)).idle_cases == 3
    chosen = actions.ActionFilters(actions.Show.IDLE, actions.By.CASE)
    page = then.read(lambda s: actions.page(s, world.TODAY, chosen))
    assert {row.id for row in page.rows} == {"s1", "s2", "o1", "v2"}
    then.close()


def test_an_empty_house_has_nothing_that_stands_out(desk: Desk) -> None:
    found = desk.read(lambda s: actions.tiles(s, world.TODAY))
    assert found.longest is None
    assert found.idle_cases == 0
    assert {one.share for one in found.fortnights} == {None}, "no percentage over nothing"
