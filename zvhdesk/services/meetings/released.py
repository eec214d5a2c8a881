"""What was released to the room of a case: each text as it read then. A text that was changed waits anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zvhdesk.services.meetings.rows import CaseAtTable

QUESTION = "question"
"""The key of the casusvraag. An action or decision has its id, a goal its own words."""
_GOAL = "goal "


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that the room may read, as it was typed: not masked yet. `who` and `due_on` are of an action."""

    text: str
    who: str = ""
    due_on: date | None = None


Released = Mapping[str, Piece]
"""By key, what the room may read of a case and how it read when it was released."""


def goal_key(text: str) -> str:
    """The key of a goal: one that is put in other words is another."""
    return f"{_GOAL}{text}"


def is_row(key: str) -> bool:
    """Whether this is the key of an action or a decision, which can be held back by itself."""
    return key != QUESTION and not key.startswith(_GOAL)


def pieces(case: CaseAtTable) -> dict[str, Piece]:
    """All of a case that may be on the wall, as it reads now; not what is held back."""
    return {
        QUESTION: Piece(case.question),
        **{goal_key(goal): Piece(goal) for goal in case.goals},
        **{row.id: Piece(row.text, row.who, row.due_on) for row in case.actions if not row.off_wall},
        **{row.id: Piece(row.text) for row in case.decisions if not row.off_wall},
    }
