"""A meeting that began, a point that was discussed, a plan that was adopted: taken away by who had seen that.

The room goes on at a table that an office without a connection cancelled. What stands is read from the log
of the row, like all that stands beside a deletion (docs/decisions/0019).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import ItemState, MeetingState
from zvhdesk.models.capture import undone, versions
from zvhdesk.models.capture.defaults import is_whole
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.capture.undone import Written
from zvhdesk.models.capture.versions import Version
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import BY_NAME

Row = tuple[str, str]
"""Table and row id."""
Log = Mapping[str, Sequence[Written]]
"""Every writing of a row, by column."""

PLAN: Final = Plan.__tablename__
"""What of these nobody is asked about: lid 1 adopted it, and who took it back had only begun it."""
_NOTHING: Final = encode(None)
_SAYS: Final = {Meeting.__tablename__: "state", AgendaItem.__tablename__: "state", PLAN: "content"}
"""The column that says so. Nobody but who adopts a plan writes its content (docs/decisions/0022)."""
_BEGUN: Final = {
    Meeting.__tablename__: frozenset(map(encode, (MeetingState.LIVE, MeetingState.CLOSED))),
    AgendaItem.__tablename__: frozenset(map(encode, (ItemState.RUNNING, ItemState.DONE))),
}
_ALONG: Final = (AgendaItem.__tablename__, Attendance.__tablename__)
"""What goes with the meeting when its planning is taken back, and stands when that stands."""


def stands(tbl: str, log: Log) -> bool:
    """Whether a row stands although a deletion holds: it had begun, and none of these had seen that."""
    return bool(_began(tbl, log))


def began(session: Session, row: Row) -> list[Version]:
    """By what a row stands although a deletion holds: what says that it began."""
    if row[0] not in _SAYS:
        return []
    return [one.version for one in _began(row[0], undone.log_of_row(session, row))]


def _began(tbl: str, log: Log) -> list[Written]:
    gone = undone.deletions(log) if tbl in _SAYS else []
    return [
        one
        for one in (undone.heads(log.get(_SAYS[tbl], ())) if gone else ())
        if _says(tbl, one.version.new) and not any(undone.knew(each, one) for each in gone)
    ]


def _says(tbl: str, said: str) -> bool:
    return said != _NOTHING if tbl == PLAN else said in _BEGUN[tbl]


def show(session: Session, row: Row, log: Log, *, in_use: bool) -> bool:
    """Let a row show whether it is there, and say whether that changed. The guard must be up.

    `in_use`: what something points to stands, whoever removed it. One that is not whole does not.
    """
    said = [one.version for one in undone.heads(log.get(DELETED, ()))]
    deleted = bool(said) and versions.shown(said).new == encode(True) and not in_use
    deleted = deleted and not stands(row[0], log) and not _along(session, row, log)
    deleted = deleted or not is_whole(row[0], log)
    cls = BY_NAME[row[0]]
    changed = session.execute(
        update(cls).where(cls.id == row[1], cls.deleted != deleted).values(deleted=deleted).returning(cls.id),
        execution_options={"synchronize_session": False},
    )
    return changed.first() is not None


def gone_with(session: Session, row: Row, log: Log) -> list[Row]:
    """Of a meeting its points and its people that an act which deleted it took along."""
    if row[0] != Meeting.__tablename__:
        return []
    acts = {one.act for one in log.get(DELETED, ()) if one.deletes}
    found: list[Row] = []
    for cls in (AgendaItem, Attendance):
        of = (
            select(cls.id)
            .join(ChangeOp, (ChangeOp.tbl == cls.__tablename__) & (ChangeOp.row == cls.id))
            .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
            .where(cls.meeting_id == row[1], ChangeOp.col == DELETED, ChangeSet.act.in_(acts))
        )
        found += [(cls.__tablename__, row) for row in session.scalars(of.distinct())]
    return found


def _along(session: Session, row: Row, log: Log) -> bool:
    """Whether only the act took it that took its meeting, which stands."""
    if row[0] not in _ALONG:
        return False
    of = getattr(session.get(BY_NAME[row[0]], row[1]), "meeting_id", "")
    meeting = undone.log_of_row(session, (Meeting.__tablename__, of))
    acts = {one.act for one in undone.deletions(meeting)}
    return stands(Meeting.__tablename__, meeting) and all(one.act in acts for one in undone.deletions(log))
