"""The history of a case, readable: which act, when, by whom, and for each field the old and the new value."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from zvhdesk.models.cases import Subject
from zvhdesk.models.codec import Value, decode
from zvhdesk.models.house import CaseTable, Member, Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.models.tables import column_of
from zvhdesk.services.fields import FIELDS, label_of
from zvhdesk.services.words import day, word, yes_no

INTENTS: dict[str, str] = {
    "import.register": "Overgenomen uit het register",
    "demo.build": "Aangemaakt voor de demonstratie",
    "house.setup": "Huis ingericht",
    "case.create": "Casus aangemaakt",
    "case.edit": "Bijgewerkt",
    "case.move": "Verplaatst in de casusreis",
    "assessment.record": "Beoordeling door lid 1 vastgelegd",
    "contribution.add": "Inbreng toegevoegd",
    "goal.add": "Doel toegevoegd",
    "action.add": "Actie toegevoegd",
    "subject.add": "Persoon toegevoegd",
    "row.remove": "Verwijderd",
    "undo": "Ongedaan gemaakt",
}
"""What each intent is called on screen."""

_REFERENCES = {"partner_id": Partner, "referrer_id": Partner, "table_id": CaseTable}
_HIDDEN = frozenset({"case_id", "person_id", "deleted", "position", "phase_since"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry; `old` is empty for something new. Values are shown text."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act on a case. `at` is UTC; `act` is its id, for undo; `fields` in the order they were recorded."""

    act: str
    at: datetime
    who: str
    what: str
    reason: str | None
    fields: tuple[FieldChange, ...]


def history(session: Session, case_stream: str, case_id: str, limit: int = 200) -> tuple[HistoryEntry, ...]:
    """The newest `limit` change sets of a case and of the persons in it, newest first, joined per act."""
    sets = session.scalars(
        select(ChangeSet)
        .where(_of_case(case_stream, case_id))
        .order_by(ChangeSet.wall_ms.desc(), ChangeSet.rev.desc())
        .limit(limit)
    ).all()
    ops: dict[int, list[ChangeOp]] = {}
    for op in session.scalars(
        select(ChangeOp).where(ChangeOp.rev.in_([s.rev for s in sets])).order_by(ChangeOp.id)
    ):
        ops.setdefault(op.rev, []).append(op)
    names = _Names(session)
    acts: dict[str, list[ChangeSet]] = {}
    for change in sets:
        acts.setdefault(change.act, []).append(change)
    return tuple(_entry(members, ops, names) for members in acts.values())


def _of_case(case_stream: str, case_id: str) -> ColumnElement[bool]:
    persons = (
        select(Person.stream_id)
        .join(Subject, Subject.person_id == Person.id)
        .where(Subject.case_id == case_id)
    )
    return or_(ChangeSet.stream_id == case_stream, ChangeSet.stream_id.in_(persons))


class _Names:
    """The words for ids, read once: partners, tables and members are few."""

    def __init__(self, session: Session) -> None:
        self.by_id: dict[str, str] = {}
        named: tuple[type[Partner | CaseTable | Member], ...] = (Partner, CaseTable, Member)
        for cls in named:
            self.by_id.update(dict(session.execute(select(cls.id, cls.name)).all()))


def _entry(members: list[ChangeSet], ops: dict[int, list[ChangeOp]], names: _Names) -> HistoryEntry:
    first = members[0]
    fields = tuple(
        change
        for member in sorted(members, key=lambda m: m.rev)
        for op in ops.get(member.rev, [])
        if (change := _field_change(op, names)) is not None
    )
    return HistoryEntry(
        act=first.act,
        at=datetime.fromtimestamp(first.wall_ms / 1000, UTC),
        who=names.by_id.get(first.user, "iemand van dit huis"),
        what=INTENTS.get(first.intent, "Gewijzigd"),
        reason=first.reason,
        fields=fields,
    )


def _field_change(op: ChangeOp, names: _Names) -> FieldChange | None:
    if op.col in _HIDDEN or not label_of(op.tbl, op.col):
        return None
    column = column_of(op.tbl, op.col)
    old, new = (_shown(op.tbl, op.col, decode(text, column), names) for text in (op.old, op.new))
    return FieldChange(label_of(op.tbl, op.col), old, new)


def _shown(tbl: str, col: str, value: Value, names: _Names) -> str:
    if value is None:
        return ""
    if col in _REFERENCES or col == "process_manager_id":
        return names.by_id.get(str(value), "onbekend")
    if isinstance(value, bool):
        return yes_no(value)
    field = FIELDS.get((tbl, col))
    if field is not None and not field.choices:
        return field.write(value)
    try:
        return word(value)  # type: ignore[arg-type]
    except KeyError:
        return day(value) if hasattr(value, "isoformat") else str(value)  # type: ignore[arg-type]
