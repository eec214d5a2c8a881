"""Applying what was opened: a page in one go, and when something in it cannot be applied, all but that.

The one go is the transaction itself: a savepoint within it, to go back to, takes a tenth of a first sync, and
nearly never is there anything to go back from. What was found unfit so is done once more, by halves.

Whatever an author wrote, one change set that cannot be applied here never holds up what others wrote
(SYNC.md B.3). An act is applied whole or not at all. A disk that is full or fails, or a database that is
locked, says nothing of what was written: that ends the pass, and all of it is tried again.
"""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    PendingRollbackError,
    ProgrammingError,
    ResourceClosedError,
)

from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, Rows, apply_read
from zvhdesk.sync.bounds import hold
from zvhdesk.sync.payload import act_of

Read = tuple[ChangeSetRecord, Rows]
"""A change set that was opened and decoded."""

_OF_CONTENT = (DataError, IntegrityError, InterfaceError, ProgrammingError)
"""Of what the database may say, that which comes from what it is to write."""
_OF_SURROUNDINGS = (OSError, MemoryError, PendingRollbackError, ResourceClosedError)


class Unfit(Exception):
    """Something in a page cannot be applied. The transaction it was to be applied in is to be given up."""


def apply_at_once(session: CaptureSession, read: Sequence[Read]) -> None:
    """Write them in order, or raise Unfit."""
    if not read:
        return
    try:
        _apply(session, read)
    except Exception as error:
        if not _is_of_content(error):
            raise
        raise Unfit from None


def apply_all_that_can_be(
    session: CaptureSession, read: Sequence[Read], *, late: bool = False
) -> frozenset[str]:
    """Write them in order. Returns the `cs_id` of those that could not be: of these nothing was written."""
    return _unapplied(session, _acts(read), late=late) if read else frozenset()


def acts_of(records: Sequence[ChangeSetRecord]) -> list[int]:
    """How many of these are applied together, one after another: an act; of an import what is in a case."""
    return [len(list(run)) for _, run in groupby(records, key=act_of)]


def _acts(read: Sequence[Read]) -> list[Sequence[Read]]:
    found: list[Sequence[Read]] = []
    at = 0
    for size in acts_of([record for record, _ in read]):
        found.append(read[at : at + size])
        at += size
    return found


def _unapplied(session: CaptureSession, acts: Sequence[Sequence[Read]], *, late: bool) -> frozenset[str]:
    """By halves: nearly all of them can be, and those are written together."""
    if _is_applied(session, [one for act in acts for one in act], late=late):
        return frozenset()
    if len(acts) == 1:
        return frozenset(record.cs_id for record, _ in acts[0])
    half = len(acts) // 2
    first = _unapplied(session, acts[:half], late=late)
    return first | _unapplied(session, acts[half:], late=late)


def _is_applied(session: CaptureSession, read: Sequence[Read], *, late: bool) -> bool:
    """Write them; False when that failed because of what is in them, and then all is as it was."""
    received, streams = set(session.received), set(session.received_streams)
    try:
        with session.begin_nested():
            _apply(session, read, late=late)
    except Exception as error:
        if not _is_of_content(error):
            raise
        # What was read within it may never have been.
        session.expire_all()
        session.received, session.received_streams = received, streams
        return False
    return True


def _apply(session: CaptureSession, read: Sequence[Read], *, late: bool = False) -> None:
    for _, rows in read:
        hold(rows)
    apply_read(session, read, late=late)


def _is_of_content(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return isinstance(error, _OF_CONTENT) and not error.connection_invalidated
    return not isinstance(error, _OF_SURROUNDINGS)
