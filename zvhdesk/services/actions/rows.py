"""What the page of all actions shows: rows, the groups they stand in, and what stands out among them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zvhdesk.domain.terms import ActionStatus

PAGE = 200
"""Actions that are read at once; scrolling reads on."""


class Show(StrEnum):
    """Which actions are listed. `PRESSING` is late or due this week; `IDLE` of cases that stand still."""

    PRESSING = "pressing"
    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    ALL = "all"
    IDLE = "idle"


class By(StrEnum):
    """How the list is grouped."""

    PARTNER = "partner"
    CASE = "case"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class ActionFilters:
    """What the user chose. `words` must all be found in text, owner, partner or case number."""

    show: Show = Show.PRESSING
    by: By = By.PARTNER
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. `initials` never says more than the letters; `owner` is who within the partner.

    `days_late` is 0 when it is not late. `reason` is why it is blocked or came to nothing, empty otherwise.
    `group` is the key of the group it stands in. `several`: desks disagree about it.
    """

    id: str
    case_id: str
    number: int
    text: str
    case_number: str
    initials: str
    partner: str
    owner: str
    due_on: date | None
    status: ActionStatus
    days_late: int
    reason: str
    group: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A partner, a case or a stretch of time. `late`, `open` and `cases` count all of it, whatever is listed.

    `count` is how many of it are listed.
    """

    key: str
    title: str
    late: int
    open: int
    cases: int
    count: int


Order = tuple[tuple[str | None, int, int, int, int], ...]
"""All groups in their order: key, late, open, cases, listed. It is handed back for the next page."""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """A stretch of the list in its order: `groups` are those its rows stand in, `total` counts all rows."""

    rows: tuple[ActionRow, ...]
    groups: dict[str, Group]
    total: int
    order: Order


@dataclass(frozen=True, slots=True)
class Counts:
    """Over the whole house, whatever is listed: open, of those late, and due from today up to Sunday."""

    open: int
    late: int
    this_week: int
    anything: bool


@dataclass(frozen=True, slots=True)
class InTime:
    """The actions due from `first` up to and with `last`: how many, and how many were done in time."""

    first: date
    last: date
    due: int
    in_time: int

    @property
    def share(self) -> int | None:
        """Percentage done in time, rounded; None when nothing was due."""
        return round(100 * self.in_time / self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Longest:
    """The open action that is late the longest."""

    action_id: str
    days: int
    partner: str
    text: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """What stands out: the last fortnights, oldest first; the longest late; how many cases stand still."""

    fortnights: tuple[InTime, ...]
    longest: Longest | None
    idle_cases: int
