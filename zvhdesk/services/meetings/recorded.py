"""Whether a case was discussed at the table, or only passed on the way to another one."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import ItemState, TurnState
from zvhdesk.models.cases import Action, Contribution
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting, NoteParagraph, Turn
from zvhdesk.models.plans import Decision

_UNSAID = (TurnState.WAITING, TurnState.SPEAKING)
_OF_ITEM = (Action, Decision, NoteParagraph, Contribution)
_STATUS = "action.status"
# Made once: asked at every turn of the agenda, and building them takes longer than running them.
_ITEMS: BindParameter[Any] = bindparam("items", expanding=True)
_UNDER = [select(cls.item_id).where(cls.item_id.in_(_ITEMS), ~cls.deleted) for cls in _OF_ITEM]
_TURNS = select(Turn.item_id).where(Turn.item_id.in_(_ITEMS), Turn.state.not_in(_UNSAID), ~Turn.deleted)
_UNDONE = select(ChangeSet.undo_of).where(ChangeSet.undo_of.is_not(None))
# The status of an older action names no item: it counts by when it was recorded.
_SETTLED = (
    select(AgendaItem.id)
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .join(ChangeSet, ChangeSet.stream_id == AgendaItem.stream_id)
    .where(AgendaItem.id.in_(_ITEMS), AgendaItem.case_id.is_not(None), AgendaItem.spent_ms.is_not(None))
    .where(ChangeSet.intent == _STATUS, ChangeSet.act.not_in(_UNDONE))
    .where(ChangeSet.wall_ms >= Meeting.started_ms)
    .where(or_(Meeting.closed_ms.is_(None), ChangeSet.wall_ms <= Meeting.closed_ms))
)


def recorded(session: Session, item_ids: Collection[str]) -> frozenset[str]:
    """Of these agenda items those under which something was recorded (ids).

    An action, a decision, a note or what a partner brought in; a turn that was settled; or an action of
    before whose status was recorded while the meeting ran. Neither time, nor a step, nor having had the word
    is enough: who pages through the agenda has discussed nothing.
    """
    wanted = {"items": list(item_ids)}
    found: set[str] = set()
    for asked in (*_UNDER, _TURNS, _SETTLED):
        found.update(row for row in session.scalars(asked, wanted) if row is not None)
    return frozenset(found)


def left_as(session: Session, item: AgendaItem) -> ItemState:
    """What the running item becomes when another one is begun.

    A point is done, and so is a case under which something was recorded (`recorded`) or of which the chair
    said so before. A case that was only passed is what it was: still to be discussed, or put off. The minutes
    it had stay counted.
    """
    if item.case_id is None or recorded(session, [item.id]):
        return ItemState.DONE
    was = session.scalar(
        select(ChangeOp.old)
        .where(ChangeOp.tbl == AgendaItem.__tablename__, ChangeOp.row == item.id, ChangeOp.col == "state")
        .where(ChangeOp.new == encode(ItemState.RUNNING))
        .order_by(ChangeOp.rev.desc())
        .limit(1)
    )
    kept = {encode(state): state for state in (ItemState.DONE, ItemState.POSTPONED)}
    return kept.get(was or "", ItemState.PLANNED)
