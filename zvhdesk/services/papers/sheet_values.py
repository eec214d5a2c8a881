"""What the casusblad says, as values: the paper itself knows no database."""

from dataclasses import dataclass

from zvhdesk.domain.numbers import NumberInCase


@dataclass(frozen=True, slots=True)
class SheetGoal:
    """A goal: what, how it is measured, by when."""

    text: str
    measure: str
    due: str


@dataclass(frozen=True, slots=True)
class SheetAction:
    """An action; `late` is empty or says how late in words."""

    number: NumberInCase
    text: str
    who: str
    due: str
    status: str
    late: str


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """A person of the case. There is no address and no BSN on this paper."""

    name: str
    role: str
    born: str


@dataclass(frozen=True, slots=True)
class SheetCriterion:
    """A criterion of BGS 2.20(1) with its answer and ground."""

    letter: str
    words: str
    answer: str
    ground: str


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A fact or an opinion, with its source and date."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """Everything the paper says, as text ready to be set. `tailored`: something was left out of it."""

    house: str
    number: str
    initials: str
    facts: tuple[tuple[str, str], ...]
    question: str
    goals: tuple[SheetGoal, ...]
    actions: tuple[SheetAction, ...]
    clocks: tuple[tuple[str, str], ...]
    handling: str
    referral: tuple[tuple[str, str], ...]
    reason: str
    judged: tuple[SheetCriterion, ...]
    judged_by: str
    persons: tuple[SheetPerson, ...]
    picture: tuple[SheetSource, ...]
    opinions: tuple[SheetSource, ...]
    features: tuple[tuple[str, str], ...]
    printed: str
    secrecy: str
    tailored: bool
