"""The rules of an action: when it is late, what a new status asks for, what counts as done in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import category

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput
from zvhdesk.domain.terms import STILL_OPEN, ActionStatus

NEEDS_REASON: frozenset[ActionStatus] = frozenset(
    {ActionStatus.BLOCKED, ActionStatus.NOT_POSSIBLE, ActionStatus.NOT_DONE, ActionStatus.LAPSED}
)
"""A status that says nothing without why: geblokkeerd, kan niet meer, niet gedaan, vervallen."""

REASON_LONGEST = 400
"""Letters of a reason: a sentence or two, it is read in a list."""

IDLE_DAYS = 28
"""Days without a change on any open action after which a case at the table is `zonder voortgang`."""

FORTNIGHTS = 6
"""How many stretches of two weeks the page looks back over."""


def days_late(status: ActionStatus, due_on: date | None, today: date) -> int:
    """Days since the term of an action that somebody still has to do; 0 when it is not late."""
    if due_on is None or status not in STILL_OPEN:
        return 0
    return max(0, (today - due_on).days)


def week_end(today: date) -> date:
    """The Sunday of this week; a week starts on Monday."""
    return today + timedelta(days=6 - today.weekday())


def reason_refusal(status: ActionStatus, reason: str | None) -> BadInput | None:
    """Why this reason will not do for that status; None when it will. A reason may always be given."""
    clean = tidy(reason or "")
    if not clean and status in NEEDS_REASON:
        return BadInput("Reden", _ASKED[status])
    if len(clean) > REASON_LONGEST:
        return BadInput("Reden", f"Dit is te lang: houd {REASON_LONGEST} tekens aan.")
    if any(category(sign) == "Cs" for sign in clean):
        # Half of a letter, as a broken paste gives; no database can hold it.
        return BadInput("Reden", "Hierin staat een kapot teken. Haal het weg of typ het opnieuw.")
    return None


_ASKED: dict[ActionStatus, str] = {
    ActionStatus.BLOCKED: "Vul in waar deze actie op wacht.",
    ActionStatus.NOT_POSSIBLE: "Vul in waarom deze actie niet meer kan.",
    ActionStatus.NOT_DONE: "Vul in waarom deze actie niet is gedaan.",
    ActionStatus.LAPSED: "Vul in waarom deze actie vervalt.",
}


@dataclass(frozen=True, slots=True)
class Fortnight:
    """Two weeks, Monday up to and with Sunday."""

    first: date
    last: date


def last_fortnights(today: date, count: int = FORTNIGHTS) -> tuple[Fortnight, ...]:
    """The last `count` fortnights that are over, oldest first. The newest ends on the Sunday of last week.

    This week stands outside: what is due in it may still be done in time.
    """
    monday = today - timedelta(days=today.weekday())
    starts = (monday - timedelta(days=14 * back) for back in range(count, 0, -1))
    return tuple(Fortnight(start, start + timedelta(days=13)) for start in starts)


def done_in_time(status: ActionStatus, due_on: date, done_on: date | None) -> bool:
    """Whether an action counts as done in time: gereed now, and made so on or before its term.

    `done_on` is the day of the act that last made it gereed, on this computer's calendar; None when history
    does not say, and then it does not count. The term is that of now, also when it was moved.
    """
    return status is ActionStatus.DONE and done_on is not None and done_on <= due_on
