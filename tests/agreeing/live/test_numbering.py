"""Two desks that work apart never give out one case number."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.live.conftest import Central
from tests.agreeing.sync.desks import Station, found, join, station
from tests.meetings.world import add_case_rows
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.services import numbering
from zvhserver.cli import houses

NAME = ("Joost", None, "Aalberts")


@pytest.mark.parametrize(
    "place, letter", [(0, ""), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
)
def test_each_place_has_a_letter_of_its_own(place: int, letter: str) -> None:
    assert numbering.letter(place) == letter


def test_no_two_places_share_a_letter() -> None:
    assert len({numbering.letter(place) for place in range(2_000)}) == 2_000


def new_case(at: Station) -> str:
    """A case numbered by this desk."""
    return at.desk.change(
        lambda s: add_case_rows(s, numbering.next_number(s, 2026), NAME).number, "case.create"
    )


def numbers(at: Station) -> list[str]:
    """Of all cases that this desk has."""
    return sorted(at.desk.read(lambda s: list(s.scalars(select(Case.number)))))


def test_two_desks_number_apart_and_agree(tmp_path: Path, meeting_server: Central) -> None:
    with (
        closing(station(tmp_path / "first", meeting_server.url)) as first,
        closing(station(tmp_path / "second", meeting_server.url)) as second,
    ):
        small_house(first.desk)
        found(first, houses.new_code(meeting_server.store))
        join(first, second, bytes.fromhex(new_id()))
        numbering.take_letter(second.desk, 1)
        numbering.take_letter(second.desk, 5)  # it keeps the letter it has
        made = [new_case(first), new_case(second), new_case(first), new_case(second)]
        assert made[1::2] == ["2026-B001", "2026-B002"]
        assert len(set(made)) == 4
        for one in (first, second, first):
            one.exchange()
        assert numbers(first) == numbers(second)
        assert len(set(numbers(first))) == len(numbers(first))
        assert new_case(first) == f"2026-{int(made[2][-4:]) + 1:04}"
        assert new_case(second) == "2026-B003"
