"""A row deleted at one desk while it was edited at another: hidden, and not forgotten (SYNC.md A.1, 7).

Which edits stand beside the deletion is read from the log of the row, wherever it is asked: the same ones on
every desk that has the same log (docs/decisions/0015). What others wrote beneath it counts as well. Kept is
only that there are any, so that cards are found without reading every row. What had begun stands all the
same, with a card (models/capture/begun), and so, without one, does what is in use (models/capture/in_use).
What is not whole does not, and nobody is asked about that.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, cast

from sqlalchemy import Table, exists, or_, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import Versions
from zvhdesk.models.capture import begun, in_use, tree, undone, versions
from zvhdesk.models.capture.records import DELETED, Row
from zvhdesk.models.capture.undone import Written
from zvhdesk.models.capture.versions import Version
from zvhdesk.models.tables import BY_NAME

Edit = tuple[str, Written]
"""A column and what was written there."""

_NO_EDIT: Final = frozenset({"id", "stream_id", DELETED})


def note(session: Session, row: Row, *, is_said: bool) -> None:
    """After something was written in a row that stood: keep whether edits stand beside its deletion.

    `is_said`: it says whether the row is deleted, or takes such a word back. The guard must be up.
    """
    if not is_said and not _may_be_deleted(session, row):
        return  # nearly always
    log = undone.log_of_row(session, row)
    used = bool(undone.deletions(log)) and in_use.stands(session, row)
    if DELETED in log:
        _keep(session, row, log, used=used)
    if begun.show(session, row, log, in_use=used):
        for to in sorted(in_use.of_row(session, row)):
            note(session, to, is_said=False)
    for along in begun.gone_with(session, row, log):
        note(session, along, is_said=True)


def _keep(session: Session, row: Row, log: Mapping[str, Sequence[Written]], *, used: bool) -> None:
    cell = (*row, DELETED)
    stand = [one.rev for one in undone.standing(log[DELETED])]
    newest = [max(one.version.rev for one in log[DELETED])]
    wanted = stand if stand != newest or used or _asks(session, row, log) else []
    if wanted == versions.kept(session, cell):
        return
    if wanted:
        versions.keep(session, cell, wanted)
    else:
        versions.forget(session, cell)


def _asks(session: Session, row: Row, log: Mapping[str, Sequence[Written]]) -> bool:
    """Whether it is to be found again for a card: it stands although a deletion holds, or edits do."""
    return begun.stands(row[0], log) or bool(beside(log) or beneath(session, row, log))


def edits_of(session: Session, row: Row) -> list[tuple[str, Version]]:
    """The edits that stand beside the deletion of a row, each with its column, in the order of the server."""
    found = beside(undone.log_of_row(session, row))
    columns = [one.name for one in cast("Table", BY_NAME[row[0]].__table__).columns]
    found.sort(key=lambda edit: (edit[1].place, columns.index(edit[0])))
    return [(col, one.version) for col, one in found]


def beside(log: Mapping[str, Sequence[Written]]) -> list[Edit]:
    """The edits, of this log of a row by column: what holds in its own cell, by who did not know it was gone.

    None that was seen by somebody whose deletion holds: the row went with it knowingly.
    """
    return _unseen(log, log.get(DELETED, ()), undone.deletions(log))


def beneath(session: Session, row: Row, log: Mapping[str, Sequence[Written]]) -> dict[Row, list[Edit]]:
    """What was written, unseen in the same way, in the rows beneath one that is deleted; by row.

    Of a row there that is gone itself only what stands beside its own deletion.
    """
    said, gone = log.get(DELETED, ()), undone.deletions(log)
    found: dict[Row, list[Edit]] = {}
    for one in tree.rows_beneath(session, row, gone) if gone else ():
        theirs = undone.log_of_row(session, one)
        edits = _unseen(theirs, said, gone)
        if session.scalar(select(BY_NAME[one[0]].deleted).where(BY_NAME[one[0]].id == one[1])):
            own = beside(theirs)
            edits = [edit for edit in edits if edit in own]
        if edits:
            found[one] = edits
    return found


def note_above(session: Session, rows: Collection[Row], streams: Collection[str]) -> None:
    """After these rows were written, in these streams: what is deleted above them may be asked about now.

    And what they point to may stand, or no longer.
    """
    used = note_used(session, rows)  # first: what stands above a person depends on whether they do
    for row in sorted(tree.above(session, {*rows, *used}, streams)):
        note(session, row, is_said=False)


def note_used(session: Session, rows: Collection[Row]) -> set[Row]:
    """After these rows were written: let what they point to stand, or no longer. Returns it."""
    found = in_use.pointed_to(session, rows)
    for row in sorted(found):
        note(session, row, is_said=False)
    return found


def note_kept(session: Session) -> None:
    """After rows went with their log: what stood because of them stands no longer."""
    for tbl, row, col in versions.cells(session):
        if col == DELETED:
            note(session, (tbl, row), is_said=False)


def _unseen(
    log: Mapping[str, Sequence[Written]], said: Sequence[Written], gone: Sequence[Written]
) -> list[Edit]:
    """The edits in a log that those deletions had not seen, by who did not know."""
    return [
        (col, edit)
        for col, written in log.items()
        if gone and col not in _NO_EDIT
        for edit in undone.heads(written)
        if not any(undone.knew(one, edit) for one in gone) and not _knew_it_gone(edit, said, gone)
    ]


def _knew_it_gone(edit: Written, said: Sequence[Written], gone: Sequence[Written]) -> bool:
    """Whether the author of an edit had seen all deletions that hold, and for all they knew they held."""
    seen = [one for one in said if one.place < edit.place and edit.saw(one)]
    return all(one in seen for one in gone) and all(one.deletes for one in undone.heads(seen))


def _may_be_deleted(session: Session, row: Row) -> bool:
    """Whether a row shows that it is deleted, or a version beside what it shows may say so."""
    cls = BY_NAME[row[0]]
    several = exists().where(Versions.tbl == row[0], Versions.row == row[1], Versions.col == DELETED)
    return session.scalar(select(cls.id).where(cls.id == row[1], or_(cls.deleted, several))) is not None
