"""The made-up cases before they become rows: phase, casustafel, dates and what is special about each."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zvhdesk.domain.clocks import RETENTION_YEARS
from zvhdesk.domain.terms import BOARD_PHASES, Phase, Product

# As many of each, of 64, as the board of a busy house has.
_PHASES = {
    Phase.REFERRED: 5,
    Phase.ASSESSMENT: 6,
    Phase.TRIAGE: 8,
    Phase.WAITING_LIST: 9,
    Phase.AT_TABLE: 31,
    Phase.STEP_DOWN: 5,
}
_TABLES = {
    "Top-X": 23,
    "Code Rood": 9,
    "JOR": 14,
    "VPO": 8,
    "Mensenhandel (KMT)": 6,
    "RFPN": 4,
}
_AGES = {"JOR": (13, 22), "VPO": (22, 58), "Code Rood": (24, 62)}

# Days ago that the aanmelding came in, and days of those that the case stands in its phase now.
_REFERRED_AGO = {
    Phase.REFERRED: (0, 6),
    Phase.ASSESSMENT: (4, 13),
    Phase.TRIAGE: (12, 24),
    Phase.WAITING_LIST: (28, 75),
    Phase.AT_TABLE: (70, 480),
    Phase.STEP_DOWN: (260, 640),
    Phase.CLOSED: (300, 900),
}
_IN_PHASE = {
    Phase.REFERRED: (0, 6),
    Phase.ASSESSMENT: (1, 4),
    Phase.TRIAGE: (2, 9),
    Phase.WAITING_LIST: (10, 61),
    Phase.AT_TABLE: (20, 60),
    Phase.STEP_DOWN: (10, 45),
    Phase.CLOSED: (20, 240),
}


@dataclass(frozen=True, slots=True)
class CasePlan:
    """One case to be. `judged` is how many of the four criteria lid 1 judged; `late` how many actions are."""

    phase: Phase
    table: str | None
    ages: tuple[int, int]
    referred_on: date
    phase_since: date
    product: Product | None = None
    judged: int = 4
    urgent: bool = False
    complete: bool = True
    brp_checked: bool = True
    late: int = 0
    stagnant: bool = False
    age_deviation: str | None = None
    duplicate_of_previous: bool = False


def case_plans(dice: Random, today: date, cases: int) -> list[CasePlan]:
    """`cases` open cases and one closed one for every eight, in the order of their aanmelding."""
    tables = _deal(dice, _TABLES, cases)
    phases = [phase for phase in BOARD_PHASES for _ in range(_share(phase, cases))]
    phases += [Phase.AT_TABLE] * (cases - len(phases))
    open_cases = [_plan(dice, today, phase, table) for phase, table in zip(phases, tables, strict=True)]
    closed = [_plan(dice, today, Phase.CLOSED, dice.choice(tables)) for _ in range(cases // 8)]
    plans = _with_specials(dice, today, open_cases) + closed
    return sorted(plans, key=lambda plan: plan.referred_on)


def _share(phase: Phase, cases: int) -> int:
    return _PHASES[phase] * cases // sum(_PHASES.values())


def _deal(dice: Random, weights: dict[str, int], count: int) -> list[str]:
    hand = [name for name, weight in weights.items() for _ in range(weight)]
    dealt = (hand * (count // len(hand) + 1))[:count]
    dice.shuffle(dealt)
    return dealt


def _plan(dice: Random, today: date, phase: Phase, table: str) -> CasePlan:
    referred_on = today - timedelta(days=dice.randint(*_REFERRED_AGO[phase]))
    since = max(referred_on, today - timedelta(days=dice.randint(*_IN_PHASE[phase])))
    early = phase in (Phase.REFERRED, Phase.ASSESSMENT, Phase.TRIAGE)
    return CasePlan(
        phase=phase,
        table=None if phase is Phase.REFERRED else table,
        ages=_AGES.get(table, (20, 64)),
        referred_on=referred_on,
        phase_since=referred_on if phase is Phase.REFERRED else since,
        product=None if early else Product.EXTENDED_ADVICE if dice.random() < 0.2 else Product.COORDINATION,
        judged={Phase.REFERRED: 0, Phase.ASSESSMENT: dice.randint(0, 3)}.get(phase, 4),
        brp_checked=phase is not Phase.REFERRED,
    )


def _with_specials(dice: Random, today: date, plans: list[CasePlan]) -> list[CasePlan]:
    """Give every reason for attention to a case or more; which ones is the same for the same seed."""
    by_phase: dict[Phase, list[int]] = {}
    for at, plan in enumerate(plans):
        by_phase.setdefault(plan.phase, []).append(at)

    def mark(phase: Phase, nth: int, **changes: object) -> None:
        places = by_phase.get(phase, [])
        if nth < len(places):
            plans[places[nth]] = replace(plans[places[nth]], **changes)  # type: ignore[arg-type]

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    mark(Phase.REFERRED, 1, brp_checked=True)
    mark(Phase.REFERRED, 2, complete=False, referred_on=ago(6), phase_since=ago(6))
    mark(Phase.ASSESSMENT, 0, urgent=True, judged=2, referred_on=ago(1), phase_since=ago(1))
    mark(Phase.ASSESSMENT, 1, judged=4)
    mark(Phase.ASSESSMENT, 2, judged=3)
    for nth in (0, 1):
        mark(Phase.TRIAGE, nth, referred_on=ago(47 - nth), phase_since=ago(36 - nth))
    mark(Phase.WAITING_LIST, 0, referred_on=ago(83), phase_since=ago(61))
    start = today.replace(year=today.year - RETENTION_YEARS, day=min(today.day, 28))
    mark(Phase.AT_TABLE, 0, referred_on=start - timedelta(days=9), phase_since=ago(410))
    mark(Phase.AT_TABLE, 1, referred_on=start + timedelta(days=21), phase_since=ago(390))
    for nth in range(2, 8):
        mark(Phase.AT_TABLE, nth, late=dice.choice((1, 1, 2)))
    for nth in (8, 9):
        mark(Phase.AT_TABLE, nth, stagnant=True, phase_since=ago(64 + nth), referred_on=ago(190))
    mark(
        Phase.AT_TABLE,
        10,
        table="JOR",
        ages=(24, 24),
        age_deviation="JOR is voor 12 tot en met 23 jaar; deze persoon was 24.",
    )
    mark(Phase.AT_TABLE, 11, duplicate_of_previous=True)
    mark(Phase.STEP_DOWN, 0, phase_since=ago(70), referred_on=ago(500))
    return plans
