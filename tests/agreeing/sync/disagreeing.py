"""Two desks of one house that disagree, and what their cards show."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, found, join, station, write
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, Cell
from zvhdesk.models.cases import Case, Goal
from zvhdesk.services import adding, conflicts
from zvhdesk.services.conflicts import SETTLE, Conflict, GoneRow, OpenQuestion, Settled

T = TypeVar("T")
TODAY = date(2026, 3, 12)


@dataclass
class Two:
    """Two desks of one house, and a case with a goal that both have."""

    first: Station
    second: Station
    case: str = ""
    goal: str = ""

    def __iter__(self) -> Iterator[Station]:
        yield from (self.first, self.second)

    def __getitem__(self, at: int) -> Station:
        return (self.first, self.second)[at]

    def asked(self, at: Station, today: date = TODAY) -> list[OpenQuestion]:
        """What is asked there about this case and the house: an earlier test may have left its own."""
        found = at.desk.read(lambda s: conflicts.all_open(s, today))
        assert at.desk.read(lambda s: conflicts.count(s, today)) == len(found)
        return [one for one in found if one.cell[1] in (self.case, self.goal) or one.page == "admin"]


@contextmanager
def pair_of(central: Central, folder: Path) -> Iterator[Two]:
    """A small house on the first desk, and a second one that joined it."""
    folder.mkdir(exist_ok=True)
    with closing(station(folder / "first", central.url)) as first:
        small_house(first.desk)
        found(first, central.new_code())
        with closing(station(folder / "second", central.url)) as second:
            join(first, second, bytes.fromhex(new_id()))
            second.clock.forward(minutes=1)
            yield Two(first, second)


def with_case(pair: Two) -> Two:
    """The two, with a case of one test alone."""

    def fill(session: CaptureSession) -> tuple[str, str]:
        case = Case(stream_id=new_id(), number="2026-0200", first_processed_on=date(2026, 3, 10))
        session.add_all_new([case])
        goal = Goal(stream_id=case.stream_id, case_id=case.id, position=1, text="Geen incidenten")
        session.add_all_new([goal])
        return case.id, goal.id

    made = Two(pair.first, pair.second, *act(pair.first, fill, "case.create"))
    agree(made)
    return made


def disagree(two: Two) -> Cell:
    """Both write the question of the case without having seen the other; then both hear of it."""
    case = two.case
    two[1].clock.now = two[0].clock.now + timedelta(minutes=1)
    write(two[0], case, "van de een")
    write(two[1], case, "van de ander")
    agree(two)
    return ("case_", case, "question")


def agree(two: Two) -> None:
    for one in (*two, two[0]):
        one.exchange()


def card(at: Station, cell: Cell) -> Conflict | None:
    return at.desk.read(lambda s: conflicts.of_cells(s, [cell]).get(cell))


def the_card(at: Station, cell: Cell) -> Conflict:
    shown = card(at, cell)
    assert shown is not None
    return shown


def choose(at: Station, shown: Conflict, words: str) -> Settled | Conflict | None:
    version = next(one.id for one in shown.versions if one.words == words)
    return act(at, lambda s: conflicts.choose(s, shown, version), SETTLE, shown.rev)


def act(at: Station, fn: Callable[[CaptureSession], T], intent: str, base_rev: int | None = None) -> T:
    at.clock.forward(seconds=1)
    return at.desk.change(fn, intent, base_rev=base_rev)


def stored(at: Station, cls: Any, row: str, col: str) -> Any:
    return at.desk.read(lambda s: getattr(s.get_one(cls, row), col))


def gone(at: Station, row: str) -> list[GoneRow]:
    return [one for one in at.desk.read(lambda s: conflicts.gone_rows(s, ["goal"])) if one.id == row]


def hide(two: Two, order: tuple[int, int]) -> str:
    """A goal that the first desk deleted and the second edited; one of the two is heard of first."""
    row = two.goal
    act(two[0], lambda s: adding.remove(s, "goal", row), "row.remove")
    act(two[1], lambda s: setattr(s.get_one(Goal, row), "text", "Minder incidenten"), "case.edit")
    for at in (*order, *order, *order):
        two[at].exchange()
    return row
