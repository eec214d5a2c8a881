"""The casusreis: which step a case may take, in the order of the law (WGS 2.31, BGS 2.20)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zvhdesk.domain.refusals import (
    AgeOutsideTable,
    AgeUnknown,
    CloseIsFormal,
    CoordinationOnly,
    CriteriaNotMet,
    JudgedTwice,
    JudgementMissing,
    NotNextPhase,
    ProductMissing,
    Refusal,
    RetentionPassed,
    TableMissing,
)
from zvhdesk.domain.terms import Criterion, Phase, Product

STEPS: frozenset[tuple[Phase, Phase]] = frozenset(
    {
        (Phase.REFERRED, Phase.ASSESSMENT),
        (Phase.ASSESSMENT, Phase.TRIAGE),
        (Phase.TRIAGE, Phase.WAITING_LIST),
        (Phase.TRIAGE, Phase.AT_TABLE),
        (Phase.WAITING_LIST, Phase.AT_TABLE),
        (Phase.AT_TABLE, Phase.STEP_DOWN),
        (Phase.ASSESSMENT, Phase.REFERRED),
        (Phase.TRIAGE, Phase.ASSESSMENT),
        (Phase.WAITING_LIST, Phase.TRIAGE),
        (Phase.AT_TABLE, Phase.WAITING_LIST),
        (Phase.STEP_DOWN, Phase.AT_TABLE),
    }
)
"""From where to where: one step at a time, and from triage to the casustafel where nothing waits."""

_UNJUDGED = frozenset({Phase.REFERRED, Phase.ASSESSMENT})
_WITH_PRODUCT = frozenset({Phase.WAITING_LIST, Phase.AT_TABLE, Phase.STEP_DOWN})


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A casustafel: its name and its ages in whole years on the day of aanmelding, both ends included."""

    name: str
    min_age: int | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rule must know of a case.

    `judged` holds per criterion whether lid 1 found it met; a criterion not judged is absent. `ages` is the
    least and the greatest age the betrokkene can have had on the day of aanmelding (a birth date is not
    always known in full), None when unknown. `age_deviation`: an age outside the limits was recorded as such.
    `judged_twice`: desks recorded another judgement apart, and nobody chose yet.
    """

    phase: Phase
    product: Product | None = None
    judged: Mapping[Criterion, bool] = field(default_factory=dict)
    table: TableFacts | None = None
    ages: tuple[int, int] | None = None
    age_deviation: bool = False
    retention_passed: bool = False
    judged_twice: bool = False


def refusal_to_move(facts: CaseFacts, target: Phase) -> Refusal | None:
    """Why this case may not go to `target`, or None when it may. The first rule that says no answers."""
    if target is Phase.CLOSED:
        return CloseIsFormal()
    if (facts.phase, target) not in STEPS:
        return NotNextPhase(facts.phase, target)
    if facts.retention_passed:
        return RetentionPassed()
    return _unjudged(facts, target) or _without_product(facts, target) or _not_for_table(facts, target)


def _unjudged(facts: CaseFacts, target: Phase) -> Refusal | None:
    # Asked once, at the door of triage: a case that came in beyond it (an import) was judged elsewhere.
    if facts.phase not in _UNJUDGED or target in _UNJUDGED:
        return None
    if facts.judged_twice:
        return JudgedTwice()
    if len(facts.judged) < len(Criterion):
        return JudgementMissing(judged=len(facts.judged))
    not_met = tuple(criterion.value for criterion in Criterion if not facts.judged[criterion])
    return CriteriaNotMet(not_met) if not_met else None


def _without_product(facts: CaseFacts, target: Phase) -> Refusal | None:
    if target not in _WITH_PRODUCT:
        return None
    if facts.product is None:
        return ProductMissing()
    if target is Phase.WAITING_LIST and facts.product is not Product.COORDINATION:
        return CoordinationOnly(facts.product)
    return None


def _not_for_table(facts: CaseFacts, target: Phase) -> Refusal | None:
    if target is not Phase.AT_TABLE:
        return None
    table = facts.table
    if table is None:
        return TableMissing()
    if facts.age_deviation or (table.min_age is None and table.max_age is None):
        return None
    if facts.ages is None:
        return AgeUnknown(table.name, table.min_age, table.max_age)
    return _age_outside(table, *facts.ages)


def _age_outside(table: TableFacts, least: int, greatest: int) -> Refusal | None:
    low = 0 if table.min_age is None else table.min_age
    high = greatest if table.max_age is None else table.max_age
    if low <= least and greatest <= high:
        return None
    if greatest < low or least > high:
        age = greatest if greatest < low else least
        return AgeOutsideTable(table.name, table.min_age, table.max_age, age)
    # A partial birth date that may be within and may be without: nobody can say.
    return AgeUnknown(table.name, table.min_age, table.max_age)
