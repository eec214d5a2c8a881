"""Two desks, each of an admin, with a case whose term is over; and two that disagree, for tests of cards."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync import disagreeing
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.kept import Kept, Small, keep
from tests.agreeing.sync.test_destroyed import second_admin
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk

Two = tuple[Station, Station, str]


def term_over(desk: Desk, case: str) -> None:
    """The case came in more than five years ago."""

    def fn(session: CaptureSession) -> None:
        session.get_one(Case, case).first_processed_on = date(2021, 3, 11)

    desk.change(fn, "case.edit")


@pytest.fixture(scope="session")
def of_admins(pair: Kept[Small], central: Central, tmp_path_factory: pytest.TempPathFactory) -> Kept[str]:
    """The pair, both of an admin, and the id of their case."""
    folder = tmp_path_factory.mktemp("admins")
    with pair.again(folder, central) as (first, second):
        second_admin(first, pair.about.user)
        term_over(first.desk, pair.about.case)
        for one in (first, second, first):
            one.exchange()
        return keep(central.store, first, second, pair.about.case)


@pytest.fixture
def two(of_admins: Kept[str], central: Central, tmp_path: Path) -> Iterator[Two]:
    """Both have all there is."""
    with of_admins.again(tmp_path, central) as (first, second):
        yield first, second, of_admins.about


@pytest.fixture
def beside(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    """The pair, of which the second acts a minute after the first."""
    with pair.again(tmp_path, central) as both:
        both[1].clock.forward(minutes=1)
        yield both


@pytest.fixture
def cards(beside: tuple[Station, Station]) -> disagreeing.Two:
    """The same, in tests that make what they disagree about themselves."""
    return disagreeing.Two(*beside)


@pytest.fixture(scope="session")
def with_goal(
    pair: Kept[Small], central: Central, tmp_path_factory: pytest.TempPathFactory
) -> Kept[tuple[str, str]]:
    """The pair and a new case of its first desk, which both have: the ids of the case and its goal."""
    with pair.again(tmp_path_factory.mktemp("with_goal"), central) as both:
        about = disagreeing.with_case(disagreeing.Two(*both))
        return keep(central.store, *both, about)


@pytest.fixture
def disputed(with_goal: Kept[tuple[str, str]], central: Central, tmp_path: Path) -> Iterator[disagreeing.Two]:
    """Both have that case; the second acts a minute after the first."""
    with with_goal.again(tmp_path, central) as both:
        both[1].clock.forward(minutes=1)
        yield disagreeing.Two(*both, *with_goal.about)


@pytest.fixture
def case(pair: Kept[Small]) -> str:
    """The case of the pair."""
    return pair.about.case
