"""What the preparation of a meeting shows of a case that may go on its agenda."""

from dataclasses import dataclass
from datetime import date

from zvhdesk.domain.terms import Phase


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may go on the agenda of a table. `why` are the board's words for what asks attention."""

    case_id: str
    number: str
    initials: str
    phase: Phase
    question: str
    why: tuple[str, ...]
    asks: bool
    late_actions: int
    open_actions: int
    last_discussed: date | None
