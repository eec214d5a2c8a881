"""What stands out among the actions: done in time per fortnight, the longest late, cases that stand still."""

from datetime import date

from sqlalchemy.orm import Session

from zvhdesk.domain.actions import last_fortnights
from zvhdesk.services.actions import statements
from zvhdesk.services.actions.listing import moments
from zvhdesk.services.actions.rows import InTime, Longest, Tiles


def tiles(session: Session, today: date) -> Tiles:
    """The tiles, over the cases that this user may see.

    In time: of the actions with a term in a fortnight (Monday up to and with the second Sunday; the last six
    that are over), how many are gereed now and were last made so on or before their term. Whatever else
    became of an action, it counts as due. Standing still: a case at the table with an open action of which
    none was changed for 28 days.
    """
    return Tiles(
        fortnights=_in_time(session, today),
        longest=_longest(session, today),
        idle_cases=int(session.execute(statements.IDLE, moments(today)).scalar_one()),
    )


def _in_time(session: Session, today: date) -> tuple[InTime, ...]:
    spans = last_fortnights(today)
    params = {"first": spans[0].first.isoformat(), "last": spans[-1].last.isoformat()}
    found = {at: (due, in_time) for at, due, in_time in session.execute(statements.IN_TIME, params)}
    return tuple(InTime(span.first, span.last, *found.get(at, (0, 0))) for at, span in enumerate(spans))


def _longest(session: Session, today: date) -> Longest | None:
    row = session.execute(statements.LONGEST, moments(today)).first()
    if row is None:
        return None
    action_id, due, partner, text = row
    return Longest(action_id, (today - date.fromisoformat(due)).days, partner or "", text or "")
