"""A member's faulty or lying program sends what no form takes: it stands aside, and nobody's board closes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Table

from tests.agreeing.central import Central
from tests.agreeing.sync.kept import Kept, Small
from tests.agreeing.sync.parted import goals
from tests.agreeing.sync.test_unfit import World
from zvhdesk.domain.refusals import Refused
from zvhdesk.domain.standing import Aside
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.capture.defaults import default_of
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import board
from zvhdesk.services.board import BoardFilters
from zvhdesk.services.dossier import dossier
from zvhdesk.services.fields import FIELDS
from zvhdesk.sync import bounds
from zvhdesk.sync.exchange import Outcome


@pytest.fixture
def world(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[World]:
    with pair.again(tmp_path, central) as (first, second):
        yield World(first, second, pair.about.case, pair.about.case_stream)


def _put(world: World, col: str, value: Any) -> None:
    world.first.desk.change(lambda s: setattr(s.get_one(Case, world.case), col, value), "case.edit")


def _add(world: World, **values: Any) -> None:
    def fn(session: CaptureSession) -> None:
        session.add(Action(stream_id=world.stream, case_id=world.case, **values))

    world.first.desk.change(fn, "action.add")


def test_what_no_form_takes_stands_aside_and_all_else_goes_on(world: World) -> None:
    world.goal("ervoor")
    _put(world, "first_processed_on", date.max)
    _put(world, "phase", None)
    _add(world, number=-5, text="Belt")
    _add(world, number=1, text="Schrijft", due_on=date.min)
    world.goal("erna")
    assert world.both() == Outcome(aside=4)
    assert world.why() == Aside(failed=4), "said as what cannot be worked with, not as a newer version's"
    assert goals(world.second) == ["erna", "ervoor"]
    desk, today = world.second.desk, world.second.desk.today()
    desk.read(lambda s: dossier(s, world.case, today))
    desk.read(lambda s: board.board(s, today, BoardFilters(), desk.user))
    _put(world, "first_processed_on", date(2026, 3, 2))
    assert world.both() == Outcome(aside=4)
    assert desk.read(lambda s: s.get_one(Case, world.case).first_processed_on) == date(2026, 3, 2)


def _taken(tbl: str, col: str, value: Any) -> bool:
    try:
        bounds.hold({(tbl, "0" * 32): {col: value}})
    except bounds.OutOfBounds:
        return False
    return True


@pytest.mark.parametrize(
    "tbl,col,value",
    [
        ("case_", "started_on", date(1879, 12, 31)),
        ("case_", "started_on", date(2201, 1, 1)),
        ("case_", "number", None),
        ("case_", "deleted", None),
        ("partner", "class_", None),
        ("action", "number", 0),
        ("plan", "version", 0),
        ("agenda_item", "minutes", -1),
        ("agenda_item", "minutes", 2**40),
        ("disclosure", "at_ms", 2**62),
        ("person", "birth_date", "1990-13"),
        ("person", "birth_date", "gisteren"),
        ("person", "birth_date", "9999-12-31"),
        ("meeting", "starts", "25:00"),
        ("plan", "content", "{}"),
        ("plan", "content", "[" * 5000),
    ],
)
def test_what_is_not_taken(tbl: str, col: str, value: Any) -> None:
    assert not _taken(tbl, col, value)


def test_a_member_is_called_as_the_roster_can_call_them() -> None:
    """Else whoever is chosen to let in, or to be removed, is nobody whom a program can name."""
    name = {"name": "K. de Boer", "initials": "KB", "role": "secretaris"}
    bounds.hold({("member", new_id()): name})
    for odd in ("", "kees", new_id()[:-1], new_id().upper()):
        with pytest.raises(bounds.OutOfBounds):
            bounds.hold({("member", odd): name})


TYPED = ("", "-", "ja", "een woord", "1", "120", "240", "1-1-1880", "31-12-2100", "1990", "04-1990", "23:59")


def test_whatever_a_form_takes_the_others_take_too() -> None:
    """Each field with what people type, and each choice of a closed list."""
    refused = set()
    for (tbl, col), field in FIELDS.items():
        given = 0
        for typed in (*TYPED, *(text for text, _ in field.choices)):
            try:
                value = field.read(typed)
            except Refused:
                continue
            given += 1
            if not _taken(tbl, col, value):
                refused.add((tbl, col, typed))
        assert given, (tbl, col)
    assert refused == set()


def test_what_a_column_holds_that_nobody_wrote_is_taken() -> None:
    for tbl, cls in BY_NAME.items():
        for column in cast("Table", cls.__table__).columns:
            if column.default is not None and column.default.is_scalar:
                assert _taken(tbl, column.name, default_of(cls, column.key)), (tbl, column.name)
    assert _taken("agenda_item", "position", -10), "in front of the first"
    assert _taken(Person.__tablename__, "birth_date", None)
