"""Which lines of an item wait for a nod of the chair: said by the desk that leads, of what others wrote.

What a desk that takes notes says of its own line is a hint: it may not know yet who leads, nor how the table
is set, and a line may be written anew after it was nodded to. What counts is who wrote what the room would
read, whether that desk led when it came in here, and whether who leads nodded to those words.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import LinesOfOthers, MeetingState
from zvhdesk.models.agreeing import Versions
from zvhdesk.models.capture import versions
from zvhdesk.models.capture.versions import Author, Version, author_of, version_of
from zvhdesk.models.cases import Action
from zvhdesk.models.codec import decode, encode
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import Meeting
from zvhdesk.models.plans import Decision
from zvhdesk.models.tables import column_of

_NODDED: Final = "awaits_nod"
_READ: Final = ("text", "partner_id", "due_on", "held_back", "deleted")
"""What the room reads of a line, and whether it is there."""
_LINES = or_(
    *(
        (ChangeOp.tbl == cls.__tablename__)
        & ChangeOp.row.in_(select(cls.id).where(cls.item_id == bindparam("item"), ~cls.deleted))
        for cls in (Action, Decision)
    )
)
_OF_MEETING = (ChangeOp.tbl == Meeting.__tablename__) & (ChangeOp.row == bindparam("meeting"))
_LEADS = (
    select(ChangeSet, ChangeOp)
    .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
    .where(_OF_MEETING, ChangeOp.col == "chair_device")
    .order_by(ChangeOp.rev)
)
_SINCE = select(func.max(ChangeOp.rev)).where(_OF_MEETING, ChangeOp.col == "chair_device").scalar_subquery()
# Nearly always all is of the desk that leads, since it does, and this finds nothing.
_OF_OTHERS = (
    select(ChangeOp.tbl, ChangeOp.row)
    .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
    .where(_LINES, ChangeOp.col.in_(_READ))
    .where(or_(versions.of_another(bindparam("device")), ChangeOp.rev < _SINCE))
    .distinct()
)
_WRITTEN = (
    select(ChangeSet, ChangeOp)
    .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
    .where(ChangeOp.tbl.in_([Action.__tablename__, Decision.__tablename__]))
    .where(ChangeOp.row.in_(bindparam("rows", expanding=True)), ChangeOp.col.in_((*_READ, _NODDED)))
    .order_by(ChangeOp.rev)
)
_SEVERAL = select(Versions.row).where(Versions.row.in_(bindparam("rows", expanding=True)))
_Log = dict[str, list[tuple[Version, Author]]]
"""What was written of a line, by column, oldest here first."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """Who led from a rev here on: a device, and which copy of it said so."""

    rev: int
    device: str
    run: str | None

    def wrote(self, one: Version) -> bool:
        """Whether it is theirs. Of two copies that both take themselves for the one that leads each is."""
        return one.device == self.device and one.run in (self.run, None)


@dataclass(frozen=True, slots=True)
class _Leads:
    """Who led from when on, as this desk heard it."""

    turns: tuple[_Lead, ...]

    def wrote(self, one: Version) -> bool:
        """Whether somebody wrote it who led when it came in here."""
        then = [lead for lead in self.turns if lead.rev <= one.rev]
        return bool(then) and then[-1].wrote(one)


def lines_of(session: Session, meeting: Meeting) -> LinesOfOthers:
    """How lines of the note taker reach the wall at this table."""
    table = session.get(CaseTable, meeting.table_id)
    return (table.lines_of_others if table is not None else None) or LinesOfOthers.NOD


def waiting(session: Session, meeting: Meeting, item_id: str) -> frozenset[str]:
    """The lines of this item that the room may not read before a nod: none at a table that asks for none.

    A line that is held back besides is among them.
    """
    if meeting.state is not MeetingState.LIVE or lines_of(session, meeting) is not LinesOfOthers.NOD:
        return frozenset()
    asked = {"item": item_id, "device": meeting.chair_device, "meeting": meeting.id}
    rows = [(tbl, row) for tbl, row in session.execute(_OF_OTHERS, asked)]
    if not rows:
        return frozenset()
    leads = _leads(session, meeting)
    names = [row for _, row in rows]
    logs = _logs(session, names)
    several = set(session.scalars(_SEVERAL, {"rows": names}))
    return frozenset(
        row[1]
        for row in rows
        if not _may_be_read(session, row, logs[row[1]], leads, several=row[1] in several)
    )


def _leads(session: Session, meeting: Meeting) -> _Leads:
    """Of two that took over apart only the one that holds, whichever was heard of first.

    The other led nobody but its own desk: who goes on had not read what was recorded under it.
    """
    column = column_of(Meeting.__tablename__, "chair_device")
    turns: dict[int, _Lead] = {}
    stand: list[Version] = []
    for change, op in session.execute(_LEADS, {"meeting": meeting.id}):
        device, taken, author = decode(op.new, column), version_of(change, op), author_of(change, op)
        stand = [*(one for one in stand if not author.replaces(one)), taken]
        if isinstance(device, str):
            turns[op.rev] = _Lead(op.rev, device, change.run if change.device == device else None)
        for one in stand:
            if one is not versions.shown(stand):
                turns.pop(one.rev, None)
    return _Leads(tuple(turns.values()))


def _logs(session: Session, rows: list[str]) -> dict[str, _Log]:
    found: dict[str, _Log] = {row: {} for row in rows}
    for change, op in session.execute(_WRITTEN, {"rows": rows}):
        found[op.row].setdefault(op.col, []).append((version_of(change, op), author_of(change, op)))
    return found


def _may_be_read(session: Session, row: tuple[str, str], log: _Log, leads: _Leads, *, several: bool) -> bool:
    """Whether all that the room would read of a line is of who led, or was nodded to as it reads now."""
    nods = [(one, author) for one, author in log.get(_NODDED, ()) if leads.wrote(one)]
    # The last word: a nod that was taken back is none.
    seen = nods[-1][1] if nods and nods[-1][0].new == encode(False) else None
    stand = (
        map(versions.shown, versions.of_row(session, *row, _READ).values())
        if several
        else (written[-1][0] for col, written in log.items() if col in _READ)
    )
    return all(leads.wrote(one) or (seen is not None and seen.replaces(one)) for one in stand)
