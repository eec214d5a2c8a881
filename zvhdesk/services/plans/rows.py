"""The rows of the plans as their screens show them: frozen values, no mapped object."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zvhdesk.domain.terms import PartnerClass
from zvhdesk.models.capture import Cell
from zvhdesk.services.editing import Shown


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy that was handed out. `at_ms` is the moment on the paper (UTC milliseconds)."""

    id: str
    plan_id: str
    version: int
    number: str
    partner_id: str
    partner: str
    at_ms: int

    @property
    def short(self) -> str:
        """The last part of its number, as people call it: `02`."""
        return self.number.rsplit("-", 1)[-1]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An adopted version. `adopted_by` are names of lid-1 participants; `days_late` is of its evaluation.

    `current`: the newest adopted one, which is handed out; of an older one the evaluation is never late.
    """

    id: str
    version: int
    adopted_on: date | None
    adopted_by: tuple[str, ...]
    evaluation_on: date | None
    days_late: int
    copies: tuple[CopyRow, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """The version that is still worked on; what can be typed of it stands in `PlanCard.fields`."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What somebody typed in a version and stands in none that is read: the field, its words, who and when.

    `adopted`: at another desk that version was adopted already.
    """

    version: int
    adopted: bool
    column: str
    label: str
    words: str
    who: str
    wall_ms: int


@dataclass(frozen=True, slots=True)
class PlanCard:
    """What the dossier shows of the plan of one case: the concept, and the adopted versions, newest first."""

    case_id: str
    concept: ConceptRow | None
    adopted: tuple[VersionRow, ...]
    goals: int
    actions: int
    fields: Mapping[Cell, Shown]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def current(self) -> VersionRow | None:
        """The version that holds now."""
        return self.adopted[0] if self.adopted else None


@dataclass(frozen=True, slots=True)
class ReceiverRow:
    """A participant that may get a copy. `why` are the reasons to propose it; empty: not involved.

    `copy` is its newest copy of the version asked about.
    """

    partner_id: str
    name: str
    class_: PartnerClass
    why: tuple[str, ...]
    copy: CopyRow | None

    @property
    def proposed(self) -> bool:
        """Whether it is involved and has no copy yet."""
        return bool(self.why) and self.copy is None


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who may get a copy of a version, the involved first. `barred`: the involved that may not, by name."""

    case_id: str
    plan_id: str
    number: str
    initials: str
    version: int
    adopted_on: date | None
    adopted_by: tuple[str, ...]
    rows: tuple[ReceiverRow, ...]
    barred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in Plannen en brieven. `id` is that of the case; `concept` its version number, None for none.

    `missing` are the names of the involved without a copy of the current version, `missing_ids` their ids.
    """

    id: str
    number: str
    initials: str
    table: str
    concept: int | None
    concept_id: str
    current: VersionRow | None
    older: tuple[VersionRow, ...]
    missing: tuple[str, ...]
    missing_ids: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether the evaluation of the current version is overdue."""
        return self.current is not None and self.current.days_late > 0

    @property
    def to_hand_out(self) -> bool:
        """Whether somebody still has to get the current version."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One participant in Plannen en brieven: the cases of which it still has to get the current version."""

    id: str
    name: str
    class_: PartnerClass
    has: int
    waiting: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page. `without` are the first cases on a table that have no plan, `without_count` all."""

    cases: tuple[CaseLine, ...]
    partners: tuple[PartnerLine, ...]
    without: tuple[CaseLine, ...]
    without_count: int
