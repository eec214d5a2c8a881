"""What the one confirmation of closing a meeting says."""

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.terms import ItemState, TurnState
from zvhdesk.models.cases import Action
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, NoteParagraph, Turn
from zvhdesk.models.plans import Decision, Voice
from zvhdesk.services.meetings.carrying import next_date
from zvhdesk.services.meetings.door import items_of, live_meeting, run_of
from zvhdesk.services.meetings.reading import faces
from zvhdesk.services.meetings.recorded import left_as
from zvhdesk.services.meetings.rows import Closing

_AT_TABLE = ("capture", "console")
"""The forms whose drafts belong to an agenda item and to what stands under it."""


def ready_to_close(session: Session, meeting_id: str, now_ms: int) -> Closing:
    """The counts of a live meeting as it stands; cases that were shielded since count for nothing.

    Raises Refused(MeetingNotLive).
    """
    meeting = live_meeting(session, meeting_id)
    items = items_of(session, meeting.id)
    known = faces(session, (item.case_id for item in items if item.case_id))
    cases = [item for item in items if item.case_id in known]
    ids = [item.id for item in cases]
    made = select(Action).where(Action.item_id.in_(ids), ~Action.deleted)
    decided = select(Decision.id).where(Decision.item_id.in_(ids), ~Decision.deleted)
    waiting = select(Voice.about_id).where(
        Voice.about_id.in_(decided), Voice.agreed_on.is_(None), ~Voice.deleted
    )
    actions = session.scalars(made).all()
    done = [item for item in cases if _becomes(session, item) is ItemState.DONE]
    return Closing(
        discussed=len(done),
        left=len(cases) - len(done),
        actions=len(actions),
        decisions=len(session.scalars(decided).all()),
        provisional=len(set(session.scalars(waiting))),
        not_read_back=sum(not action.read_back for action in actions),
        follow_up=session.scalar(
            select(func.count())
            .select_from(Turn)
            .where(Turn.item_id.in_(ids), Turn.state == TurnState.FOLLOW_UP, ~Turn.deleted)
        )
        or 0,
        next_on=next_date(session, meeting),
        to_plan=sum(
            item.next_on is not None and next_date(session, meeting, item.next_on) is None for item in done
        ),
        spent_ms=sum(rules.spent(run_of(item), now_ms, meeting.paused_ms) for item in items),
        unrecorded=_unrecorded(session, ids),
    )


def _becomes(session: Session, item: AgendaItem) -> ItemState:
    return left_as(session, item) if item.state is ItemState.RUNNING else item.state


def _unrecorded(session: Session, item_ids: Iterable[str]) -> int:
    """What was typed at the table and never recorded: once the meeting is over nobody sees it again."""
    items = list(item_ids)
    turns = select(Turn.id).where(Turn.item_id.in_(items))
    notes = select(NoteParagraph.id).where(NoteParagraph.item_id.in_(items))
    typed = (
        select(func.count())
        .select_from(Draft)
        .where(Draft.form.in_(_AT_TABLE), func.trim(Draft.text) != "", Draft.col != "kind")
        .where(or_(Draft.row.in_(items), Draft.row.in_(turns), Draft.row.in_(notes)))
    )
    return session.scalar(typed) or 0
