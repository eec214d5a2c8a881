"""The rules of a casustafel while it is held: its clock, who speaks when, who hears and decides.

Times are UTC milliseconds. A countdown is kept as its end, so that a desk that was killed or slept reads the
same clock again; nothing here looks at a clock itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zvhdesk.domain.terms import Capacity, PartnerClass

MINUTE_MS = 60_000
STEP = 1024
"""Room between two places on an agenda, so that moving one item changes that item only."""

_CLASS_ORDER = {
    PartnerClass.PARAGRAPH_1: 0,
    PartnerClass.PARAGRAPH_2: 1,
    PartnerClass.THIRD: 2,
    PartnerClass.UNKNOWN: 3,
}
_PARTICIPANTS = frozenset({PartnerClass.PARAGRAPH_1, PartnerClass.PARAGRAPH_2})
OF_ORGANISATION: frozenset[Capacity] = frozenset({Capacity.PARTNER, Capacity.SUBSTITUTE})
"""Who sits there for an organisation: a substitute decides as the participant would."""
_OWN_AFFAIR = frozenset({Capacity.SUBJECT, Capacity.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class Run:
    """The clock of one agenda item.

    `spent_ms` is what its earlier runs took. `started_ms` and `ends_ms` are of the run under way, both None
    when there is none; a pause moves both on by its length, so that `ends_ms - started_ms` is always what
    was left when the run began: planned minutes less what was spent.
    """

    minutes: int
    spent_ms: int = 0
    started_ms: int | None = None
    ends_ms: int | None = None


def begun(run: Run, now_ms: int) -> Run:
    """The item begins, or goes on, at `now_ms`. One that runs already is left as it is."""
    if run.started_ms is not None:
        return run
    return Run(run.minutes, run.spent_ms, now_ms, now_ms + run.minutes * MINUTE_MS - run.spent_ms)


def ended(run: Run, now_ms: int, paused_ms: int | None = None) -> Run:
    """The item stops; what this run took is added to what was spent."""
    return Run(run.minutes, spent(run, now_ms, paused_ms))


def resumed(run: Run, now_ms: int, paused_ms: int) -> Run:
    """The meeting goes on after a pause that began at `paused_ms`: the end shifts by its length.

    Back, when the clock was set back in the pause: what was left stays left.
    """
    if run.started_ms is None or run.ends_ms is None:
        return run
    by = now_ms - max(paused_ms, run.started_ms)
    return Run(run.minutes, run.spent_ms, run.started_ms + by, run.ends_ms + by)


def planned(run: Run, minutes: int) -> Run:
    """Other planned minutes, also while it runs: what was spent stays spent."""
    ends = None if run.ends_ms is None else run.ends_ms + (minutes - run.minutes) * MINUTE_MS
    return Run(minutes, run.spent_ms, run.started_ms, ends)


def spent(run: Run, now_ms: int, paused_ms: int | None = None) -> int:
    """How long the item took until now, pauses left out. A clock that was set back takes nothing off."""
    if run.started_ms is None:
        return run.spent_ms
    return run.spent_ms + _stands_at(run.started_ms, now_ms, paused_ms) - run.started_ms


def left(run: Run, now_ms: int, paused_ms: int | None = None) -> int:
    """What is left of the planned minutes; negative when the item takes longer.

    Never more than the run began with, whatever became of the clock.
    """
    most = run.minutes * MINUTE_MS - run.spent_ms
    if run.started_ms is None or run.ends_ms is None:
        return most
    return min(most, run.ends_ms - _stands_at(run.started_ms, now_ms, paused_ms))


def _stands_at(started_ms: int, now_ms: int, paused_ms: int | None) -> int:
    # In a pause the clock of the item stands where the pause began, also when the machine's is set back.
    return max(started_ms, now_ms if paused_ms is None else paused_ms)


def expected_end(now_ms: int, running_left_ms: int, minutes_to_come: Iterable[int]) -> int:
    """When the meeting ends as it goes now: what is left of the running item, and all still to come.

    An item that takes too long is expected to end now, not to give time back.
    """
    return now_ms + max(0, running_left_ms) + sum(minutes_to_come) * MINUTE_MS


def end_of_plan(held_on: date, ends: str) -> int:
    """The planned end, from a day and a time of day (UU:MM) on this computer's calendar."""
    hour, _, minute = ends.partition(":")
    moment = datetime(held_on.year, held_on.month, held_on.day, int(hour), int(minute)).astimezone()
    return int(moment.timestamp() * 1000)


def position_between(before: int | None, after: int | None) -> int | None:
    """A place between two others, None at an end of the list; None when there is no room left."""
    if before is None:
        return STEP if after is None else after - STEP
    if after is None:
        return before + STEP
    middle = (before + after) // 2
    return middle if before < middle < after else None


def seat_order(class_: PartnerClass, name: str) -> tuple[int, str]:
    """Who sits and speaks where: lid 1 first, then lid 2, thirds and who is unknown; by name in each."""
    return _CLASS_ORDER[class_], name.casefold()


def must_sign(class_: PartnerClass, capacity: Capacity) -> bool:
    """Whether somebody signs a confidentiality statement first (WGS 2.31(10), BGS 2.21(3)).

    Whoever is of no participant does, also an organisation whose class is not known yet; not the betrokkene
    and who speaks for them: it is about themselves.
    """
    return class_ not in _PARTICIPANTS and capacity not in _OWN_AFFAIR


def reduced_view(present: Iterable[Capacity]) -> bool:
    """Whether the wall shows question, goals and actions only.

    So it does when the betrokkene, their representative, a tolk, a begeleider or a waarnemer is there.
    """
    return any(capacity not in OF_ORGANISATION for capacity in present)


def may_decide(class_: PartnerClass, capacity: Capacity, screened: bool | None) -> bool:
    """Whether somebody at the table says yes for their organisation: lid 1, and screened (WGS 1.8(2)).

    `screened` is what the employer says of them. None is not asked: who comes for a participant of the house
    was admitted by it. Only who is known not to be screened has no yes.
    """
    return class_ is PartnerClass.PARAGRAPH_1 and capacity in OF_ORGANISATION and screened is not False


def voices(deciding: Iterable[str], lid_one: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Whose yes a decision has at once, and who of lid 1 is still to be asked (ids).

    `deciding` are the organisations of who is present and may decide: they say yes. `lid_one` are those that
    sit at the table or are in the round of this case: who of them said no yes is asked afterwards, and until
    then the decision is voorgenomen.
    """
    yes = frozenset(deciding)
    return yes, frozenset(lid_one) - yes


def is_being_held(held_on: date, today: date) -> bool:
    """Whether a live meeting of that day keeps its desks open: until the day after, if nobody closes it."""
    return today - held_on <= timedelta(days=1)
