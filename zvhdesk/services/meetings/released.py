"""What was released to the room of a case: each text as it read then. A text that was changed waits anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zvhdesk.services.meetings.rows import AgreedAction, AgreedDecision, CaseAtTable

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


def waits(case: CaseAtTable) -> frozenset[str]:
    """The ids of what only a nod keeps from the room, as it reads now."""
    rows: list[AgreedAction | AgreedDecision] = [*case.actions, *case.decisions]
    return frozenset(row.id for row in rows if row.awaits_nod and not row.held_back)


def pieces(case: CaseAtTable, released: Released) -> dict[str, Piece]:
    """All of a case that may be on the wall, as it reads now; not what is held back.

    A line that waits for a nod anew, because another desk changed it, reads as it was released before.
    """
    return {
        QUESTION: Piece(case.question),
        **{goal_key(goal): Piece(goal) for goal in case.goals},
        **{row.id: Piece(row.text, row.who, row.due_on) for row in case.actions if not row.off_wall},
        **{row.id: Piece(row.text) for row in case.decisions if not row.off_wall},
        **{key: released[key] for key in waits(case) & released.keys()},
    }
