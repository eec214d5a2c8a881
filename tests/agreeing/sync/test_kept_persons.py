"""Somebody of an old case was taken into another one while the old one was destroyed: nobody vanishes."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import Station, join, station
from tests.agreeing.sync.test_receipts import ordered
from tests.destruction.pages import plain
from tests.meetings.world import add_case_rows
from tests.recording.state import state
from tests.worlds import KEY
from zvhdesk.domain.refusals import CannotUndoFormal, Refused
from zvhdesk.domain.terms import SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Subject
from zvhdesk.models.local import Draft
from zvhdesk.models.people import Person
from zvhdesk.services import adding, conflicts, destruction, kept_persons, undo
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.dossier import FORM, Dossier, PersonRow, dossier
from zvhdesk.sync import ordering
from zvhdesk.sync.steps import play

TYPED = {"surname": "Loon", "birth_date": "07-11-1988", "bsn": "999990019", "relation": "broer"} | {
    "role": next(role.value for role in SubjectRole if role is not SubjectRole.MAIN)
}


@dataclass
class World:
    """The old case of two admins, and an active one that a third desk works in too."""

    first: Station
    second: Station
    third: Station
    two: Two
    active: str

    @property
    def all(self) -> tuple[Station, ...]:
        return (self.first, self.second, self.third)

    def take_in(self) -> None:
        """The third desk, apart, takes the person of the old case into the active one."""
        (known,) = self.third.desk.read(_numbered)
        add = partial(adding.add_person, case_id=self.active, typed=TYPED)
        subject = self.third.desk.act(add, adding.PERSON)
        assert self.third.desk.read(lambda s: s.get_one(Subject, subject).person_id) == known

    def settle(self) -> None:
        """Every desk hears what the others said."""
        for one in self.all * 3:
            assert one.exchange().halt is None

    def page(self, at: Station) -> Dossier:
        return at.desk.read(partial(dossier, case_id=self.active, today=at.desk.today(), names=True))

    def brother(self, at: Station) -> PersonRow:
        (found,) = (row for row in self.page(at).persons if row.relation == "broer")
        return found


@pytest.fixture
def world(two: Two, central: Central, tmp_path: Path) -> Iterator[World]:
    first, second, _old = two
    active = first.desk.change(
        lambda s: add_case_rows(s, "2026-0300", ("J.", None, "Actief")).id, "case.create"
    )
    with closing(station(tmp_path / "c", central.url)) as third:
        join(first, third, bytes.fromhex(new_id()))
        made = World(first, second, third, two, active)
        made.settle()
        yield made


def _streams(world: World) -> tuple[str, ...]:
    return world.first.desk.read(partial(destruction.streams_of, case_id=world.two[2]))


def _numbered(session: Session) -> list[str]:
    return list(session.scalars(select(Person.id).where(Person.bsn == TYPED["bsn"])))


def _of_streams(session: Session, streams: tuple[str, ...]) -> int:
    return len(session.scalars(select(Person.id).where(Person.stream_id.in_(streams))).all())


def test_who_stands_in_an_active_case_goes_on_there_on_every_desk(world: World) -> None:
    """DATA.md 3: the last case of a person destroyed destroys their stream. This was not their last."""
    streams = _streams(world)
    assert len(streams) == 2
    world.take_in()
    ordered(world.two)
    world.settle()
    kept = [world.brother(one) for one in world.all]
    assert [(row.name, row.bsn) for row in kept] == [("H. van Loon", "•••••0019")] * 3
    states = [one.desk.read(state) for one in world.all]
    assert states[0] == states[1] == states[2]
    assert world.first.desk.read(_numbered) == [kept[0].person_id], "one of them, written by one desk"
    for one in world.all:
        assert one.desk.read(partial(_of_streams, streams=streams)) == 0, "the old stream went whole"


def test_a_desk_that_was_cut_off_before_it_destroyed_keeps_them_once(world: World) -> None:
    """What it keeps is written first; the next try finds nobody to keep any more."""
    world.take_in()
    ordered(world.two)
    third = world.third
    third.desk.keep_draft(FORM, ("person", world.brother(third).person_id, "surname"), "van Loon-B", 1)
    kept = [world.brother(third)]
    for _ in range(2):
        third.exchange()
        kept.append(world.brother(third))
    assert kept[0].person_id != kept[1].person_id == kept[2].person_id
    (draft,) = third.desk.read(lambda s: s.scalars(select(Draft)).all())
    assert (draft.row, draft.text) == (kept[2].person_id, "van Loon-B"), "what is being typed is not lost"
    last = third.desk.read(partial(undo.last_act, user=third.desk.user)).id
    with pytest.raises(Refused) as refused:
        third.desk.change(partial(undo.undo, act=last), "undo", undo_of=last)
    assert refused.value.reason == CannotUndoFormal(), "nothing leads back to who was destroyed"


def test_who_heard_of_it_leaves_it_to_the_desk_that_did_it(world: World) -> None:
    """The first hears in one pass that they were taken in and that they are to go."""
    world.take_in()
    ordered(world.two)
    world.third.exchange()
    world.first.exchange()
    assert world.first.desk.read(_numbered) == []
    world.settle()
    assert world.first.desk.read(_numbered) == [world.brother(world.third).person_id]
    assert [world.brother(one).name for one in world.all] == ["H. van Loon"] * 3


def test_who_stands_nowhere_else_is_gone_as_before(world: World) -> None:
    world.take_in()
    subject = world.brother(world.third).subject_id
    world.third.desk.change(partial(adding.remove, tbl="subject", row_id=subject), adding.REMOVE)
    ordered(world.two)
    world.settle()
    for one in world.all:
        with one.desk.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"999990019" not in plain(one.desk.folder / DATABASE, KEY)


def _fill_in(world: World, at: Station) -> None:
    """Their place is filled in anew there, with a name and an address."""
    at.clock.forward(minutes=1)
    place = world.brother(at)
    assert not place.here

    def typed(session: CaptureSession) -> None:
        kept_persons.fill_in(session, place.subject_id)
        row = session.get_one(Person, session.get_one(Subject, place.subject_id).person_id)
        row.surname, row.address = "De Wit", "Nieuwstraat 4"

    at.desk.change(typed, kept_persons.FILL_IN)


def _twice(world: World, *, heard: bool) -> conflicts.Conflict:
    """The first fills them in anew, the third writes down who they are. What is asked then, everywhere."""
    first, second, old = world.two
    batch = ordering.propose(first.desk, old)
    first.exchange()
    second.exchange()
    world.take_in()
    world.third.exchange()
    play(ordering.confirm(batch), second.desk, second.server)
    first.exchange()
    _fill_in(world, first)
    (first if heard else world.third).exchange()
    world.settle()
    (shown,) = _asked(world, first)
    assert [_asked(world, one) for one in world.all] == [[shown]] * 3
    return shown


def test_who_heard_that_they_are_filled_in_anew_keeps_them_all_the_same(world: World) -> None:
    """SYNC.md C, P2: what either desk saved is lost to nobody."""
    assert {one.words for one in _twice(world, heard=True).versions} == {
        "H.v.L., BSN •••••0019, met geboortedatum",
        "D., met adres",
    }


def test_who_is_chosen_of_two_has_what_was_known_of_the_other(world: World) -> None:
    shown, first = _twice(world, heard=False), world.first
    people = first.desk.read(lambda s: {one.stream_id for one in s.scalars(select(Person))})
    assert people <= set(first.desk.read(partial(destruction.streams_of, case_id=world.active)))
    chosen = next(one.id for one in shown.versions if "BSN" in one.words)
    first.desk.change(lambda s: conflicts.choose(s, shown, chosen), conflicts.SETTLE, base_rev=shown.rev)
    world.settle()
    for one in world.all:
        row = world.brother(one)
        assert (row.name, row.bsn, row.has_address) == ("H. van Loon", "•••••0019", True)
        assert _asked(world, one) == []


def _asked(world: World, at: Station) -> list[conflicts.Conflict]:
    """About who they are, in the dossier."""
    count = at.desk.read(lambda s: conflicts.count(s, at.desk.today()))
    asked = world.page(at).asked.conflicts
    assert count == len(asked)
    return list(asked)
