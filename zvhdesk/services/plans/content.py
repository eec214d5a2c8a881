"""What a plan van aanpak says, as values: whole, before it is tailored to a receiver. And as JSON.

An adopted version keeps this text as it was (`Plan.content`); a concept is gathered anew each time.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.terms import STILL_OPEN, ActionStatus, ContributionKind

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Goal:
    """What, how it is measured, by when."""

    text: str
    measure: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PlanAction:
    """An action. `who` is the organisation, `owner` who within it; `outcome` is known once it is over."""

    number: NumberInCase
    text: str
    partner_id: str | None
    who: str
    owner: str
    due_on: date | None
    status: ActionStatus
    outcome: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in STILL_OPEN


@dataclass(frozen=True, slots=True)
class Brought:
    """What a partner brought in. With a `condition` it goes to that partner only (WGS 2.29(3))."""

    partner_id: str
    partner: str
    text: str
    kind: ContributionKind
    received_on: date
    condition: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A paragraph of the duiding; `who` is the organisation of a tegengeluid, else empty."""

    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A besluit. It is voorgenomen as long as somebody of `awaiting` was not asked."""

    number: NumberInCase
    text: str
    decided_on: date
    decided_by: tuple[str, ...]
    awaiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPerson:
    """Somebody of the case: never an address, never a BSN, and of the birth date the year only."""

    initials: str
    name: str
    role: str
    relation: str
    born: str


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A whole version. `made_on` is the day it was gathered; `adopted_on` None: a concept."""

    made_on: date
    house: str
    number: str
    initials: str
    version: int
    table: str
    discussed_on: date | None
    process: str
    case_manager: str
    question: str
    goals: tuple[Goal, ...]
    brought: tuple[Brought, ...]
    remarks: tuple[Remark, ...]
    crisis: str
    evaluation_on: date | None
    actions: tuple[PlanAction, ...]
    decisions: tuple[Decided, ...]
    persons: tuple[PlanPerson, ...]
    handling: str
    secrecy: str
    adopted_on: date | None = None
    adopted_by: tuple[str, ...] = ()


def to_json(content: PlanContent) -> str:
    """The same value always gives the same text."""
    whole = {"format": FORMAT, **asdict(content)}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)


def from_json(text: str) -> PlanContent:
    """The value that `to_json` wrote. ValueError for a format that this version does not know."""
    whole: dict[str, Any] = json.loads(text)
    if whole.pop("format", None) != FORMAT:
        raise ValueError("a plan in an unknown format")
    whole["goals"] = tuple(Goal(**_dated(each, "due_on")) for each in whole["goals"])
    whole["brought"] = tuple(_brought(each) for each in whole["brought"])
    whole["remarks"] = tuple(Remark(**each) for each in whole["remarks"])
    whole["actions"] = tuple(_action(each) for each in whole["actions"])
    whole["decisions"] = tuple(_decided(each) for each in whole["decisions"])
    whole["persons"] = tuple(PlanPerson(**each) for each in whole["persons"])
    whole["adopted_by"] = tuple(whole["adopted_by"])
    return PlanContent(**_dated(whole, "made_on", "discussed_on", "evaluation_on", "adopted_on"))


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _dated(values: dict[str, Any], *columns: str) -> dict[str, Any]:
    read = {col: date.fromisoformat(values[col]) if values[col] else None for col in columns}
    return {**values, **read}


def _brought(values: dict[str, Any]) -> Brought:
    return Brought(**{**_dated(values, "received_on"), "kind": ContributionKind(values["kind"])})


def _action(values: dict[str, Any]) -> PlanAction:
    read = {"status": ActionStatus(values["status"]), "number": NumberInCase(values["number"])}
    return PlanAction(**{**_dated(values, "due_on"), **read})


def _decided(values: dict[str, Any]) -> Decided:
    lists = {col: tuple(values[col]) for col in ("decided_by", "awaiting")}
    return Decided(**{**_dated(values, "decided_on"), **lists, "number": NumberInCase(values["number"])})
