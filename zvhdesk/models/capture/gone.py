"""A row deleted at one desk while it was edited at another: hidden, and not forgotten (SYNC.md A.1, 7).

Beside the deletion stand, at the cell `deleted` of the row, the change sets that edited it and that whoever
deleted it had not seen. Any later writing of `deleted` that saw them settles it.
"""

from typing import Any, Final, cast

from sqlalchemy import Table, exists, or_, select
from sqlalchemy.orm import Session

from zvhdesk.models.capture import versions
from zvhdesk.models.capture.versions import Author, Version, author_of
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.tables import BY_NAME

DELETED: Final = "deleted"
RESTORE: Final = "row.restore"
LEAVE: Final = "row.leave"
"""The intents by which somebody who saw the edits brings the row back, or leaves it deleted."""
_NO_EDIT = frozenset({"id", "stream_id", DELETED})


def note(
    session: Session,
    row: tuple[str, str],
    values: dict[str, Any],
    author: Author,
    written: tuple[int, int | None],
) -> None:
    """After a received change set, `written` (rev, seq) of this author, set these of a row that stood."""
    if values.get(DELETED) is True:
        edits = _unseen_edits(session, row, author)
    elif values.keys() - _NO_EDIT:
        edits = [written[0]] if _deleted_unseen(session, row, author, written) else []
    else:
        return
    if edits:
        cell = (*row, DELETED)
        stand = [one.rev for one in versions.of_cell(session, cell)]
        versions.keep(session, cell, sorted({*stand, *edits, *_kept(session, row)}))


def note_again(session: Session, row: tuple[str, str]) -> None:
    """What was said of a row that was edited while it was deleted is taken back: the edits wait again."""
    for change, op in _deletions(session, row):
        note(session, row, {DELETED: True}, author_of(change, op), (change.rev, change.seq))


def edits_of(session: Session, tbl: str, row: str) -> list[tuple[ChangeOp, ChangeSet]]:
    """What was edited in a row while it was deleted: op and change set, oldest here first."""
    found = session.execute(
        select(ChangeOp, ChangeSet)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.tbl == tbl, ChangeOp.row == row, ChangeOp.col.not_in(_NO_EDIT))
        .where(ChangeOp.rev.in_(_kept(session, (tbl, row))))
        .order_by(ChangeOp.rev, ChangeOp.id)
    )
    return [(op, change) for op, change in found]


def _kept(session: Session, row: tuple[str, str]) -> list[int]:
    return versions.kept(session, (*row, DELETED))


def _unseen_edits(session: Session, row: tuple[str, str], author: Author) -> list[int]:
    """Of what stands in the row: what the author of the deletion had not seen."""
    stream = select(BY_NAME[row[0]].stream_id).where(BY_NAME[row[0]].id == row[1]).scalar_subquery()
    later = or_(ChangeSet.seq.is_(None), ChangeSet.seq > author.seen_seq)
    others = exists().where(ChangeSet.stream_id == stream, ChangeSet.device != author.device, later)
    if not session.scalar(select(others)):
        return []  # nearly always
    columns = [
        one.name for one in cast("Table", BY_NAME[row[0]].__table__).columns if one.name not in _NO_EDIT
    ]
    stand = versions.of_row(session, *row, columns).values()
    return [one.rev for several in stand for one in several if not author.replaces(one)]


def _deleted_unseen(
    session: Session, row: tuple[str, str], author: Author, written: tuple[int, int | None]
) -> bool:
    """Whether the row stands deleted, by somebody who had not seen this edit."""
    cls = BY_NAME[row[0]]
    if not session.scalar(select(cls.deleted).where(cls.id == row[1])):
        return False
    edit = Version(written[0], author.device, author.run, 0, written[1], None, "")
    return any(not author_of(change, op).replaces(edit) for change, op in _deletions(session, row))


def _deletions(session: Session, row: tuple[str, str]) -> list[tuple[ChangeSet, ChangeOp]]:
    """Of what stands at `deleted`: that it is."""
    found = session.execute(
        select(ChangeSet, ChangeOp)
        .join(ChangeOp, ChangeOp.rev == ChangeSet.rev)
        .where(
            ChangeOp.tbl == row[0], ChangeOp.row == row[1], ChangeOp.col == DELETED, ChangeOp.new == "true"
        )
        .where(ChangeOp.rev.in_([one.rev for one in versions.of_cell(session, (*row, DELETED))]))
    )
    return [(change, op) for change, op in found]
