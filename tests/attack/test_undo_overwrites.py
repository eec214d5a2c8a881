"""Taking an act back never takes more with it than that act (DATA.md 9)."""

import pytest

from tests.recording.state import records, state
from tests.worlds import FixedClock, SmallHouse
from zvhdesk.domain.refusals import CaseGone, Refused, RetentionPassed, TouchedSince
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.people import Person
from zvhdesk.services import adding
from zvhdesk.services.dossier import take_back

MOTHER = {
    "surname": "Zwaan",
    "birth_date": "4-6-1960",
    "bsn": "999990020",
    "role": "family",
    "relation": "moeder",
}


def _newest(house: SmallHouse) -> str:
    return house.desk.read(records)[-1].act


def _edit(house: SmallHouse, question: str) -> str:
    def edit(session: CaptureSession) -> str:
        session.get_one(Case, house.case_id).question = question
        return session.act.id

    return house.desk.change(edit, "case.edit")


def _refused(house: SmallHouse, act: str) -> object:
    before = house.desk.read(state)
    with pytest.raises(Refused) as refused:
        take_back(house.desk, act)
    assert house.desk.read(state) == before
    return refused.value.reason


def _second_case(house: SmallHouse) -> str:
    def make(session: CaptureSession) -> str:
        case = Case(stream_id=new_id(), number="2026-0116")
        session.add_all_new([case])
        return case.id

    return house.desk.change(make, "case.create")


def test_a_person_that_a_second_case_has_too_is_not_taken_away_from_it(house: SmallHouse) -> None:
    house.desk.change(lambda s: adding.add_person(s, house.case_id, MOTHER), adding.PERSON)
    added = _newest(house)
    second = _second_case(house)
    house.desk.change(lambda s: adding.add_person(s, second, MOTHER), adding.PERSON)
    in_second = _newest(house)
    assert _refused(house, added) == TouchedSince()
    take_back(house.desk, in_second)
    take_back(house.desk, added)


def test_what_was_redone_is_not_overwritten_by_taking_back_what_stood_before_it(house: SmallHouse) -> None:
    first, second = _edit(house, "Een"), _edit(house, "Twee")
    take_back(house.desk, second)
    take_back(house.desk, _newest(house))  # the undo is undone: Twee stands again
    assert _refused(house, first) == TouchedSince()
    assert house.desk.read(lambda s: s.get_one(Case, house.case_id).question) == "Twee"


def test_taking_back_twice_does_nothing_the_second_time(house: SmallHouse) -> None:
    act = _edit(house, "Een")
    take_back(house.desk, act)
    assert _refused(house, act) == TouchedSince()


def test_a_shielded_case_is_not_changed_by_taking_an_older_act_back(house: SmallHouse) -> None:
    act = _edit(house, "Een")

    def shield(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).shielded = True

    house.desk.change(shield, "case.close")
    assert _refused(house, act) == CaseGone()


def test_after_the_five_years_nothing_is_taken_back(house: SmallHouse, clock: FixedClock) -> None:
    act = _edit(house, "Een")
    clock.forward(days=5 * 366)
    assert _refused(house, act) == RetentionPassed()


@pytest.mark.parametrize("birth_date", ["1-1-2001", "7-11-1988"])
def test_a_shielded_person_gives_no_hint_of_being_known(house: SmallHouse, birth_date: str) -> None:
    """DATA.md 14: a match in a shielded case is not offered, named or counted."""

    def shielded(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).shielded = True

    house.desk.change(shielded, "case.close")
    second = _second_case(house)
    typed = MOTHER | {"bsn": "999990019", "birth_date": birth_date}
    row = house.desk.change(lambda s: adding.add_person(s, second, typed), adding.PERSON)
    found = house.desk.read(lambda s: s.get_one(Person, s.get_one(Subject, row).person_id))
    assert found.id != house.person_id
    assert (found.surname, found.possible_duplicate) == ("Zwaan", False)


def test_what_was_typed_of_a_known_person_fills_what_was_empty(house: SmallHouse) -> None:
    """The same BSN and birth date is the same person: what is known stands, what is new is kept."""
    second = _second_case(house)
    typed = MOTHER | {"bsn": "999990019", "birth_date": "7-11-1988", "prefix": "de", "surname": "Loon"}

    def forget(session: CaptureSession) -> None:
        session.get_one(Person, house.person_id).initials = None

    house.desk.change(forget, "case.edit")
    house.desk.change(lambda s: adding.add_person(s, second, typed | {"initials": "H."}), adding.PERSON)
    found = house.desk.read(lambda s: s.get_one(Person, house.person_id))
    assert (found.initials, found.prefix, found.surname) == ("H.", "van", "Loon")
