"""Two desks, each of an admin, with a case whose term is over; and two that disagree, for tests of cards."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync import disagreeing
from tests.agreeing.sync.desks import Station, found, join, station
from tests.agreeing.sync.test_destroyed import second_admin
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk

Two = tuple[Station, Station, str]


def term_over(desk: Desk, case: str) -> None:
    """The case came in more than five years ago."""

    def fn(session: CaptureSession) -> None:
        session.get_one(Case, case).first_processed_on = date(2021, 3, 11)

    desk.change(fn, "case.edit")


@contextmanager
def both(central: Central, folder: Path, user: bytes) -> Iterator[Two]:
    """A small house at the server, and a second desk of that user that has joined it."""
    with (
        closing(station(folder / "a", central.url)) as first,
        closing(station(folder / "b", central.url)) as second,
    ):
        case = small_house(first.desk).case_id
        found(first, central.new_code())
        join(first, second, user)
        yield first, second, case


@pytest.fixture
def two(central: Central, tmp_path: Path) -> Iterator[Two]:
    """Both have all there is."""
    user = bytes.fromhex(new_id())
    with both(central, tmp_path, user) as (first, second, case):
        second_admin(first, user)
        term_over(first.desk, case)
        for one in (first, second, first):
            one.exchange()
        yield first, second, case


@pytest.fixture(scope="session")
def pair(central: Central, tmp_path_factory: pytest.TempPathFactory) -> Iterator[disagreeing.Two]:
    """Two desks of one house; each test has a case of its own there."""
    with disagreeing.pair_of(central, tmp_path_factory.mktemp("pair")) as made:
        yield made
