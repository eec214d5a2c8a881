"""An own note that went into the dossier comes back when that is taken back; nothing of it is lost."""

import pytest
from sqlalchemy.orm import Session

from tests.meetings.world import World, refused
from zvhdesk.domain.refusals import TouchedSince
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.meetings import ChairNote, NoteParagraph
from zvhdesk.services.dossier import take_back
from zvhdesk.services.meetings import capture, own_note

NOTE = "Eerst het doel,\ndan de rest"


@pytest.fixture
def item(world: World) -> str:
    """The first case at the table, whose own note was put in the dossier."""
    item = world.at_case(0)
    _note(world, item, NOTE)
    world.do(lambda s: capture.move_own_note(s, item), own_note.MOVED)
    return item


def _note(world: World, item: str, text: str) -> None:
    world.desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, text))


def _act_of_move(session: Session) -> str:
    return session.query(ChangeSet).filter(ChangeSet.intent == own_note.MOVED).one().act


def _notes(world: World) -> list[str]:
    return world.desk.read(lambda s: [row.text for row in s.query(ChairNote)])


def test_after_taking_it_back_both_are_as_before(world: World, item: str) -> None:
    assert [row.text for row in world.all_of(NoteParagraph)] == [NOTE]
    assert _notes(world) == []
    take_back(world.desk)
    assert world.all_of(NoteParagraph) == []
    assert world.console().own_note == NOTE
    world.do(lambda s: capture.move_own_note(s, item), own_note.MOVED)
    assert [row.text for row in world.all_of(NoteParagraph)] == [NOTE]
    assert world.console().own_note == ""


def test_what_was_noted_since_stays_beneath_it(world: World, item: str) -> None:
    _note(world, item, "Nog iets")
    take_back(world.desk)
    assert world.console().own_note == f"{NOTE}\nNog iets"


def test_a_paragraph_that_was_changed_since_stays_and_no_note_comes_back(world: World, item: str) -> None:
    (row,) = world.all_of(NoteParagraph)
    act = world.desk.read(_act_of_move)
    world.put(NoteParagraph, row.id, text="Anders")
    assert isinstance(refused(lambda: take_back(world.desk, act)), TouchedSince)
    assert _notes(world) == []


def test_once_the_meeting_is_over_no_own_note_comes_back(world: World, item: str) -> None:
    act = world.desk.read(_act_of_move)
    world.close()
    take_back(world.desk, act)
    assert world.all_of(NoteParagraph) == []
    assert _notes(world) == []


def test_another_note_taken_back_makes_no_own_note(world: World) -> None:
    item = world.at_case(0)
    world.call("note.add", capture.add_note, item, world.console().items[0].step, "Notitie")
    take_back(world.desk)
    assert _notes(world) == []
