"""A desk that was put back from a backup, or lives twice: nothing is lost or silently overwritten."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, again, goal, station, write
from tests.agreeing.sync.kept import Kept, Small
from tests.recording.state import state
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import head_rev, versions
from zvhdesk.models.cases import Case, Goal
from zvhdesk.sync.exchange import Outcome


@dataclass(frozen=True)
class World:
    """A desk and a colleague's, with one case; `folder` is where copies may stand."""

    desk: Station
    other: Station
    case: str
    folder: Path
    url: str

    def copy(self) -> Station:
        """The desk as it is now, in another place: a backup that was put back, or a cloned disk."""
        self.desk.desk.close()
        there = self.folder / new_id()
        shutil.copytree(self.desk.desk.folder, there)
        again(self.desk)
        return station(there, self.url, made=True)


@pytest.fixture
def world(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[World]:
    with pair.again(tmp_path, central) as (desk, other):
        yield World(desk, other, pair.about.case, tmp_path, central.url)


def _agree(*stations: Station) -> None:
    for one in (*stations, *stations, *stations):
        outcome = one.exchange()
    assert outcome == Outcome()
    first, *others = [one.desk.read(state) for one in stations]
    assert all(other == first for other in others)


def test_a_desk_put_back_from_a_backup_takes_up_what_it_had_said(world: World) -> None:
    with closing(world.copy()) as backup:
        for at in range(3):
            goal(world.desk, world.case, f"na de kopie {at}")
        world.desk.exchange()
        goal(backup, world.case, "na het terugzetten")
        _agree(backup, world.other)
        texts = world.other.desk.read(lambda s: {goal.text for goal in s.query(Goal)})
        assert texts == {"na de kopie 0", "na de kopie 1", "na de kopie 2", "na het terugzetten"}


def test_two_copies_of_one_desk_overwrite_nothing_of_each_other(world: World) -> None:
    with closing(world.copy()) as twin:
        write(world.desk, world.case, "van de een")
        write(twin, world.case, "van de ander")
        _agree(world.desk, twin, world.other)
        for one in (world.desk, twin, world.other):
            found = one.desk.read(versions.side_by_side)
            assert {version.new for version in found["case_", world.case, "question"]} == {
                '"van de een"',
                '"van de ander"',
            }
        write(twin, world.case, "samen")
        _agree(world.desk, twin, world.other)
        assert world.other.desk.read(versions.side_by_side) == {}


def test_an_answer_that_was_lost_doubles_nothing(world: World) -> None:
    """The push arrived and its answer did not; then the program ended."""
    with closing(world.copy()) as before:
        goal(world.desk, world.case, "eenmaal")
        world.desk.exchange()
        goal(before, world.case, "een ander")
        _agree(before, world.other)
    assert len(world.other.desk.read(lambda s: s.query(Goal).all())) == 2


def test_a_form_that_was_open_while_the_other_copy_wrote_overwrites_nothing(world: World) -> None:
    """It was shown what stood before, whatever the device: what both wrote stands side by side everywhere."""
    with closing(world.copy()) as twin:
        shown = twin.desk.read(head_rev)
        write(world.desk, world.case, "van de een")
        world.desk.exchange()
        twin.exchange()
        case = world.case
        twin.desk.change(
            lambda s: setattr(s.get_one(Case, case), "question", "van de ander"), "case.edit", shown
        )
        _agree(twin, world.desk, world.other)
        for one in (world.desk, twin, world.other):
            found = one.desk.read(versions.side_by_side)
            assert {version.new for version in found["case_", case, "question"]} == {
                '"van de een"',
                '"van de ander"',
            }
