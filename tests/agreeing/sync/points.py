"""A row for each column that points to something which a desk may remove, and what it points to.

Which columns these are is read from the names in the models: one that is added stands in none of the lists
here, until somebody says what becomes of what it points to.
"""

import dataclasses
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession, in_use
from zvhdesk.models.capture.records import Row
from zvhdesk.models.cases import Action, Case, Contribution
from zvhdesk.models.house import CaseTable, House, HouseRow, Member, Municipality, Partner, WorkArea
from zvhdesk.models.meetings import AgendaItem, Meeting, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure
from zvhdesk.models.pointers import Part, parts
from zvhdesk.models.tables import BY_NAME, REPLICATED
from zvhdesk.services import house

USES: Final[dict[str, type[Replicated]]] = {
    **dict.fromkeys(("table_id", "default_table_id"), CaseTable),
    "process_manager_id": Member,
    **dict.fromkeys(("partner_id", "referrer_id"), Partner),
    "work_area_id": WorkArea,
    "municipality": Municipality,
    "person_id": Person,
}
"""What is in use by a column of that name."""
PART_OF: Final = {
    "case_id",
    "meeting_id",
    "item_id",
    "about_id",
    "plan_id",
    "current_item_id",
    "contribution_id",
}
"""Of what a row is a part, or what it is about: it goes with that, or asks for it back (0020)."""
BESIDE: Final[set[tuple[type[Replicated], str]]] = {
    *((cls, "item_id") for cls in (Action, Contribution, Decision, Disclosure)),
    *((AgendaItem, "case_id"), (Disclosure, "plan_id"), (Meeting, "current_item_id")),
    (Turn, "contribution_id"),
}
"""Of those the columns of what points to something, or of what that is a part of, without which it stands."""
DONE_BY: Final = {
    *("proposed_by_id", "confirmed_by_id", "device_id", "proposed_device_id", "confirmed_device_id"),
    "chair_id",
}
"""Who did something once, or is to lead a meeting, which goes on without them."""
REMOVE: Final[dict[type[Replicated], house.Remove]] = {
    CaseTable: house.remove_table,
    Member: house.remove_member,
    Partner: house.remove_partner,
    WorkArea: house.remove_area,
    Municipality: house.remove_place,
}
Column = tuple[type[Replicated], str]


def columns() -> list[Column]:
    """Every column of the models that holds the id of another row, or the name of a gemeente."""
    found = [(cls, one.key) for cls in REPLICATED for one in inspect(cls).column_attrs]
    own = ("id", "stream_id")
    return [(c, key) for c, key in found if key in USES or (key.endswith("_id") and key not in own)]


POINTS: Final = [(cls, key) for cls, key in columns() if key in USES]


def make_targets(session: CaptureSession) -> dict[Column, str]:
    """For each of those columns something of its own to point to, by id."""
    return {one: make(session, USES[one[1]]) for one in POINTS}


def make(session: CaptureSession, cls: type[Replicated], **values: Any) -> str:
    """A row of that table, with something in all that it needs."""
    common = session.scalars(select(House)).one().stream_id
    stream = values.pop("stream_id", common if issubclass(cls, HouseRow) else new_id())
    needs = (
        one.name
        for one in dataclasses.fields(cls)
        if one.init and one.default is one.default_factory is dataclasses.MISSING
    )
    filled = {name: values.pop(name, None) or _something(cls, name) for name in needs if name != "stream_id"}
    row = cls(stream_id=stream, **filled, **values)
    session.add_all_new([row])
    return row.id


def _something(cls: type[Replicated], name: str) -> Any:
    if name in ("starts", "ends"):
        return "09:30"
    kind = inspect(cls).columns[name].type.python_type
    if issubclass(kind, StrEnum):
        return next(iter(kind))
    return {date: date(2026, 3, 12), int: 1, bool: True}.get(kind, f"{name} {new_id()}")


def use(session: CaptureSession, case_id: str, targets: dict[Column, str]) -> None:
    """Let the house, that case, and for each other column a row of its own, point to what is meant for it."""
    case = session.get_one(Case, case_id)
    for (cls, key), target in targets.items():
        points = session.get_one(Municipality, target).name if USES[key] is Municipality else target
        if cls in (House, Case):
            setattr(case if cls is Case else session.scalars(select(House)).one(), key, points)
        elif hasattr(cls, "case_id"):
            make(session, cls, stream_id=case.stream_id, case_id=case_id, **{key: points})
        else:
            make(session, cls, **{key: points})


def above(cls: type[Replicated]) -> list[tuple[Part, ...]]:
    """Each way up from a row of that table: of what it is a part, and of what that is, as far as it goes."""
    return [(one, *way) for one in parts(cls) for way in [(), *above(one.to)]]


WAYS: Final = [(cls, key, way) for cls, key in POINTS for way in above(cls)]
"""Each column that points from beneath something, with the way up to that."""


def use_beneath(session: CaptureSession, targets: Sequence[str]) -> list[Row]:
    """For each of the `WAYS` a row that points to what is meant for it. Returns what is at their tops."""
    tops = {cls: make(session, cls) for cls in {way[-1].to for _, _, way in WAYS}}
    for (cls, key, way), target in zip(WAYS, targets, strict=True):
        row = tops[way[-1].to]
        for one in reversed(way[1:]):
            row = make(session, one.of, **{one.column.key: row})
        make(session, cls, **{way[0].column.key: row, key: target})
    return [(cls.__tablename__, row) for cls, row in tops.items()]


def take_off(session: CaptureSession, rows: Sequence[Row], *, deleted: bool = True) -> None:
    """Or put back."""
    for tbl, row in rows:
        session.get_one(BY_NAME[tbl], row).deleted = deleted


def remove(session: CaptureSession, targets: dict[Column, str]) -> None:
    """Take it all off its list, as the page does; a person goes by Ctrl+Z."""
    for (_, key), target in targets.items():
        if USES[key] is Person:
            session.get_one(Person, target).deleted = True
        else:
            REMOVE[USES[key]](session, target, session.act.user)


def standing(at: Station, targets: dict[Column, str]) -> set[Column]:
    """Of which column what it points to is there."""
    return {one for one, row in targets.items() if not at.desk.read(lambda s, o=one, r=row: _gone(s, o, r))}  # type: ignore[misc]


def _gone(session: Session, column: Column, row: str) -> bool:
    return session.get_one(USES[column[1]], row).deleted


def refused(session: CaptureSession, targets: dict[Column, str]) -> set[Column]:
    """Of which column what it points to cannot be removed here."""
    found: set[Column] = set()
    for one, row in targets.items():
        try:
            remove(session, {one: row})
        except Refused as no:
            found |= {one} if isinstance(no.reason, BadInput) else set()
    return found


def leaving(at: Station) -> list[str]:
    """What was removed there and is in use."""
    return sorted(row for _, row in at.desk.read(in_use.leaving))


def same(two: Two, targets: dict[Column, str]) -> set[Column]:
    """What stands, which is the same on both, where nobody is asked anything."""
    assert two.asked(two[0]) == two.asked(two[1]) == []
    here, there = (standing(one, targets) for one in two)
    assert here == there
    return here
