"""What others wrote that this desk took once and that stands nowhere else now, in words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.capture import ChangeSetRecord, OpRecord
from zvhdesk.models.cases import Case
from zvhdesk.services.case_door import is_over
from zvhdesk.services.history import INTENTS, FieldChange, written
from zvhdesk.services.who import person_label

_SHIELDED = ("case_", "shielded", "true")


@dataclass(frozen=True, slots=True)
class LeftAct:
    """One change set: whose, when (UTC milliseconds), in which case, what was done and what was written.

    `number` is empty for what the house shares. Of a case that nobody may see here only whose and when are
    said: then `closed`. The same of what cannot be read here: then `unread`. What says who a person is has no
    value here. `gone`: the device that wrote it is not in the house any more, so that it does not come back.
    Nor does what is this device's `own`: another copy of it wrote that, and what this one could not read when
    it was left it could not send again.
    """

    who: str
    wall_ms: int
    number: str
    what: str
    fields: tuple[FieldChange, ...]
    closed: bool = False
    unread: bool = False
    gone: bool = False
    own: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """One that cannot be read here: only who wrote it, and when the server had it (UTC milliseconds)."""

    user: str
    recv_ms: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One with the id of its row, and what is in it; `gone` and `own` as in `LeftAct`."""

    id: int
    inside: ChangeSetRecord | Unread
    gone: bool = False
    own: bool = False


def in_words(session: Session, found: Sequence[Kept], today: date) -> tuple[LeftAct, ...]:
    """In the order in which they were taken."""
    records = [one.inside for one in found if not isinstance(one.inside, Unread)]
    shielded = {one.stream_id for one in records if _shields(one)}
    return tuple(
        replace(_one(session, one.inside, today, shielded), id=one.id, gone=one.gone, own=one.own)
        for one in found
    )


def _one(
    session: Session, record: ChangeSetRecord | Unread, today: date, shielded: Collection[str]
) -> LeftAct:
    if isinstance(record, Unread):
        return LeftAct(person_label(session, record.user), record.recv_ms, "", "", (), unread=True)
    case = session.scalar(select(Case).where(Case.stream_id == record.stream_id))
    hidden = case is not None and (case.shielded or case.deleted or is_over(case, today))
    closed = hidden or record.stream_id in shielded
    number = case.number if case is not None else _number(record.ops)
    who = person_label(session, record.user)
    what = INTENTS.get(record.intent, "Gewijzigd")
    if closed:
        return LeftAct(who, record.wall_ms, "", what, (), closed=True)
    return LeftAct(who, record.wall_ms, number, what, tuple(_fields(session, record.ops)))


def _fields(session: Session, ops: Sequence[OpRecord]) -> Iterator[FieldChange]:
    for one in written(session, ops):
        yield FieldChange(one.label, "", "" if one.personal else one.new, one.personal)


def _shields(record: ChangeSetRecord) -> bool:
    return any((op.tbl, op.col, op.new) == _SHIELDED for op in record.ops)


def _number(ops: Sequence[OpRecord]) -> str:
    said = next((op.new for op in ops if (op.tbl, op.col) == ("case_", "number")), "")
    return said.strip('"')
