"""Two desks of one house that disagree, and what their cards show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from tests.agreeing.sync.desks import Station, write
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
        """What is asked there."""
        found = at.desk.read(lambda s: conflicts.all_open(s, today))
        assert at.desk.read(lambda s: conflicts.count(s, today)) == len(found)
        return list(found)


def with_case(pair: Two) -> tuple[str, str]:
    """A new case of the first, which both have: its id, and that of its goal."""

    def fill(session: CaptureSession) -> tuple[str, str]:
        case = Case(stream_id=new_id(), number="2026-0200", first_processed_on=date(2026, 3, 10))
        session.add_all_new([case])
        goal = Goal(stream_id=case.stream_id, case_id=case.id, position=1, text="Geen incidenten")
        session.add_all_new([goal])
        return case.id, goal.id

    made = act(pair.first, fill, "case.create")
    agree(pair)
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
