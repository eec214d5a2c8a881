"""The rules of a meeting by themselves: the clock, the seats, the voices, the places on an agenda."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.meeting import MINUTE_MS, Run
from zvhdesk.domain.terms import Capacity, PartnerClass

START = 1_773_304_860_000


@dataclass
class Counted:
    """The oracle: it counts every millisecond in which the item ran and the meeting was not paused."""

    now: int = START
    spent: int = 0
    running: bool = False
    paused: bool = False

    def wait(self, ms: int) -> None:
        self.now += ms
        self.spent += ms if self.running and not self.paused else 0


acts = st.lists(
    st.tuples(
        st.sampled_from(["begin", "end", "pause", "resume", "wait", "plan"]), st.integers(0, 50 * MINUTE_MS)
    ),
    max_size=40,
)


@given(minutes=st.integers(1, 240), acts=acts)
def test_what_is_left_is_what_was_planned_less_what_was_spent(
    minutes: int, acts: list[tuple[str, int]]
) -> None:
    """Through any series of beginning, ending, pausing, going on and waiting."""
    run, oracle, paused_ms = Run(minutes), Counted(), None
    for act, amount in acts:
        match act:
            case "begin" if not oracle.paused:
                run, oracle.running = rules.begun(run, oracle.now), True
            case "end":
                run, oracle.running = rules.ended(run, oracle.now, paused_ms), False
            case "pause" if not oracle.paused:
                paused_ms, oracle.paused = oracle.now, True
            case "resume" if paused_ms is not None:
                run = rules.resumed(run, oracle.now, paused_ms)
                paused_ms, oracle.paused = None, False
            case "plan":
                run = rules.planned(run, 1 + amount // MINUTE_MS)
            case _:
                oracle.wait(amount)
        assert rules.spent(run, oracle.now, paused_ms) == oracle.spent
        assert rules.left(run, oracle.now, paused_ms) == run.minutes * MINUTE_MS - oracle.spent
        assert (run.started_ms is None) == (run.ends_ms is None)


@given(minutes=st.integers(1, 240), back=st.integers(0, 10**9))
def test_a_clock_that_was_set_back_gives_no_time_back(minutes: int, back: int) -> None:
    run = rules.begun(Run(minutes), START)
    assert rules.spent(run, START - back) == 0
    assert rules.left(run, START - back) == minutes * MINUTE_MS


@given(
    minutes=st.integers(1, 240),
    acts=st.lists(
        st.tuples(st.sampled_from(["begin", "end", "pause", "resume"]), st.integers(-(10**8), 10**8)),
        max_size=40,
    ),
)
def test_whatever_the_clock_does_no_more_is_left_than_was_planned(
    minutes: int, acts: list[tuple[str, int]]
) -> None:
    """The clock jumps either way before each act; what earlier runs took is never given back."""
    run, now, paused_ms = Run(minutes), START, None
    for act, jump in acts:
        now += jump
        before = rules.left(run, now, paused_ms)
        earlier = run.spent_ms
        match act:
            case "begin" if paused_ms is None:
                run = rules.begun(run, now)
            case "end":
                run, paused_ms = rules.ended(run, now, paused_ms), None
            case "pause" if paused_ms is None:
                paused_ms = now
            case "resume" if paused_ms is not None:
                run, paused_ms = rules.resumed(run, now, paused_ms), None
        assert rules.left(run, now, paused_ms) == before
        assert run.spent_ms >= earlier
        assert rules.left(run, now, paused_ms) <= minutes * MINUTE_MS - run.spent_ms
        assert rules.left(run, now, paused_ms) + rules.spent(run, now, paused_ms) == minutes * MINUTE_MS


def test_a_clock_set_back_in_a_pause_leaves_what_was_left() -> None:
    run = rules.begun(Run(30), START)
    paused_ms = START + 20 * MINUTE_MS
    much_earlier = START - 600 * MINUTE_MS
    assert rules.left(run, much_earlier, paused_ms) == 10 * MINUTE_MS
    assert rules.left(rules.resumed(run, much_earlier, paused_ms), much_earlier) == 10 * MINUTE_MS


def test_beginning_what_runs_changes_nothing() -> None:
    run = rules.begun(Run(30), START)
    assert rules.begun(run, START + MINUTE_MS) == run


@given(left=st.integers(-(10**8), 10**8), to_come=st.lists(st.integers(1, 240), max_size=12))
def test_the_end_is_now_and_what_is_left_and_what_comes(left: int, to_come: list[int]) -> None:
    end = rules.expected_end(START, left, to_come)
    assert end - START == max(0, left) + sum(to_come) * 60_000


@given(st.lists(st.integers(0, 12), max_size=60))
def test_an_item_finds_room_between_any_two_others_or_says_that_there_is_none(moves: list[int]) -> None:
    places = [rules.STEP, 2 * rules.STEP]
    for move in moves:
        at = move % (len(places) + 1)
        before = places[at - 1] if at else None
        after = places[at] if at < len(places) else None
        found = rules.position_between(before, after)
        if found is None:
            assert before is not None
            assert after is not None
            assert after - before < 2
            return
        places.insert(at, found)
        assert places == sorted(set(places))


@pytest.mark.parametrize(
    "class_, capacity, signs",
    [
        (PartnerClass.PARAGRAPH_1, Capacity.PARTNER, False),
        (PartnerClass.PARAGRAPH_2, Capacity.SUBSTITUTE, False),
        (PartnerClass.THIRD, Capacity.PARTNER, True),
        (PartnerClass.THIRD, Capacity.INTERPRETER, True),
        (PartnerClass.THIRD, Capacity.OBSERVER, True),
        (PartnerClass.THIRD, Capacity.SUBJECT, False),
        (PartnerClass.THIRD, Capacity.REPRESENTATIVE, False),
        (PartnerClass.UNKNOWN, Capacity.PARTNER, True),
    ],
)
def test_who_is_of_no_participant_signs_first(
    class_: PartnerClass, capacity: Capacity, *, signs: bool
) -> None:
    assert rules.must_sign(class_, capacity) is signs


@given(st.lists(st.sampled_from(Capacity)))
def test_one_who_is_there_for_no_organisation_reduces_the_view_of_all(present: list[Capacity]) -> None:
    others = set(present) - {Capacity.PARTNER, Capacity.SUBSTITUTE}
    assert rules.reduced_view(present) is bool(others)


@given(st.lists(st.tuples(st.sampled_from(PartnerClass), st.text(st.sampled_from("aAbBçz"), max_size=3))))
def test_lid_one_speaks_first_then_lid_two_then_thirds_by_name(
    seats: list[tuple[PartnerClass, str]],
) -> None:
    ordered = sorted(seats, key=lambda seat: rules.seat_order(*seat))
    order = [PartnerClass.PARAGRAPH_1, PartnerClass.PARAGRAPH_2, PartnerClass.THIRD, PartnerClass.UNKNOWN]
    assert [order.index(class_) for class_, _ in ordered] == sorted(order.index(c) for c, _ in seats)
    for class_ in PartnerClass:
        names = [name.casefold() for found, name in ordered if found is class_]
        assert names == sorted(names)


@given(st.frozensets(st.sampled_from("abcdef")), st.frozensets(st.sampled_from("abcdef")))
def test_each_of_lid_one_has_one_voice_and_only_who_gave_none_is_asked_later(
    deciding: frozenset[str], lid_one: frozenset[str]
) -> None:
    yes, later = rules.voices(deciding, lid_one)
    assert yes == deciding
    assert not yes & later
    assert yes | later == deciding | lid_one


@pytest.mark.parametrize("class_", PartnerClass)
@pytest.mark.parametrize("capacity", Capacity)
@pytest.mark.parametrize("screened", [True, None, False])
def test_who_is_not_screened_has_no_yes(
    class_: PartnerClass, capacity: Capacity, screened: bool | None
) -> None:
    """Lid 1 decides (WGS 2.31(2)), in somebody of its own; nobody takes part unscreened (WGS 1.8(2))."""
    of_lid_one = class_ is PartnerClass.PARAGRAPH_1 and capacity in ("partner", "substitute")
    assert rules.may_decide(class_, capacity, screened) is (of_lid_one and screened in (True, None))
