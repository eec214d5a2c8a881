"""Two desks that work apart never give out one number: of a case, or of an action within it."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.live.conftest import Central
from tests.agreeing.sync.desks import Station, found, join, station
from tests.meetings.world import add_case_rows
from tests.worlds import small_house
from zvhdesk.domain.numbers import NumberInCase, letter
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import Partner
from zvhdesk.services import adding, numbering
from zvhserver.cli import houses

NAME = ("Joost", None, "Aalberts")


@pytest.mark.parametrize(
    "place, of", [(0, ""), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
)
def test_each_place_has_a_letter_of_its_own(place: int, of: str) -> None:
    assert letter(place) == of


def test_no_two_places_share_a_letter() -> None:
    assert len({letter(place) for place in range(2_000)}) == 2_000


def new_case(at: Station) -> str:
    """A case numbered by this desk."""
    return at.desk.change(
        lambda s: add_case_rows(s, numbering.next_number(s, 2026), NAME).number, "case.create"
    )


def numbers(at: Station) -> list[str]:
    """Of all cases that this desk has."""
    return sorted(at.desk.read(lambda s: list(s.scalars(select(Case.number)))))


def new_action(at: Station, case: str) -> NumberInCase:
    """An action in the case, numbered by this desk."""
    typed = {"text": "Belt de familie", "partner_id": at.desk.read(_partner), "due_on": "28-3-2026"}
    row = at.desk.change(lambda s: adding.add_action(s, case, typed), adding.ACTION)
    return NumberInCase(at.desk.read(lambda s: s.get_one(Action, row).number))


def _partner(session: Session) -> str:
    return session.scalars(select(Partner.id)).first() or ""


@given(st.lists(st.sampled_from(["", "B", "C", "Z", "AA", "BC"]), max_size=12))
def test_numbers_in_a_case_read_differently_whoever_gave_them(by: list[str]) -> None:
    """Each desk knows its own at least; what the others have it may know or not."""
    given_out: list[int] = []
    for desk in by:
        own = [one for one in given_out if str(NumberInCase(one)).rstrip("0123456789") == desk]
        assert NumberInCase.next(desk, own) == NumberInCase.next(desk, given_out)
        given_out.append(NumberInCase.next(desk, own))
    assert len({str(NumberInCase(one)) for one in given_out}) == len(by)


def test_two_desks_number_apart_and_agree(tmp_path: Path, meeting_server: Central) -> None:
    with (
        closing(station(tmp_path / "first", meeting_server.url)) as first,
        closing(station(tmp_path / "second", meeting_server.url)) as second,
    ):
        case = small_house(first.desk).case_id
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
        assert [str(new_action(first, case)), str(new_action(first, case))] == ["1", "2"]
        assert str(new_action(second, case)) == "B1"
        for one in (first, second, first):
            one.exchange()
        assert str(new_action(second, case)) == "B2"
        assert str(new_action(first, case)) == "3"
