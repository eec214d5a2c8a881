"""What others did is held when it would take over a fifth of a desk's cases away, until a person says."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, answering, goal, join, station
from tests.agreeing.sync.kept import Kept, Small, keep
from tests.recording.state import state
from zvhdesk.domain.brake import Doer, too_many
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.people import Person
from zvhdesk.sync import braking, revoking
from zvhdesk.sync.acting import between_passes
from zvhdesk.sync.exchange import PAGE, Halt, exchange
from zvhdesk.sync.steps import play
from zvhdesk.wire.messages import Page
from zvhdesk.wire.roster import AfterRevoking

CASES = 20
Two = tuple[Station, Station, list[str]]


@pytest.fixture(scope="module")
def of_many(pair: Kept[Small], central: Central, tmp_path_factory: pytest.TempPathFactory) -> Kept[list[str]]:
    """The pair with so many cases."""
    with pair.again(tmp_path_factory.mktemp("many"), central) as (first, second):
        cases = [pair.about.case, *(_new_case(first, number) for number in range(1, CASES))]
        for one in (first, second):
            one.exchange()
        return keep(central.store, first, second, cases)


@pytest.fixture
def two(of_many: Kept[list[str]], central: Central, tmp_path: Path) -> Iterator[Two]:
    with of_many.again(tmp_path, central) as (first, second):
        yield first, second, of_many.about


def _new_case(at: Station, number: int) -> str:
    row = Case(stream_id=new_id(), number=f"2026-{1000 + number}")
    at.desk.change(lambda s: s.add(row), "case.create")
    return row.id


def _away(at: Station, cases: Sequence[str], col: str = "shielded") -> None:
    def fn(session: CaptureSession) -> None:
        for case in cases:
            setattr(session.get_one(Case, case), col, True)

    at.desk.change(fn, "case.close")
    at.exchange()


def _seen(at: Station) -> int:
    query = select(func.count()).select_from(Case).where(~Case.shielded, ~Case.deleted)
    return at.desk.read(lambda s: s.scalar(query)) or 0


def test_a_fifth_is_let_through_and_one_more_is_not() -> None:
    assert [too_many(cases, 20) for cases in (0, 4, 5, 20)] == [False, False, True, True]
    assert [too_many(of, of) for of in (1, 2, 3, 4, 5)] == [False, True, True, True, True]
    assert [too_many(1, of) for of in (1, 2, 4, 5)] == [False] * 4, "to close one is daily work"
    assert [too_many(2, of) for of in (4, 5, 9, 10)] == [True, True, True, False]


@pytest.mark.parametrize("col", ["shielded", "deleted"])
def test_too_many_at_once_are_held_and_asked_about(two: Two, col: str) -> None:
    first, second, cases = two
    before = second.desk.read(state)
    _away(first, cases[:5], col)
    outcome = second.exchange()
    assert outcome.halt is Halt.BRAKE
    assert outcome.brake is not None
    at_ms = int(first.clock().timestamp() * 1000)
    assert (outcome.brake.cases, outcome.brake.of) == (5, CASES)
    assert outcome.brake.by == (Doer(first.desk.user, at_ms),)
    assert second.desk.read(state) == before
    second.desk.keep(partial(braking.allow, question=outcome.brake))
    assert second.exchange().halt is None
    assert second.desk.read(state) == first.desk.read(state)
    assert _seen(second) == CASES - 5


def test_what_was_allowed_is_allowed_once(two: Two) -> None:
    first, second, cases = two
    _away(first, cases[:5])
    asked = second.exchange().brake
    assert asked is not None
    second.desk.keep(partial(braking.allow, question=asked))
    second.exchange()
    _away(first, cases[5:9])
    again = second.exchange()
    assert again.halt is Halt.BRAKE
    assert again.brake is not None
    assert (again.brake.cases, again.brake.of) == (4, 15)


def test_a_desk_that_holds_works_on_and_others_get_its_work(two: Two) -> None:
    first, second, cases = two
    _away(first, cases[:5])
    goal(second, cases[0], "hier gezet")
    outcome = second.exchange()
    assert (outcome.halt, outcome.waiting) == (Halt.BRAKE, 0)
    first.exchange()
    assert first.desk.read(lambda s: s.scalar(select(Goal.text))) == "hier gezet"
    assert second.exchange().halt is Halt.BRAKE


def test_who_did_it_can_be_revoked_while_it_is_held(two: Two) -> None:
    first, second, cases = two
    _away(second, cases[:5], "deleted")
    assert first.exchange().halt is Halt.BRAKE
    out = partial(revoking.revoke, dev=second.me.dev, after=AfterRevoking.KEEP)
    play(between_passes(out), first.desk, first.server)
    assert second.exchange().halt is Halt.REVOKED
    assert first.exchange().halt is Halt.BRAKE
    assert _seen(first) == CASES


def test_what_is_spread_over_a_day_counts_together(two: Two) -> None:
    first, second, cases = two
    _away(first, cases[:3])
    assert second.exchange().halt is None
    _away(first, cases[3:5])
    outcome = second.exchange()
    assert outcome.brake is not None
    assert (outcome.brake.cases, outcome.brake.of) == (5, CASES)
    second.clock.forward(days=1)
    assert second.exchange().halt is None
    assert _seen(second) == CASES - 5


def test_own_closing_and_a_first_history_are_not_held(two: Two, central: Central, tmp_path: Path) -> None:
    first, second, cases = two
    until_the_page_is_full = [Person(stream_id=new_id(), surname=f"{at}") for at in range(PAGE)]
    first.desk.change(lambda s: s.add_all(until_the_page_is_full), "person.add")
    _away(first, cases[:12])
    assert first.exchange().halt is None
    with closing(station(tmp_path / "c", central.url)) as third:
        join(first, third, bytes.fromhex(new_id()))
        assert third.exchange().halt is None
        assert _seen(third) == CASES - 12
        # From then on it is.
        _away(first, cases[12:15])
        assert third.exchange().halt is Halt.BRAKE
    assert second.exchange().halt is Halt.BRAKE


def test_what_a_server_says_of_its_head_lets_nothing_through(
    two: Two, central: Central, tmp_path: Path
) -> None:
    """That number is nobody's: what is let through of a first history ends where that history did."""
    first, _, cases = two

    def far(page: Page) -> Page:
        return page.model_copy(update={"head": page.head.model_copy(update={"seq": 10**12})})

    with closing(station(tmp_path / "c", central.url)) as third:
        join(first, third, bytes.fromhex(new_id()), take=False)
        play(answering(exchange(), far), third.desk, third.server)
        assert _seen(third) == CASES
        _away(first, cases[:12])
        first.exchange()
        assert third.exchange().halt is Halt.BRAKE
        assert _seen(third) == CASES
