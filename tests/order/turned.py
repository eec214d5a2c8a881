"""Two desks that hold the same rows, and got them in the opposite order: what arrives first differs per desk.

Every row of a demo house has a twin here, with another id and the same day, place and number: two desks that
write apart make such ties every day, and nothing but the id tells them apart.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from tests.worlds import KEY, new_desk
from zvhdesk.demo.house import fill
from zvhdesk.domain.terms import ItemState, MeetingState
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import CriterionJudgement
from zvhdesk.models.guard import Guard
from zvhdesk.models.house import House
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.plans import Decision
from zvhdesk.models.tables import REPLICATED
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import DATABASE, Desk

_SAID = ("text", "title", "ground", "question", "crisis", "left_out_why")
"""What a person wrote: another text in the twin, so that a paper without ids shows which it has."""

_ALONE = (House, CriterionJudgement)
"""A house is one; and which judgement is made by whom is read from the log: two real desks have its test."""


@dataclass(frozen=True)
class Turned:
    """The two desks."""

    one: Desk
    other: Desk

    def close(self) -> None:
        self.one.close()
        self.other.close()


def turned(folder: Path, clock: Clock) -> Turned:
    """A demo house with a twin of every row, at both desks; the other has all its rows in reverse."""
    made = new_desk(folder, clock)
    fill(made, clock().date(), cases=16)
    going_on(made)
    made.close()
    places = [folder / name for name in ("one", "other")]
    for place in places:
        place.mkdir()
        copyfile(folder / DATABASE, place / DATABASE)
    one, other = (Desk.open(place, KEY, clock) for place in places)
    with one.engine.connect() as connection:
        rows = {cls: _with_twins(connection, cls) for cls in REPLICATED}
    for desk, step in ((one, 1), (other, -1)):
        _put(desk, rows, step)
    return Turned(one, other)


def going_on(desk: Desk) -> None:
    """A meeting at which something was decided runs still, so that console and wall have one to show."""

    def fn(session: CaptureSession) -> None:
        decided = select(AgendaItem).join(Decision, Decision.item_id == AgendaItem.id)
        item = session.scalars(decided.order_by(AgendaItem.id)).all()[0]
        meeting = session.get_one(Meeting, item.meeting_id)
        meeting.state, meeting.closed_ms, meeting.current_item_id = MeetingState.LIVE, None, item.id
        item.state = ItemState.RUNNING

    desk.change(fn, "meeting.start")


def _with_twins(connection: Connection, cls: type[Replicated]) -> list[dict[str, Any]]:
    table = cls.__table__
    found = connection.execute(select(table).order_by(table.c.id)).mappings()
    rows = [dict(row) for row in found]
    return rows if cls in _ALONE else [*rows, *(_twin(row) for row in rows)]


def _twin(row: dict[str, Any]) -> dict[str, Any]:
    """The same row of another desk: its id comes before the first one's as often as after it."""
    said = {col: f"{row[col]} (tweede)" for col in _SAID if row.get(col)}
    return {**row, **said, "id": UUID(int=Random(row["id"]).getrandbits(128)).hex}


def _put(desk: Desk, rows: dict[type[Replicated], list[dict[str, Any]]], step: int) -> None:
    """In the place of what stood there, in this order."""
    guard = Guard()
    with desk.engine.begin() as connection:
        driver = connection.connection.driver_connection
        guard.attach(driver)
        with guard.up():
            for cls, found in rows.items():
                connection.execute(delete(cls))
                for row in found[::step]:
                    connection.execute(insert(cls).values(row))
