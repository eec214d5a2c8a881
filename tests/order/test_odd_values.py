"""Whatever a colleague's program sends that is taken, every page and every paper still opens.

Each column of the house that may travel gets the odd values of its type, as far as they are taken in; then
everything is read. A value goes into all columns of a kind at once: a page fails as well on many as on one.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, cast

import pytest
from sqlalchemy import Boolean, Column, Date, Enum, Integer, Table, inspect, select, update
from sqlalchemy.orm import Session

from tests.order.test_same_order import CLOCK, OF_CASE, OF_HOUSE, OF_MEETING, OF_PLAN, OF_TABLE, TODAY
from tests.order.turned import going_on
from tests.worlds import new_desk
from zvhdesk.demo.house import fill
from zvhdesk.domain.refusals import Refused
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, OpRecord, apply
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.codec import encode
from zvhdesk.models.guard import trigger_names
from zvhdesk.models.house import CaseTable
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import REPLICATED, REQUIRED
from zvhdesk.services import conflicts
from zvhdesk.services.actions import listing
from zvhdesk.services.actions.detail import detail
from zvhdesk.services.actions.rows import ActionFilters, By, Show
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import room
from zvhdesk.sync import bounds

_EACH = 1
"""So many rows of a kind are opened."""
OF_EACH: list[tuple[type[Replicated], dict[str, Callable[[Session, str], Any]]]] = [
    (Case, OF_CASE),
    (Plan, OF_PLAN),
    (Meeting, OF_MEETING),
    (CaseTable, OF_TABLE),
    (Action, {"actie": lambda s, action: detail(s, action, TODAY)}),
    (AgendaItem, {"zaalscherm": lambda s, item: room.wall(s, item, TODAY)}),
]
WHOLE: dict[str, Callable[[Session], Any]] = OF_HOUSE | {
    "acties": lambda s: listing.page(s, TODAY, ActionFilters(next(iter(Show)), next(iter(By)))),
    "samenwerken": lambda s: conflicts.all_open(s, TODAY),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = new_desk(tmp_path_factory.mktemp("odd"), CLOCK)
    fill(made, TODAY, cases=8)
    going_on(made)
    yield made
    made.close()


def _is_text(column: Column[Any]) -> bool:
    plain = not isinstance(column.type, Boolean | Enum | Integer | Date)
    return plain and not column.name.endswith(("id", "device")) and column.name not in {"target", "batch"}


ODD: dict[str, Callable[[Column[Any]], list[Any]]] = {
    "de eerste dag": lambda column: [date.min, bounds.EARLIEST] if isinstance(column.type, Date) else [],
    "de laatste dag": lambda column: [date.max, bounds.LATEST] if isinstance(column.type, Date) else [],
    "het kleinste getal": lambda column: (
        [-(2**63), -5, bounds.span(column.name)[0]] if type(column.type) is Integer else []
    ),
    "het grootste getal": lambda column: (
        [2**63 - 1, 2**40, bounds.span(column.name)[1]] if type(column.type) is Integer else []
    ),
    "niets": lambda _column: [None],
    "lege tekst": lambda column: [""] if _is_text(column) else [],
    "een teken": lambda column: ["-"] if _is_text(column) else [],
    "vreemde tekst": lambda column: ["\u202e\ud7ff\n\t999-" * 20] if _is_text(column) else [],
    "niet hier": lambda column: ["f" * 32] if column.name.endswith("_id") else [],
}


def _taken(tbl: str, column: Column[Any], values: list[Any]) -> list[Any]:
    """Those that are taken in; the first of them is the oddest."""
    found = []
    for value in values:
        try:
            bounds.hold({(tbl, "0" * 32): {column.name: value}})
        except bounds.OutOfBounds:
            continue
        found.append(value)
    return found


def _make_odd(session: Session, odd: Callable[[Column[Any]], list[Any]]) -> int:
    count = 0
    for cls in REPLICATED:
        columns = [one for one in cast("Table", cls.__table__).columns if one.name not in {"id", "stream_id"}]
        found = {one.key: _taken(cls.__tablename__, one, odd(one))[:1] for one in columns}
        values = {key: value[0] for key, value in found.items() if value}
        if values:
            session.execute(update(cls).values(values))
            count += len(values)
    return count


def _opened(session: Session) -> Iterator[tuple[str, Callable[[], Any]]]:
    for name, whole in WHOLE.items():
        yield name, partial(whole, session)
    for cls, reads in OF_EACH:
        for one in session.scalars(select(cls.id).order_by(cls.id).limit(_EACH)).all():
            for name, read in reads.items():
                yield name, partial(read, session, one)


@pytest.mark.parametrize("what", ODD)
def test_all_opens(desk: Desk, what: str) -> None:
    failed: list[str] = []
    with Session(desk.engine) as session:
        for guard in trigger_names():
            session.connection().exec_driver_sql(f"DROP TRIGGER {guard}")
        assert _make_odd(session, ODD[what])
        for name, open_ in _opened(session):
            failed += _failing(name, open_)
        session.rollback()
    assert failed == []


def _failing(name: str, open_: Callable[[], Any]) -> list[str]:
    try:
        open_()
    except Refused:
        pass
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with all others
        return [f"{name}: {error!r} {_where(error)}"]
    return []


class _Over(Exception):
    """All was seen: nothing of it stays."""


def test_a_row_is_there_once_it_has_what_such_a_row_always_has(desk: Desk) -> None:
    """Of each table one more row like the first, that comes in three pieces: all closes nothing."""

    def fn(session: CaptureSession) -> None:
        twins = [_Twin.of(row) for cls in REPLICATED for row in _first(session, cls)]
        assert len(twins) > 20
        for come in (_Twin.at_first, _Twin.then):
            apply(session, [twin.said(come(twin)) for twin in twins if come(twin)])
            assert {twin.tbl for twin in twins if twin.is_there(session)} == set()
            assert [one for name, open_ in _opened(session) for one in _failing(name, open_)] == []
        apply(session, [twin.said(twin.last[:1]) for twin in twins])
        assert {twin.tbl for twin in twins if not twin.is_there(session)} == set()
        raise _Over

    with pytest.raises(_Over):
        desk.receive(fn)


def _first(session: Session, cls: type[Replicated]) -> list[Replicated]:
    wanted = select(cls).where(~cls.deleted).order_by(cls.id).limit(1)
    return list(session.scalars(wanted)) if _needed(cls) else []


def _needed(cls: type[Replicated]) -> frozenset[str]:
    columns = cast("Table", cls.__table__).c
    return frozenset(col for col in REQUIRED[cls.__tablename__] if columns[col].default is None)


@dataclass
class _Twin:
    """A row like one that stands here, as somebody else wrote it."""

    row: Replicated
    cells: dict[str, str]
    last: list[str]
    id: str = field(default_factory=new_id)

    @classmethod
    def of(cls, row: Replicated) -> "_Twin":
        """Last comes what it needs, but for where it belongs: so it stands where pages look."""
        columns = {one.key for one in inspect(type(row)).column_attrs} - {"id", "stream_id", "deleted"}
        values = {col: value for col in columns if (value := getattr(row, col)) is not None}
        needed = _needed(type(row))
        words = [col for col in needed if not col.endswith("_id")]
        return cls(row, {col: encode(value) for col, value in values.items()}, sorted(words or needed))

    @property
    def tbl(self) -> str:
        return str(self.row.__tablename__)

    def at_first(self) -> set[str]:
        return {*self.cells} - {*self.last}

    def then(self) -> set[str]:
        return {*self.last[1:]}

    def said(self, cols: Collection[str]) -> ChangeSetRecord:
        ops = tuple(OpRecord(self.tbl, self.id, col, self.cells[col]) for col in cols)
        place = (self.row.stream_id, self.row.compartment, self.row.stream_kind)
        return ChangeSetRecord(
            new_id(), new_id(), *place, new_id(), "", 0, "case.edit", None, None, ops, seq=1, recv_ms=0
        )

    def is_there(self, session: Session) -> bool:
        cls = type(self.row)
        return session.scalar(select(cls.deleted).where(cls.id == self.id)) is False


def _where(error: BaseException) -> str:
    at = error.__traceback__
    found = ""
    while at is not None:
        if "/zvhdesk/" in at.tb_frame.f_code.co_filename:
            found = f"{at.tb_frame.f_code.co_filename.rsplit('/zvhdesk/')[-1]}:{at.tb_lineno}"
        at = at.tb_next
    return found
