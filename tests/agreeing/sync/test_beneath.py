"""What others wrote beneath a row that is deleted asks for it back (SYNC.md C, P2)."""

from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync import points
from tests.agreeing.sync.at_table import planned
from tests.agreeing.sync.desks import Station, again, goal, join, station
from tests.agreeing.sync.disagreeing import Two, act, agree
from tests.recording.state import state
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Goal, Subject
from zvhdesk.models.house import Partner
from zvhdesk.models.meetings import Attendance, Meeting
from zvhdesk.models.people import Person
from zvhdesk.services import conflicts, house, undo
from zvhdesk.services.conflicts import GoneRow
from zvhdesk.services.meetings import planning

SERIAL = count(300)


@pytest.fixture
def two(cards: Two) -> Two:
    """The two, with a case of this test alone, which the first made in one act: a person and a goal in it."""

    def fill(session: CaptureSession) -> tuple[str, str]:
        case = Case(stream_id=new_id(), number=f"2026-0{next(SERIAL)}", first_processed_on=date(2026, 3, 10))
        person = Person(stream_id=new_id(), initials="J.", surname="Nieuw")
        session.add_all_new([case, person])
        goal = Goal(stream_id=case.stream_id, case_id=case.id, position=1, text="Geen incidenten")
        session.add_all_new(
            [goal, Subject(stream_id=case.stream_id, case_id=case.id, person_id=person.id, relation="zus")]
        )
        return case.id, goal.id

    made = Two(cards.first, cards.second, *act(cards.first, fill, "case.create"))
    agree(made)
    return made


def card(at: Station, row: str) -> list[GoneRow]:
    """What is asked about one that has no page of its own any more."""
    asked = at.desk.read(lambda s: conflicts.of_the_gone(s, at.desk.today()))
    return [one for one in asked.gone if one.id == row]


def lines(at: Station, row: str) -> list[tuple[str, str]]:
    return [(edit.label, edit.words) for one in card(at, row) for edit in one.edits]


def take_back(at: Station) -> None:
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user))
    at.clock.forward(seconds=1)
    at.desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)


def goals(at: Station, case: str) -> set[str]:
    """Those that the dossier shows."""
    of = select(Goal.text).join(Case, Case.id == Goal.case_id).where(Case.id == case)
    return set(at.desk.read(lambda s: list(s.scalars(of.where(~Case.deleted, ~Goal.deleted)))))


@pytest.mark.parametrize("order", [(0, 1, 0, 1), (1, 0, 1, 0)], ids=["deleted first", "added first"])
def test_work_in_a_case_whose_making_is_taken_back_is_asked_about(two: Two, order: tuple[int, ...]) -> None:
    goal(two[1], two.case, "Veilig thuis")
    act(two[1], lambda s: setattr(s.get_one(Goal, two.goal), "measure", "Elke week"), "case.edit")
    take_back(two[0])
    for at in order:
        two[at].exchange()
    for one in two:
        assert lines(one, two.case) == [("Doel", "Veilig thuis"), ("Hoe meten we dit", "Elke week")]
    assert card(two[0], two.case) == card(two[1], two.case)
    act(two[1], lambda s: conflicts.restore(s, "case_", two.case), conflicts.RESTORE)
    agree(two)
    for one in two:
        assert goals(one, two.case) == {"Veilig thuis", "Geen incidenten"}
        assert card(one, two.case) == []
        people = select(Person.deleted).join(Subject, Subject.person_id == Person.id)
        assert one.desk.read(lambda s, p=people: list(s.scalars(p.where(Subject.case_id == two.case)))) == [  # type: ignore[misc]
            False
        ]
    assert two[0].desk.read(state) == two[1].desk.read(state)


@pytest.mark.parametrize("worked", [False, True], ids=["nothing else", "work as well"])
def test_the_name_of_a_person_who_goes_with_the_case_is_asked_about(two: Two, *, worked: bool) -> None:
    person = two[1].desk.read(
        lambda s: s.scalars(select(Subject.person_id).where(Subject.case_id == two.case)).one()
    )
    act(two[1], lambda s: setattr(s.get_one(Person, person), "surname", "De Wit"), "person.edit")
    if worked:
        goal(two[1], two.case, "Veilig thuis")
    take_back(two[0])
    agree(two)
    for one in two:
        assert [words for _, words in lines(one, two.case)] == ["D.", "Veilig thuis"][: 1 + worked]


def test_who_leaves_it_deleted_has_seen_the_work(two: Two) -> None:
    goal(two[1], two.case, "Veilig thuis")
    partner = act(two[1], lambda s: _of_partner(s, two.case), "action.add")
    take_back(two[0])
    agree(two)
    act(two[0], lambda s: conflicts.leave(s, "case_", two.case), conflicts.LEAVE)
    agree(two)
    for one in two:
        assert card(one, two.case) == []
        assert goals(one, two.case) == set()
    # Nor does it keep anybody: no page shows the action that names them.
    act(two[1], lambda s: house.remove_partner(s, partner, ""), "partner.remove")
    assert two[1].desk.read(lambda s: s.get_one(Partner, partner).deleted)


def _of_partner(session: CaptureSession, case: str) -> str:
    """An organisation, which has an action in that case."""
    partner = points.make(session, Partner)
    stream = session.get_one(Case, case).stream_id
    points.make(session, Action, stream_id=stream, case_id=case, partner_id=partner)
    return partner


def test_nothing_is_asked_of_a_case_in_which_nobody_else_worked(two: Two) -> None:
    take_back(two[0])
    agree(two)
    assert [lines(one, two.case) for one in two] == [[], []]


def test_a_goal_that_was_taken_back_there_as_well_is_not_asked_about(two: Two) -> None:
    goal(two[1], two.case, "Veilig thuis")
    take_back(two[1])
    take_back(two[0])
    agree(two)
    assert [lines(one, two.case) for one in two] == [[], []]


def test_who_joins_later_and_who_starts_again_is_asked_the_same(
    two: Two, central: Central, tmp_path: Path
) -> None:
    goal(two[1], two.case, "Veilig thuis")
    take_back(two[0])
    agree(two)
    again(two.first)
    two.first.exchange()
    with closing(station(tmp_path / "later", central.url)) as later:
        join(two[0], later, bytes.fromhex(new_id()))
        assert card(later, two.case) == card(two[0], two.case) != []


def _guest(session: CaptureSession, meeting: str) -> Attendance:
    stream = session.get_one(Meeting, meeting).stream_id
    return Attendance(stream_id=stream, meeting_id=meeting, organisation="School De Esch")


def test_a_point_and_somebody_added_to_a_meeting_that_is_cancelled(cards: Two) -> None:
    of = planned(cards, date(2026, 6, 1) + timedelta(days=next(SERIAL)))
    office, other = cards
    act(other, lambda s: planning.add_point(s, of.meeting, "Niet vergeten"), "agenda.add")
    act(other, lambda s: s.add(_guest(s, of.meeting)), "meeting.edit")
    of.cancel(office)
    agree(cards)
    for one in cards:
        assert {words for _, words in lines(one, of.meeting)} == {"Niet vergeten", "School De Esch"}
        assert card(one, of.meeting)[0].text
    act(office, lambda s: conflicts.restore(s, "meeting", of.meeting), conflicts.RESTORE)
    agree(cards)
    for one in cards:
        assert "Niet vergeten" in of.stands(one)[1]
        assert card(one, of.meeting) == []


def test_what_came_in_after_it_was_left_deleted_brings_the_whole_case_back(two: Two) -> None:
    goal(two[1], two.case, "Veilig thuis")
    two[1].exchange()
    goal(two[1], two.case, "Later gehoord")
    take_back(two[0])
    two[0].exchange()
    act(two[0], lambda s: conflicts.leave(s, "case_", two.case), conflicts.LEAVE)
    agree(two)
    assert lines(two[0], two.case) == [("Doel", "Later gehoord")]
    act(two[0], lambda s: conflicts.restore(s, "case_", two.case), conflicts.RESTORE)
    agree(two)
    for one in two:
        assert goals(one, two.case) == {"Veilig thuis", "Later gehoord", "Geen incidenten"}
