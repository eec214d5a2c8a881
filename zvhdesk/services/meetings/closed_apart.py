"""A meeting that was closed on a desk that had not heard that another one leads it: said, and gone on with.

Only the desk that leads closes, so a meeting that another one closed was closed apart (docs/decisions/0032).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.meeting import is_being_held
from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.capture import versions
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.who import person_label

_TBL = Meeting.__tablename__


@dataclass(frozen=True, slots=True)
class ClosedApart:
    """By whom it was closed and when (UTC ms). `led_here`: by then this desk led it.

    `open`: whoever led it may go on, as yet.
    """

    by: str
    wall_ms: int
    led_here: bool
    open: bool

    @property
    def here(self) -> bool:
        """Whether this desk may go on."""
        return self.led_here and self.open


def closed_apart(session: Session, meeting: Meeting, device: str, today: date) -> ClosedApart | None:
    """Whether it was, and whether this desk goes on with it: on its day, or the day after."""
    if meeting.state is not MeetingState.CLOSED or meeting.chair_device is None:
        return None
    stand = versions.of_cell(session, (_TBL, meeting.id, "state"))
    closings = [one for one in stand if one.new == encode(MeetingState.CLOSED)]
    # When both closed it, whichever of them shows, it was closed by the one that leads.
    if not closings or any(one.device == meeting.chair_device for one in closings):
        return None
    by = session.get_one(ChangeSet, versions.shown(closings).rev)
    return ClosedApart(
        by=person_label(session, by.user),
        wall_ms=by.wall_ms,
        led_here=meeting.chair_device == device,
        open=is_being_held(meeting.held_on, today),
    )


def left_at(session: Session, meeting: Meeting, device: str) -> AgendaItem | None:
    """The point at which the desk that leads was: where it took the meeting, or where it took it over."""
    cell = (ChangeOp.tbl == _TBL, ChangeOp.row == meeting.id, ChangeOp.col == "current_item_id")
    taken = (
        select(ChangeOp.new)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(*cell, ChangeOp.new != "null")
        .order_by((ChangeSet.device == device).desc(), ChangeOp.rev.desc())
    )
    found = session.scalar(taken.limit(1))
    item = None if found is None else session.get(AgendaItem, found.strip('"'))
    return None if item is None or item.deleted or item.meeting_id != meeting.id else item
