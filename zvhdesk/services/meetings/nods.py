"""Lines of the note taker on their way to the wall: directly, or after a nod of the chair (CHAIRS.md).

Which of the two is a setting of the casustafel. A line that waits for its nod is recorded like any other; it
is only kept off the wall, on every desk, also on one that takes over the meeting. Which lines wait is read
from who wrote them (meetings/waiting): what is recorded with a line is a hint, and a nod.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import LinesOfOthers
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.cases import Action
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.plans import Decision
from zvhdesk.services.case_door import working_case
from zvhdesk.services.meetings.lead import led_meeting
from zvhdesk.services.meetings.waiting import lines_of, waiting
from zvhdesk.services.who import person_label

NOD = "action.nod"
_LINES = (Action.__tablename__, Decision.__tablename__)
_REACH = ("text", "held_back", "awaits_nod")
"""The columns that say whether the room may read a line."""


def await_nod(session: CaptureSession, row_id: str) -> bool:
    """In the act that records a line: of whoever does not lead it waits, when the table wants that.

    Returns whether it waits.
    """
    row = _row(session, row_id)
    meeting = _meeting_of(session, row)
    if meeting is None or meeting.chair_device in (None, session.act.device):
        return False
    waits = lines_of(session, meeting) is LinesOfOthers.NOD
    row.awaits_nod = waits or None
    return waits


def nod(
    session: CaptureSession, meeting_id: str, row_id: str, *, shown: bool, seen: int | None = None
) -> None:
    """The chair nods to a line ("action.nod"), or `shown` is False and it stays off the wall.

    `seen` is up to which rev the chair had read it: what was written in it since was not nodded to. A name
    in it goes on holding it back: that is asked by itself. Raises Refused(MeetingNotLive | LedElsewhere |
    CaseGone | RetentionPassed).
    """
    led_meeting(session, meeting_id)
    row = _row(session, row_id)
    if seen is not None:
        session.saw((row.__tablename__, row.id, "awaits_nod"), seen)
    # Taken back it waits, whatever was said of it before.
    _say_yes(session, row, before=True)
    if not shown:
        row.held_back = True


def let_go(session: CaptureSession, row: Action | Decision) -> None:
    """In the act by which who leads lets a line go to the wall: when it waits for a nod, that is one."""
    meeting = _meeting_of(session, row)
    if meeting is None or row.item_id is None or meeting.chair_device != session.act.device:
        return
    if row.awaits_nod or row.id in waiting(session, meeting, row.item_id):
        _say_yes(session, row, before=None)


def _say_yes(session: CaptureSession, row: Action | Decision, *, before: bool | None) -> None:
    """Recorded also of a line that had its nod, in other words. Taken back it says what was `before`."""
    row.awaits_nod = False
    session.chose(row, "awaits_nod", before)


def from_elsewhere(session: Session, row_ids: Collection[str], device: str) -> Mapping[str, str]:
    """Of these lines (ids) those that another device recorded or let go last, and whose act that was."""
    if not row_ids:
        return {}
    newest = (
        select(func.max(ChangeOp.rev))
        .where(ChangeOp.tbl.in_(_LINES), ChangeOp.row.in_(row_ids), ChangeOp.col.in_(_REACH))
        .group_by(ChangeOp.row)
    )
    found = (
        select(ChangeOp.row, ChangeSet.user)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.rev.in_(newest), ChangeOp.tbl.in_(_LINES), ChangeOp.row.in_(row_ids))
        .where(versions.of_another(device))
    )
    return {row: person_label(session, user) for row, user in session.execute(found.distinct())}


def _meeting_of(session: Session, row: Action | Decision) -> Meeting | None:
    item = session.get(AgendaItem, row.item_id) if row.item_id else None
    return session.get(Meeting, item.meeting_id) if item is not None else None


def _row(session: CaptureSession, row_id: str) -> Action | Decision:
    row = session.get(Action, row_id) or session.get(Decision, row_id)
    if row is None or row.deleted:
        raise Refused(CaseGone())
    working_case(session, row.case_id)
    return row
