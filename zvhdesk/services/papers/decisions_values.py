"""What the besluitenlijst says, as values: the paper itself knows no database. No person is named in full."""

from dataclasses import dataclass

from zvhdesk.domain.numbers import NumberInCase


@dataclass(frozen=True, slots=True)
class ListSeat:
    """Who was invited: the organisation, as what, and how it took part or that it did not."""

    organisation: str
    role: str
    presence: str


@dataclass(frozen=True, slots=True)
class ListDecision:
    """A besluit. `awaiting` are those of lid 1 still to be asked: as long as there are any, voorgenomen."""

    number: NumberInCase
    text: str
    decided_by: str
    awaiting: str


@dataclass(frozen=True, slots=True)
class ListAction:
    """An action made in the meeting: who does what, by when."""

    number: NumberInCase
    who: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class ListRemark:
    """A tegengeluid, or what was parked: whose it is (organisation or case) and the text."""

    whose: str
    text: str


@dataclass(frozen=True, slots=True)
class ListCase:
    """An item of the agenda about a case. `title` is number and initials; `outcome` is how the item ended.

    `owed` are the organisations that come back to it (nawerken); `next` says when it is discussed again. Of
    a case that may not be shown any more there is the title only.
    """

    title: str
    reason: str
    question: str
    outcome: str
    decisions: tuple[ListDecision, ...]
    actions: tuple[ListAction, ...]
    dissent: tuple[ListRemark, ...]
    next: str
    owed: str = ""


@dataclass(frozen=True, slots=True)
class DecisionsList:
    """Everything the paper says, as text ready to be set. `final` once the meeting is closed."""

    house: str
    meeting: str
    final: bool
    facts: tuple[tuple[str, str], ...]
    present: tuple[ListSeat, ...]
    absent: tuple[ListSeat, ...]
    cases: tuple[ListCase, ...]
    parked: tuple[ListRemark, ...]
    points: tuple[str, ...]
    handling: str
    secrecy: str
    printed: str
