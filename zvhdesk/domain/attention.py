"""Why a case asks for attention. Only facts with a source: nobody is scored or predicted (WGS 2.26)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zvhdesk.domain.clocks import before_working_days, destroy_by, retention_since, working_days
from zvhdesk.domain.terms import Criterion, Phase, Product

ASSESSMENT_WORKING_DAYS = 5
"""Working days the house gives itself for judging an aanmelding, and for completing one."""
STAGNANT_DAYS = 42
"""Days at the casustafel without any change after which a case is said to stand still: six weeks."""
RETENTION_WARNING_DAYS = 90
"""Days before the end of retention at which the board begins to say so."""

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


class Kind(StrEnum):
    """How a reason is shown: shape, colour and word together (SCREENS.md, rule 4)."""

    LATE = "late"
    SOON = "soon"
    INFO = "info"
    WAITING = "waiting"
    OK = "ok"
    PLAIN = "plain"


ASKING: frozenset[Kind] = frozenset({Kind.LATE, Kind.SOON})
"""The kinds that ask for attention; the others only tell."""


_ORDER = {kind: at for at, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to know of a case: `words` are for a tag, `full` is the same said in full.

    `shorter` are the words for a card too narrow for `words`, longest first.
    """

    kind: Kind
    words: str
    full: str
    shorter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a case's row says. Counts are of rows that are not deleted; `changed_on` is its last change.

    `twin`: somebody in it has the BSN of another person in a case that may be seen.
    """

    phase: Phase
    since: date
    first_processed_on: date | None = None
    product: Product | None = None
    urgent: bool = False
    brp_checked: bool = True
    empty_fields: int = 0
    judged: int = 0
    overdue_actions: int = 0
    twin: bool = False
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The same thresholds as dates, for asking the database which cases have a reason at `today`."""

    today: date
    assessment_before: date
    stagnant_before: date
    retention_before: date
    warning_before: date


def limits(today: date) -> Limits:
    """Assessment and stagnation: at or before that day is late. Retention: processed before that day."""
    return Limits(
        today=today,
        assessment_before=before_working_days(today, ASSESSMENT_WORKING_DAYS),
        stagnant_before=today - timedelta(days=STAGNANT_DAYS + 1),
        retention_before=retention_since(today),
        warning_before=retention_since(today + timedelta(days=RETENTION_WARNING_DAYS + 1)),
    )


def reasons(facts: Facts, today: date) -> tuple[Reason, ...]:
    """Everything the board says of a case, most pressing first; never nothing."""
    found = [
        *_retention(facts, today),
        *_actions(facts),
        *_intake(facts, today),
        *_standing_still(facts, today),
        *_recorded_twice(facts),
        *_told(facts, today),
    ]
    return tuple(sorted(found, key=lambda reason: _ORDER[reason.kind]))


def asks(given: tuple[Reason, ...]) -> bool:
    """Whether a case with these reasons asks for attention."""
    return any(reason.kind in ASKING for reason in given)


def stagnant(facts: Facts, today: date) -> bool:
    """At the casustafel, and nothing was recorded for more than six weeks."""
    return facts.phase is Phase.AT_TABLE and (today - _last(facts)).days > STAGNANT_DAYS


def assessment_late(facts: Facts, today: date) -> bool:
    """In assessment for more working days than the house gives itself."""
    return facts.phase is Phase.ASSESSMENT and working_days(facts.since, today) > ASSESSMENT_WORKING_DAYS


def _last(facts: Facts) -> date:
    return max(facts.since, facts.changed_on or facts.since)


def _retention(facts: Facts, today: date) -> list[Reason]:
    if facts.first_processed_on is None:
        return []
    end = destroy_by(facts.first_processed_on)
    if today > end:
        words = "bewaartermijn verstreken: beslis"
        return [Reason(Kind.LATE, words, words, ("bewaartermijn: beslis", "bewaartermijn"))]
    if (end - today).days <= RETENTION_WARNING_DAYS:
        when = f"{end.day} {_MONTHS[end.month - 1]}"
        words = f"bewaartermijn eindigt {when}"
        return [Reason(Kind.SOON, words, words, (f"bewaartermijn {when}", "bewaartermijn"))]
    return []


def _actions(facts: Facts) -> list[Reason]:
    count = facts.overdue_actions
    if not count:
        return []
    words = f"{_many(count, 'actie', 'acties')} te laat"
    return [Reason(Kind.LATE, words, words)]


def _intake(facts: Facts, today: date) -> list[Reason]:
    found: list[Reason] = []
    if facts.urgent and facts.phase in (Phase.REFERRED, Phase.ASSESSMENT, Phase.TRIAGE):
        found.append(Reason(Kind.LATE, "spoed", "spoed volgens de aanmelder"))
    if assessment_late(facts, today):
        days = (today - facts.since).days
        full = f"al {days} dagen in beoordeling"
        found.append(Reason(Kind.LATE, f"beoordeling {days} dagen", full, ("over termijn",)))
    if facts.phase is Phase.REFERRED and facts.empty_fields:
        late = working_days(facts.since, today) > ASSESSMENT_WORKING_DAYS
        words = f"{_many(facts.empty_fields, 'veld', 'velden')} leeg"
        found.append(Reason(Kind.LATE if late else Kind.SOON, words, f"{words} in de aanmelding"))
    if facts.phase in (Phase.REFERRED, Phase.ASSESSMENT) and not facts.brp_checked:
        found.append(Reason(Kind.SOON, "BRP-check open", "BRP-check open"))
    return found


def _standing_still(facts: Facts, today: date) -> list[Reason]:
    if not stagnant(facts, today):
        return []
    weeks = (today - _last(facts)).days // 7
    return [Reason(Kind.LATE, "stagneert", f"stagneert: {weeks} weken niets vastgelegd")]


def _recorded_twice(facts: Facts) -> list[Reason]:
    if not facts.twin:
        return []
    return [Reason(Kind.SOON, "mogelijk dubbel", "iemand is mogelijk dubbel vastgelegd", ("dubbel?",))]


def _told(facts: Facts, today: date) -> list[Reason]:
    """What the phase itself says; also so that no card is without a word."""
    days = _many(max(0, (today - facts.since).days), "dag", "dagen")
    criteria = len(Criterion)
    match facts.phase:
        case Phase.REFERRED if not facts.empty_fields:
            told = Reason(Kind.INFO, "compleet", "aanmelding compleet")
        case Phase.ASSESSMENT:
            words = f"{facts.judged} van {criteria} beoordeeld"
            told = Reason(Kind.PLAIN, words, f"{facts.judged} van {criteria} criteria beoordeeld")
        case Phase.TRIAGE if facts.product is None:
            told = Reason(Kind.INFO, "besluit nodig", "besluit over het product nodig")
        case Phase.TRIAGE:
            told = Reason(Kind.INFO, "product gekozen", "product gekozen, klaar om te plaatsen")
        case Phase.WAITING_LIST:
            told = Reason(Kind.PLAIN, "wacht", f"wacht {days}")
        case Phase.AT_TABLE if facts.product is Product.EXTENDED_ADVICE:
            told = Reason(Kind.PLAIN, "in advies", "in advies: uitgebreid advies")
        case Phase.AT_TABLE if not facts.overdue_actions and not stagnant(facts, today):
            told = Reason(Kind.OK, "op koers", "op koers: geen actie te laat")
        case Phase.STEP_DOWN:
            told = Reason(Kind.PLAIN, "schaalt af", f"schaalt af, {days}")
        case _:
            return []
    return [told]


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
