"""Two desks of one house agree through a real server, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.agreeing.conftest import Running
from tests.agreeing.sync.desks import Station, found, join, let_in, question, station, write
from tests.recording.state import state
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import versions
from zvhdesk.models.cases import Case
from zvhdesk.services import numbering
from zvhdesk.sync import joining
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.steps import play

Two = tuple[Station, Station]


@pytest.fixture
def two(server: Running, code: str, tmp_path: Path) -> Iterator[Two]:
    """A small house on the first desk, and a second one that joined it and has all of it."""
    with closing(station(tmp_path / "first", server.url)) as first:
        small_house(first.desk)
        found(first, code)
        with closing(station(tmp_path / "second", server.url)) as second:
            join(first, second, bytes.fromhex(new_id()))
            yield first, second


def test_what_was_there_before_the_server_arrives(two: Two) -> None:
    first, second = two
    assert second.desk.read(state) == first.desk.read(state)
    assert first.exchange() == second.exchange() == Outcome()


def test_an_act_and_its_undoing_arrive(two: Two) -> None:
    first, second = two
    case = _case(first)
    write(first, case, "Hoe verder?")
    first.exchange()
    second.exchange()
    assert question(second, case) == "Hoe verder?"
    write(second, case, "Wat nu?")
    second.exchange()
    first.exchange()
    assert question(first, case) == "Wat nu?"


def test_whoever_was_cut_off_after_going_in_goes_in_once_more(
    two: Two, server: Running, tmp_path: Path
) -> None:
    first, _ = two
    with closing(station(tmp_path / "third", server.url)) as third:
        me, code = let_in(first, third, bytes.fromhex(new_id()))
        for _ in range(2):
            assert play(joining.enter(me, code), third.desk, third.server)
        first.exchange()
        third.exchange()
        assert third.desk.read(state) == first.desk.read(state)


def test_a_desk_that_joins_numbers_cases_with_a_letter_of_its_own(two: Two) -> None:
    """DATA.md 16: two desks that are apart never give out one number."""
    first, second = two
    numbers = [one.desk.read(lambda session: numbering.next_number(session, 2026)) for one in (first, second)]
    assert numbers == ["2026-0116", "2026-B001"]


def test_both_write_one_field_and_both_versions_stay(two: Two) -> None:
    first, second = two
    case = _case(first)
    second.clock.forward(minutes=1)
    write(first, case, "van de een")
    write(second, case, "van de ander")
    for one in (first, second, first):
        one.exchange()
    assert question(first, case) == question(second, case) == "van de ander"
    for one in two:
        found = one.desk.read(versions.side_by_side)
        assert {version.new for (version) in found["case_", case, "question"]} == {
            '"van de een"',
            '"van de ander"',
        }
    write(first, case, "samen")
    first.exchange()
    second.exchange()
    for one in two:
        assert one.desk.read(versions.side_by_side) == {}
        assert question(one, case) == "samen"


def _case(station: Station) -> str:
    return station.desk.read(lambda s: s.query(Case.id).limit(1).scalar() or "")
