"""Who opened a case lately, from the audit: counts and times, by the pseudonym of the case."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.models.local import AccessEvent
from zvhdesk.services.desk import Desk
from zvhdesk.services.who import person_label

OPENED = "case.open"
NAMES_SHOWN = "names.show"
_DAYS = 30


@dataclass(frozen=True, slots=True)
class AccessLine:
    """A colleague, how many times they opened the case in the last thirty days, and when last (UTC)."""

    who: str
    times: int
    last: datetime


def access_lines(desk: Desk, case_id: str) -> tuple[AccessLine, ...]:
    """The colleagues who opened a case lately, the latest first."""
    pseudonym = desk.pseudonym(case_id)
    since = int((desk.clock() - timedelta(days=_DAYS)).timestamp() * 1000)
    return desk.read(lambda session: _lines(session, pseudonym, since))


def _lines(session: Session, pseudonym: str, since: int) -> tuple[AccessLine, ...]:
    last = func.max(AccessEvent.at_ms)
    rows = session.execute(
        select(AccessEvent.user, func.count(), last)
        .where(AccessEvent.object == pseudonym, AccessEvent.action == OPENED, AccessEvent.at_ms >= since)
        .where(AccessEvent.result == "ok")
        .group_by(AccessEvent.user)
        .order_by(last.desc())
    ).all()
    return tuple(
        AccessLine(person_label(session, user), times, datetime.fromtimestamp(at / 1000, UTC))
        for user, times, at in rows
    )
