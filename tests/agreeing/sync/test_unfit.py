"""What was read and cannot be applied stands aside and stops nobody (SYNC.md B.3)."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Row, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, again, before_pulling, station
from tests.agreeing.sync.kept import Kept, Small
from tests.agreeing.sync.parted import goals
from tests.recording.state import state
from tests.worlds import KEY
from zvhdesk.domain.standing import Aside
from zvhdesk.domain.terms import IMPORTING
from zvhdesk.models.agreeing import Fate, SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.engine import connect
from zvhdesk.models.local import DeviceSetting
from zvhdesk.models.tables import COLUMNS
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.finding import find
from zvhdesk.sync import aside
from zvhdesk.sync.exchange import Outcome, exchange
from zvhdesk.sync.steps import play

Parts = Row[tuple[bytes, bytes | None, bytes | None, bytes | None]]
_PARTS = select(SealedEnvelope.env_id, SealedEnvelope.hdr, SealedEnvelope.ct, SealedEnvelope.sig)
NEW = ("goal", "position")
"""The column that an older program does not know yet."""
REFUSED = "dit kan hier niet"
"""The text of a goal that the database of the second desk takes from nobody."""


@dataclass(frozen=True)
class World:
    """Two desks with one case. The first writes, the second receives."""

    first: Station
    second: Station
    case: str
    stream: str

    def goal(self, *texts: str) -> None:
        """One act, one change set."""
        self.first.desk.change(lambda s: s.add_all(map(self._goal, texts)), "goal.add")

    def two_cases(self, number: str, words: str, intent: str = "goal.add", origin: str = "desk") -> None:
        """One act in two streams: a new case, and a goal in the one there is."""

        def fn(session: CaptureSession) -> None:
            session.add_all_new([Case(stream_id=new_id(), number=number)])
            session.add(self._goal(words))

        self.first.desk.change(fn, intent, origin=origin)

    def _goal(self, words: str) -> Goal:
        return Goal(stream_id=self.stream, case_id=self.case, position=0, text=words)

    def both(self) -> Outcome:
        """The first sends, the second hears it."""
        self.first.exchange()
        return self.second.exchange()

    def why(self) -> Aside:
        """Why something stands aside at the second."""
        return self.second.desk.read(lambda s: aside.why(s, self.second.desk.device))

    def cases(self) -> set[str]:
        """The numbers that the second has."""
        return self.second.desk.read(lambda s: set(s.scalars(select(Case.number))))


@pytest.fixture
def world(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[World]:
    with pair.again(tmp_path, central) as (first, second):
        yield World(first, second, pair.about.case, pair.about.case_stream)


@contextmanager
def refusing(at: Station, words: str = REFUSED, how: str = "RAISE(ABORT, 'odd')") -> Iterator[None]:
    """Within the block the database of that desk takes no goal of that text, and none without a case."""
    when = f"new.text = '{words}' OR new.case_id = ''"
    with at.desk.engine.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER odd BEFORE INSERT ON goal WHEN {when} BEGIN SELECT {how}; END"
        )
    yield
    with at.desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER odd")


@contextmanager
def an_older_program() -> Iterator[None]:
    """Within the block no program here knows that column."""
    known = COLUMNS.pop(NEW)
    try:
        yield
    finally:
        COLUMNS[NEW] = known


def found_by(at: Station, words: str) -> list[str]:
    """What the search of a desk finds."""
    return [one.text for one in at.desk.read(lambda s: find(s, words)).texts]


def test_all_else_of_a_page_goes_on_as_if_it_were_not_there(world: World) -> None:
    """It is counted with its cause, and kept as its author made it."""
    heard: list[frozenset[str]] = []
    world.second.desk.on_change = lambda changes: heard.append(changes.ids)
    with refusing(world.second):
        for words in ("een", "twee", REFUSED, "vier", "vijf"):
            world.goal(words)
        assert world.both() == Outcome(aside=1)
        assert world.why() == Aside(failed=1)
        assert world.first.desk.read(partial(_goal_named, words=REFUSED)) not in frozenset[str]().union(
            *heard
        )
        assert goals(world.second) == sorted(["een", "twee", "vier", "vijf"])
        assert found_by(world.second, "vijf") == ["vijf"]
        assert found_by(world.second, "hier niet") == []
        assert world.second.desk.read(partial(_fated, fate=Fate.LATE)) == [], "at once, and not afterwards"
        (kept,) = world.second.desk.read(partial(_fated, fate=Fate.ASIDE))
        assert kept in world.first.desk.read(_sealed), "as its author made it"
    world.second.clock.forward(days=1)
    assert world.second.exchange() == Outcome()
    assert world.second.desk.read(state) == world.first.desk.read(state)


def test_a_page_with_many_rows_of_a_table_comes_whole(world: World) -> None:
    """More than go in one statement, and some over; each is found by its words."""
    texts = [f"doel{number}" for number in range(100, 160)]
    world.goal(*texts)
    assert world.both() == Outcome()
    assert goals(world.second) == sorted(texts)
    assert [found_by(world.second, words) for words in texts] == [[words] for words in texts]


def test_an_act_is_applied_whole_or_not_at_all(world: World) -> None:
    with refusing(world.second):
        world.goal("ervoor")
        world.two_cases("2026-0300", REFUSED)
        world.goal("erna")
        assert world.both() == Outcome(aside=2)
        assert world.why() == Aside(failed=2)
        assert goals(world.second) == ["erna", "ervoor"]
        assert "2026-0300" not in world.cases()
    world.second.clock.forward(days=1)
    assert world.both() == Outcome()
    assert world.second.desk.read(state) == world.first.desk.read(state)


def test_so_is_one_that_this_device_sent_before_its_copy_was_put_back(world: World, tmp_path: Path) -> None:
    first = world.first
    first.desk.close()
    copy = Path(shutil.copytree(first.desk.folder, tmp_path / "copy"))
    again(first)
    world.two_cases("2026-0300", REFUSED)
    first.exchange()
    with closing(station(copy, first.server.address, made=True)) as back:
        with refusing(back):
            assert back.exchange() == Outcome(aside=2)
            assert (
                back.desk.read(lambda s: s.scalar(select(Case.id).where(Case.number == "2026-0300"))) is None
            )
        back.clock.forward(days=1)
        assert back.exchange() == Outcome()
        assert back.desk.read(state) == first.desk.read(state)


def test_an_import_is_applied_case_by_case(world: World) -> None:
    with refusing(world.second):
        world.two_cases("2026-0300", REFUSED, IMPORTING, "import")
        assert world.both() == Outcome(aside=1)
        assert "2026-0300" in world.cases()


def test_what_is_written_on_top_of_it_ends_no_pass_either(world: World) -> None:
    """An edit of a row that stands aside, its deletion, and taking that back."""
    with refusing(world.second):
        world.goal(REFUSED)
        world.both()
        row = world.first.desk.read(lambda s: s.scalars(select(Goal.id)).one())
        edits: list[dict[str, object]] = [{"text": "bewerkt"}, {"deleted": True}, {"deleted": False}]
        for values in edits:
            world.first.desk.change(partial(_set, row=row, values=values), "case.edit")
            assert world.both().halt is None
    world.second.clock.forward(days=1)
    assert world.both() == Outcome()
    assert goals(world.second) == ["bewerkt"]
    assert world.second.desk.read(state) == world.first.desk.read(state)


def test_it_is_tried_again_once_a_day_and_by_another_version(world: World) -> None:
    with refusing(world.second):
        world.goal(REFUSED)
        world.both()
    assert world.second.exchange() == Outcome(aside=1), "not in every pass"
    again(world.second)
    assert world.second.exchange() == Outcome(aside=1), "nor at every start"
    world.second.desk.keep(_by_an_older_version)
    assert world.second.exchange() == Outcome()
    with refusing(world.second, "nog een"):
        world.goal("nog een")
        world.both()
        world.second.clock.forward(hours=23)
        assert world.second.exchange() == Outcome(aside=1)
        world.second.clock.forward(hours=1)
        assert world.second.exchange() == Outcome(aside=1), "tried in vain, it ends no pass"
    world.second.clock.forward(hours=24)
    assert world.second.exchange() == Outcome()
    assert world.second.desk.read(state) == world.first.desk.read(state)


def test_what_rests_on_something_that_stood_aside_is_tried_again_once_that_is_there(
    world: World,
) -> None:
    """A later version made a row, and what was written in it without that was not to be placed."""
    first, second = world.first, world.second
    with an_older_program(), refusing(second):
        world.goal("een doel")
        assert world.both().aside == 1
        row = first.desk.read(partial(_goal_named, words="een doel"))
        first.desk.change(partial(_set, row=row, values={"text": "en daarbij"}), "case.edit")
        assert world.both().aside == 2
        assert world.why() == Aside(newer=1, failed=1)
    with refusing(second):
        assert second.exchange() == Outcome()
    assert goals(second) == ["en daarbij"]


def test_a_database_that_somebody_else_holds_puts_nothing_aside(world: World) -> None:
    """What was to come in comes when it is free."""
    world.goal("een doel")
    world.first.exchange()
    path = world.second.desk.folder / DATABASE
    with closing(connect(path, KEY)) as other:
        story = before_pulling(exchange(), lambda: other.execute("BEGIN IMMEDIATE"))
        with pytest.raises(OperationalError, match="locked"):
            play(story, world.second.desk, world.second.server)
        other.execute("ROLLBACK")
    assert world.why() == Aside()
    assert goals(world.second) == []
    assert world.second.exchange() == Outcome()
    assert goals(world.second) == ["een doel"]


def _goal_named(session: Session, words: str) -> str:
    return session.scalars(select(Goal.id).where(Goal.text == words)).one()


def _set(session: CaptureSession, row: str, values: Mapping[str, object]) -> None:
    goal = session.get_one(Goal, row)
    for name, value in values.items():
        setattr(goal, name, value)


def test_an_error_that_says_nothing_of_what_was_written_puts_nothing_aside(world: World) -> None:
    """What the database needs for its work is not there, whatever it is to write."""
    world.goal("een doel")
    world.first.exchange()
    before = world.second.desk.read(state)
    with refusing(world.second, how="nowhere()"), pytest.raises(OperationalError, match="no such function"):
        world.second.exchange()
    assert world.second.desk.read(state) == before
    assert world.second.exchange() == Outcome()
    assert goals(world.second) == ["een doel"]


def _fated(session: Session, fate: Fate) -> list[Parts]:
    return list(session.execute(_PARTS.where(SealedEnvelope.fate == fate)))


def _sealed(session: Session) -> list[Parts]:
    return list(session.execute(_PARTS))


def _by_an_older_version(session: Session) -> None:
    """The last to try was the program that this desk had before."""
    mark = session.scalars(select(DeviceSetting).where(DeviceSetting.key.like("late.%"))).all()[-1]
    mark.value = f"{mark.value.split()[0]} 0.0.9"
