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


def rows_of(wall: Wall) -> tuple[Row, ...]:
    """The rows in the order in which they stand: goals, decisions, and the actions with the newest last."""
    actions = wall.actions[-MOST_ACTIONS:]
    newest = actions[-1].id if actions else ""
    return (
        *(Row("Doel", goal) for goal in wall.goals if goal.strip()),
        *(Row("Besluit", decision) for decision in wall.decisions if decision.strip()),
        *(Row(action.who, action.text, action.due, action.id == newest) for action in actions),
    )
