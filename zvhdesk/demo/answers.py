"""What the partners answered on the actions of earlier tables: mostly done in time, some late, some not."""

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.demo.moments import moment, weekday
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action
from zvhdesk.services.actions import STATUS, change_status
from zvhdesk.services.case_door import act_day
from zvhdesk.services.desk import Desk

_BEFORE = 2
"""Days before its term at which an action is done in time."""
_AFTER = 4
_DONE = "Gedaan, uitkomst gedeeld."
_WAITS = "Wacht op toestemming van de bewindvoerder."


def answer_actions(desk: Desk, today: date) -> None:
    """Settle most actions that were made at a table and fell due; one stays late, one is blocked."""
    for at, (action_id, due) in enumerate(desk.read(_made_at_a_table)):
        days = {3: _AFTER, 4: None}.get(at % 5, -_BEFORE)
        when = None if days is None else weekday(due + timedelta(days=days))
        if when is not None and when < today:
            _answer(desk, action_id, when, ActionStatus.DONE, _DONE)
        elif at % 5 == 4 and due >= today:
            _answer(desk, action_id, weekday(today - timedelta(days=1)), ActionStatus.BLOCKED, _WAITS)


def _made_at_a_table(session: Session) -> list[tuple[str, date]]:
    rows = session.execute(
        select(Action.id, Action.due_on).where(Action.item_id.is_not(None)).order_by(Action.due_on, Action.id)
    )
    return [(row_id, due) for row_id, due in rows if due is not None]


def _answer(desk: Desk, action_id: str, day: date, status: ActionStatus, reason: str) -> None:
    def fn(session: CaptureSession) -> object:
        return change_status(session, action_id, status, reason, act_day(session))

    with moment(desk, day, time(14, 20)) as then:
        then.do(fn, STATUS)
