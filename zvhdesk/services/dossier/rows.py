"""What the dossier shows, as frozen values. Text is Dutch and ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from zvhdesk.domain.attention import Kind, Reason
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.terms import ActionStatus, Criterion, Phase, SubjectRole
from zvhdesk.models.capture import Cell
from zvhdesk.services.conflicts import NOTHING, Asked
from zvhdesk.services.editing import Shown

Option = tuple[str, str]
"""A value and its words."""


class Progress(Enum):
    """Where a step of the casusreis stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One step of the casusreis: its word, what is known of it, and where it stands."""

    title: str
    detail: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A term that runs. `kind` is LATE or SOON when it asks for attention, PLAIN otherwise."""

    label: str
    value: str
    kind: Kind = Kind.PLAIN


@dataclass(frozen=True, slots=True)
class Head:
    """What stays in view whatever tab is open. `initials` never says more than the letters."""

    case_id: str
    stream_id: str
    number: str
    table: str
    initials: str
    phase: Phase
    journey: tuple[JourneyStep, ...]
    clocks: tuple[ClockRow, ...]
    attention: tuple[Reason, ...]
    read_only: bool
    may_assess: bool


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One criterion of BGS 2.20(1): `met` is None while lid 1 did not judge it."""

    criterion: Criterion
    words: str
    met: bool | None = None
    ground: str = ""
    decided_by: str = ""
    decided_on: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the case. `name` is empty while names are hidden; `bsn` is masked always.

    `twins` are the numbers of the cases in which somebody else with this BSN stands; empty for this one.
    Not `here`: their data were destroyed with another case, or did not come in yet.
    """

    subject_id: str
    person_id: str
    role: SubjectRole
    role_word: str
    relation: str
    initials: str
    name: str
    age: str
    minor: bool
    bsn: str
    has_address: bool
    here: bool
    possible_duplicate: bool
    twins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What a partner brought in; what can be edited of it stands in `Dossier.fields`."""

    id: str
    partner_id: str
    partner: str
    partner_class: str
    received_on: date
    conditional: bool


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal; `number` is its place in the list, from 1."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action. `days_late` is 0 when it is not late; only an open action can be."""

    id: str
    number: NumberInCase
    text: str
    partner: str
    due_on: date | None
    status: ActionStatus
    days_late: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reference fields offer, as (value, words)."""

    tables: tuple[Option, ...]
    gemeenten: tuple[Option, ...]
    members: tuple[Option, ...]
    partners: tuple[Option, ...]
    lid_one: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything of one case but its history. `fields` holds every editable field that may be shown now.

    `asked`: what desks disagree about and no field shows; `names_asked` counts that in names that are hidden.
    `rev` is what all of it was read at.
    """

    head: Head
    fields: Mapping[Cell, Shown]
    referral_id: str | None
    referred_on: str
    referrer: str
    age_deviation: str
    judged: tuple[JudgedRow, ...]
    persons: tuple[PersonRow, ...]
    contributions: tuple[ContributionRow, ...]
    goals: tuple[GoalRow, ...]
    actions: tuple[ActionRow, ...]
    choices: Choices
    names_shown: bool
    rev: int
    asked: Asked = NOTHING
    names_asked: int = 0

    @property
    def open_choices(self) -> int:
        """How much of this case asks for a choice, on whatever tab."""
        beside = sum(shown.several is not None for shown in self.fields.values())
        return beside + len(self.asked.conflicts) + len(self.asked.gone) + self.names_asked
