"""Who has a place in a case stands, whatever was taken back by who did not know (SYNC.md C, P2)."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two, act, agree, card, stored
from tests.agreeing.sync.test_beneath import take_back
from tests.agreeing.sync.test_twins import TYPED
from tests.apart.test_received import received
from tests.dossier.test_left import record
from tests.meetings.world import add_case_rows
from tests.recording.state import state
from zvhdesk.models.capture import CaptureSession, OpRecord, erase
from zvhdesk.models.cases import Subject
from zvhdesk.models.codec import encode
from zvhdesk.models.people import Person
from zvhdesk.services import adding, conflicts, kept_persons
from zvhdesk.services.dossier import dossier


def another_case(at: Station) -> str:
    return act(at, lambda s: add_case_rows(s, "2026-0302", ("J.", None, "Ander")).id, "case.create")


def take_in(at: Station, case: str) -> str:
    """The same human, by their BSN. Returns the id of the place."""
    return act(at, partial(adding.add_person, case_id=case, typed=TYPED), adding.PERSON)


def circle(at: Station, case: str) -> list[str]:
    page = at.desk.read(partial(dossier, case_id=case, today=at.desk.today(), names=True))
    return [row.name for row in page.persons if row.relation == "zus"]


def found(at: Station) -> list[str]:
    of = select(Person.id).where(Person.bsn == TYPED["bsn"], ~Person.deleted)
    return at.desk.read(lambda s: list(s.scalars(of)))


def _in_one_act(session: CaptureSession) -> str:
    case = add_case_rows(session, "2026-0303", ("J.", None, "Nieuw"))
    adding.add_person(session, case.id, TYPED)
    return case.id


@pytest.mark.parametrize(
    "order, whole", [((0, 1, 0, 1), False), ((1, 0, 1, 0), True)], ids=["the person", "with the case"]
)
def test_who_was_taken_into_another_case_stands_there(
    disputed: Two, order: tuple[int, ...], *, whole: bool
) -> None:
    other = another_case(disputed[0])
    if whole:
        act(disputed[0], _in_one_act, "case.create")
    else:
        take_in(disputed[0], disputed.case)
    agree(disputed)
    take_in(disputed[1], other)
    take_back(disputed[0])
    for at in order:
        disputed[at].exchange()
    for one in disputed:
        assert circle(one, other) == ["P. Dubbel"]
        assert circle(one, disputed.case) == []
        assert disputed.asked(one) == []
    assert disputed[0].desk.read(state) == disputed[1].desk.read(state)


def test_when_that_place_goes_what_was_taken_back_is_gone_until_it_is_back(disputed: Two) -> None:
    other = another_case(disputed[0])
    take_in(disputed[0], disputed.case)
    agree(disputed)
    place = take_in(disputed[1], other)
    take_back(disputed[0])
    agree(disputed)
    act(disputed[0], lambda s: adding.remove(s, "subject", place), adding.REMOVE)
    agree(disputed)
    assert [found(one) for one in disputed] == [[], []]
    take_back(disputed[0])
    agree(disputed)
    assert [circle(one, other) for one in disputed] == [["P. Dubbel"]] * 2


def test_who_was_filled_in_while_their_data_were_on_the_way_is_asked_about(disputed: Two) -> None:
    """Whoever fills in what is not here cannot know whether it was destroyed, or is only late."""
    first, case = disputed.first, disputed.case
    place = take_in(disputed[1], case)
    agree(disputed)
    known = select(Person).join(Subject, Subject.person_id == Person.id).where(Subject.id == place)
    late = first.desk.read(lambda s: s.scalars(known).one())
    act(first, lambda s: erase(s, [late.stream_id]), "case.destroy")
    first.clock.forward(minutes=2)
    act(first, partial(kept_persons.fill_in, subject_id=place), kept_persons.FILL_IN)
    act(first, lambda s: setattr(s.scalars(known).one(), "surname", "Wit"), "person.edit")
    assert disputed.asked(first) == []
    comes = record(late.stream_id, OpRecord("person", late.id, "surname", encode("Dubbel")))
    received(first.desk, replace(comes, kind=late.stream_kind), late=False)
    assert [(one.label, one.page) for one in disputed.asked(first)] == [("Wie dit is", "dossier")]
    shown = card(first, ("subject", place, "person_id"))
    assert shown is not None
    assert [one.words for one in shown.versions] == ["W.", "D."]


@pytest.mark.parametrize("back", [False, True], ids=["removed", "taken back"])
def test_what_was_typed_of_who_is_removed_is_asked_about(disputed: Two, *, back: bool) -> None:
    case = disputed.case
    place = take_in(disputed[0], case)
    agree(disputed)
    who = disputed[1].desk.read(lambda s: s.get_one(Subject, place).person_id)
    act(disputed[1], lambda s: setattr(s.get_one(Person, who), "address", "Nieuwstraat 4"), "person.edit")
    if back:
        take_back(disputed[0])
    else:
        act(disputed[0], lambda s: adding.remove(s, "subject", place), adding.REMOVE)
    agree(disputed)
    for one in disputed:
        (asked,) = one.desk.read(lambda s: conflicts.of_case(s, case)).gone
        assert [(edit.label, edit.words) for edit in asked.edits] == [("Adres", "ingevuld")]
        assert [each.where for each in disputed.asked(one)] == ["2026-0200"]
    act(disputed[0], lambda s: conflicts.restore(s, "subject", place), conflicts.RESTORE)
    agree(disputed)
    for one in disputed:
        assert circle(one, case) == ["P. Dubbel"]
        assert stored(one, Person, who, "address") == "Nieuwstraat 4"
        assert disputed.asked(one) == []


def test_nothing_is_asked_when_it_is_read_in_another_case(disputed: Two) -> None:
    place = take_in(disputed[0], disputed.case)
    take_in(disputed[0], another_case(disputed[0]))
    agree(disputed)
    who = disputed[1].desk.read(lambda s: s.get_one(Subject, place).person_id)
    act(disputed[1], lambda s: setattr(s.get_one(Person, who), "address", "Nieuwstraat 4"), "person.edit")
    act(disputed[0], lambda s: adding.remove(s, "subject", place), adding.REMOVE)
    agree(disputed)
    assert [disputed.asked(one) for one in disputed] == [[], []]
