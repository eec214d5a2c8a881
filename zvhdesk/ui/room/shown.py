"""What stands on the room screen: the neutral cover, or a released case. Painters know nothing else."""

from dataclasses import dataclass

from zvhdesk.domain.room import MOST_ACTIONS
from zvhdesk.services.meetings.rows import Wall


@dataclass(frozen=True, slots=True)
class Cover:
    """The neutral cover. `number` is the large number of Test zaalscherm; empty the rest of the time."""

    house: str = ""
    table: str = ""
    number: str = ""


Shown = Cover | Wall


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list beneath the question: who or what in colour, the text, and until when."""

    lead: str
    text: str
    aside: str = ""
    fresh: bool = False
    key: str = ""
    """The id of an action or decision, the words of a goal."""


def holds(wall: Wall, key: str) -> bool:
    """Whether a row of that key stands on this wall."""
    return key in wall.goals or key in _ids(wall)


def newest_of(wall: Wall) -> str:
    """The key of the row that stands out: the newest. Empty when nothing was agreed yet."""
    if holds(wall, wall.newest):
        return wall.newest
    return next(reversed(_ids(wall)), "")


def _ids(wall: Wall) -> list[str]:
    return [*(row.id for row in wall.decisions), *(row.id for row in wall.actions[-MOST_ACTIONS:])]


def newly_in(wall: Wall, before: Wall) -> str:
    """The key of the last row that stood not, or in other words, on the wall of before; empty: none."""
    old = {(row.key, row.lead, row.text, row.aside) for row in rows_of(before)}
    new = [row.key for row in rows_of(wall) if (row.key, row.lead, row.text, row.aside) not in old]
    return new[-1] if new else ""


def rows_of(wall: Wall) -> tuple[Row, ...]:
    """The rows in the order in which they stand: goals, decisions, and the actions with the newest last."""
    newest = newest_of(wall)
    goals = (goal for goal in wall.goals if goal.strip())
    decisions = (row for row in wall.decisions if row.text.strip())
    return (
        *(Row("Doel", goal, "", goal == newest, goal) for goal in goals),
        *(Row("Besluit", row.text, "", row.id == newest, row.id) for row in decisions),
        *(Row(row.who, row.text, row.due, row.id == newest, row.id) for row in wall.actions[-MOST_ACTIONS:]),
    )
