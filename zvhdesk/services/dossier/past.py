"""The history tab: pages of readable acts, and taking the newest one back."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import FORMAL_INTENTS
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import undo
from zvhdesk.services.case_door import visible_case
from zvhdesk.services.desk import Desk
from zvhdesk.services.history import HistoryEntry, Place, history, of_case
from zvhdesk.services.undo import LastAct

PAGE = 200


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """So many acts, newest first. `more` is where the next page begins, None at the end.

    `undoable` is the newest act of this user on this case that may be taken back, None when there is none.
    """

    entries: tuple[HistoryEntry, ...]
    more: Place | None
    undoable: str | None


def history_page(session: Session, case_id: str, user: str, before: Place | None = None) -> HistoryPage:
    """One page of a case's history. Raises Refused(CaseGone)."""
    case = visible_case(session, case_id)
    entries = history(session, case.stream_id, case_id, PAGE, before)
    return HistoryPage(
        entries=entries,
        more=entries[-1].place if len(entries) and sum(entry.sets for entry in entries) == PAGE else None,
        undoable=_undoable(session, case.stream_id, case_id, user),
    )


def newest(desk: Desk) -> LastAct:
    """What Ctrl+Z would take back. Raises Refused(NothingToUndo)."""
    return desk.read(lambda session: undo.last_act(session, desk.user))


def take_back(desk: Desk, act: str | None = None) -> LastAct:
    """Undo an act, or without one the newest of this desk's user. Returns what it was.

    Raises Refused(NothingToUndo | CannotUndoFormal | TouchedSince).
    """
    found = newest(desk) if act is None else desk.read(lambda session: undo.described(session, act))

    def back(session: CaptureSession) -> None:
        undo.undo(session, found.id)

    desk.change(back, "undo", undo_of=found.id)
    return found


def _undoable(session: Session, stream: str, case_id: str, user: str) -> str | None:
    undone = select(ChangeSet.undo_of).where(ChangeSet.undo_of.is_not(None))
    return session.scalar(
        select(ChangeSet.act)
        .where(of_case(stream, case_id), ChangeSet.user == user, ChangeSet.origin == "desk")
        .where(ChangeSet.undo_of.is_(None), ChangeSet.act.not_in(undone))
        .where(ChangeSet.intent.not_in(FORMAL_INTENTS))
        .order_by(ChangeSet.rev.desc())
        .limit(1)
    )
