"""Two desks of one house agree through a real server, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.servers import Running
from tests.agreeing.sync.desks import Station, found, join, let_in, question, station, write
from tests.agreeing.sync.kept import Kept, Small
from tests.importing.houses import taken_over, written
from tests.recording.state import state
from tests.worlds import small_house
from zvhdesk.models.agreeing import SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import versions
from zvhdesk.models.cases import Case
from zvhdesk.models.local import Draft
from zvhdesk.services import numbering, undo
from zvhdesk.sync import enrolled, joining
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


def test_what_was_there_before_the_server_arrives(server: Running, code: str, tmp_path: Path) -> None:
    """Acts, what was taken back, a register that was taken over, that whole act undone; and no draft."""
    with closing(station(tmp_path / "first", server.url)) as first:
        case = small_house(first.desk).case_id
        write(first, case, "Ongedaan")
        _take_back(first)
        taken_over(first.desk, written(tmp_path / "weg.csv", {}, {}))
        _take_back(first)
        others = ({"casusnummer": "2023-0001"}, {"casusnummer": "2023-0002"})
        taken_over(first.desk, written(tmp_path / "blijft.csv", *others))
        first.desk.keep_draft("case", ("case_", case, "question"), "Een concept", 0)
        found(first, code)
        with closing(station(tmp_path / "second", server.url)) as second:
            join(first, second, bytes.fromhex(new_id()))
            assert second.desk.read(state) == first.desk.read(state)
            assert first.exchange() == second.exchange() == Outcome()
            assert question(second, case) is None
            assert second.desk.read(_cases) == first.desk.read(_cases) == (3, 2)
            assert second.desk.read(lambda s: s.query(Draft).count()) == 0


def test_a_time_that_no_calendar_has_does_not_close_the_list_of_devices(
    pair: Kept[Small], central: Central, tmp_path: Path
) -> None:
    """The server says when it received something, and nobody signed that."""
    with pair.again(tmp_path, central) as (first, _):
        first.desk.keep(lambda s: s.execute(update(SealedEnvelope).values(recv_ms=2**53)))
        assert {(one.since, one.last) for one in enrolled.devices(first.desk)} == {(None, None)}


def _take_back(at: Station) -> None:
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user)).id
    at.desk.change(lambda s: undo.undo(s, last), "undo", undo_of=last)


def _cases(session: Session) -> tuple[int, int]:
    """How many there are, and how many were taken back."""
    gone = [one.deleted for one in session.query(Case)]
    return gone.count(False), gone.count(True)


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
