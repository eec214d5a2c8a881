"""The oracle is a table written from the sentences of the law and the house, not from the code.

WGS 2.31(2), BGS 2.20(1), (3): lid 1 judges all four criteria before triage. Werkvoorraad is for procesregie.
At a casustafel: a table, and the age inside its limits on the day of aanmelding. Closing is a decision.
"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.journey import CaseFacts, TableFacts, refusal_to_move
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
    RetentionPassed,
    TableMissing,
)
from zvhdesk.domain.terms import Criterion, Phase, Product

JOR = TableFacts("JOR", 12, 23)

# Rows: from. Columns: to, in the order of the casusreis without afgesloten. x is a step, . is none.
STEPS_BY_HAND = {
    "referred":     ". x . . . .",
    "assessment":   "x . x . . .",
    "triage":       ". x . x x .",
    "waiting_list": ". . x . x .",
    "at_table":     ". . . x . x",
    "step_down":    ". . . . x .",
    "closed":       ". . . . . .",
}  # fmt: skip
COLUMNS = ("referred", "assessment", "triage", "waiting_list", "at_table", "step_down")

judgements = st.dictionaries(st.sampled_from(Criterion), st.booleans())
ages = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 2)).map(lambda pair: (pair[0], sum(pair)))
tables = st.none() | st.builds(
    TableFacts, st.just("JOR"), st.none() | st.integers(10, 20), st.none() | st.integers(20, 30)
)
cases = st.builds(
    CaseFacts,
    phase=st.sampled_from(Phase),
    product=st.none() | st.sampled_from(Product),
    judged=judgements,
    table=tables,
    ages=ages,
    age_deviation=st.booleans(),
    retention_passed=st.booleans(),
)


def is_step(here: Phase, there: Phase) -> bool:
    return there.value in COLUMNS and STEPS_BY_HAND[here.value].split()[COLUMNS.index(there.value)] == "x"


def all_met() -> dict[Criterion, bool]:
    return dict.fromkeys(Criterion, True)


@given(cases, st.sampled_from(Phase))
def test_no_case_takes_a_step_that_the_casusreis_does_not_have(facts: CaseFacts, target: Phase) -> None:
    refusal = refusal_to_move(facts, target)
    if target is Phase.CLOSED:
        assert refusal == CloseIsFormal()
    elif not is_step(facts.phase, target):
        assert refusal == NotNextPhase(facts.phase, target)
    else:
        assert not isinstance(refusal, NotNextPhase | CloseIsFormal)


@pytest.mark.parametrize("answers", list(product((None, True, False), repeat=4)))
def test_triage_only_after_lid_1_judged_all_four_and_found_them_met(answers: tuple[bool | None, ...]) -> None:
    """Every way in which four criteria can stand: not judged, met, not met."""
    judged = {Criterion(at): met for at, met in zip("abcd", answers, strict=True) if met is not None}
    refusal = refusal_to_move(CaseFacts(Phase.ASSESSMENT, judged=judged), Phase.TRIAGE)
    if None in answers:
        assert refusal == JudgementMissing(judged=4 - answers.count(None))
    elif False in answers:
        assert refusal == CriteriaNotMet(
            tuple(at for at, met in zip("abcd", answers, strict=True) if not met)
        )
    else:
        assert refusal is None


@pytest.mark.parametrize("met", [True, False])
def test_of_two_judgements_that_differ_none_opens_triage(met: bool) -> None:
    """Whichever of the two is shown: lid 1 decides (WGS 2.31(2)), and here it said two things."""
    judged = dict.fromkeys(Criterion, met)
    facts = CaseFacts(Phase.ASSESSMENT, judged=judged, judged_twice=True)
    assert refusal_to_move(facts, Phase.TRIAGE) == JudgedTwice()
    assert refusal_to_move(facts, Phase.REFERRED) is None


@given(cases, st.sampled_from(Phase))
def test_a_case_beyond_assessment_is_not_asked_for_its_judgement_again(facts: CaseFacts, to: Phase) -> None:
    if facts.phase not in (Phase.REFERRED, Phase.ASSESSMENT):
        assert not isinstance(refusal_to_move(facts, to), JudgementMissing | CriteriaNotMet)


@given(cases, st.sampled_from([Phase.WAITING_LIST, Phase.AT_TABLE, Phase.STEP_DOWN]))
def test_beyond_triage_a_case_has_a_product(facts: CaseFacts, target: Phase) -> None:
    refusal = refusal_to_move(facts, target)
    if facts.product is None:
        assert refusal is not None
        if is_step(facts.phase, target) and not facts.retention_passed:
            assert refusal == ProductMissing()


@given(cases)
def test_only_procesregie_waits_on_the_werkvoorraad(facts: CaseFacts) -> None:
    if refusal_to_move(facts, Phase.WAITING_LIST) is None:
        assert facts.product is Product.COORDINATION
    if (
        facts.product in (Product.ADVICE, Product.EXTENDED_ADVICE)
        and facts.phase is Phase.TRIAGE
        and not facts.retention_passed
    ):
        assert refusal_to_move(facts, Phase.WAITING_LIST) == CoordinationOnly(facts.product)


@given(cases)
def test_nobody_comes_to_a_table_outside_its_ages_unless_that_was_recorded(facts: CaseFacts) -> None:
    refusal = refusal_to_move(facts, Phase.AT_TABLE)
    if refusal is not None:
        return
    assert facts.table is not None
    limited = facts.table.min_age is not None or facts.table.max_age is not None
    if limited and not facts.age_deviation:
        assert facts.ages is not None
        for age in facts.ages:
            assert facts.table.min_age is None or facts.table.min_age <= age
            assert facts.table.max_age is None or age <= facts.table.max_age


@pytest.mark.parametrize(
    "ages, answer",
    [
        ((11, 11), AgeOutsideTable("JOR", 12, 23, 11)),
        ((12, 12), None),
        ((23, 23), None),
        ((24, 24), AgeOutsideTable("JOR", 12, 23, 24)),
        # Only the year of birth is known.
        ((11, 12), AgeUnknown("JOR", 12, 23)),
        ((23, 24), AgeUnknown("JOR", 12, 23)),
        ((14, 15), None),
        ((30, 31), AgeOutsideTable("JOR", 12, 23, 30)),
        (None, AgeUnknown("JOR", 12, 23)),
    ],
)
def test_jor_is_for_12_to_23(ages: tuple[int, int] | None, answer: object) -> None:
    facts = CaseFacts(Phase.TRIAGE, Product.COORDINATION, all_met(), JOR, ages)
    assert refusal_to_move(facts, Phase.AT_TABLE) == answer


def test_a_recorded_deviation_lets_any_age_in() -> None:
    facts = CaseFacts(Phase.TRIAGE, Product.COORDINATION, all_met(), JOR, (40, 40), age_deviation=True)
    assert refusal_to_move(facts, Phase.AT_TABLE) is None


def test_without_a_table_nothing_is_discussed() -> None:
    facts = CaseFacts(Phase.TRIAGE, Product.COORDINATION, all_met())
    assert refusal_to_move(facts, Phase.AT_TABLE) == TableMissing()


@given(cases, st.sampled_from(Phase))
def test_past_its_retention_no_case_moves(facts: CaseFacts, target: Phase) -> None:
    if facts.retention_passed:
        refusal = refusal_to_move(facts, target)
        assert refusal is not None
        if is_step(facts.phase, target):
            assert refusal == RetentionPassed()


@given(cases, st.sampled_from(Phase))
def test_whatever_is_missing_makes_nothing_allowed_that_was_not(facts: CaseFacts, target: Phase) -> None:
    """A case about which less is known is never let through where a fuller one was stopped for that."""
    bare = CaseFacts(facts.phase, None, {}, None, None, retention_passed=facts.retention_passed)
    if refusal_to_move(bare, target) is None:
        assert target in (Phase.REFERRED, Phase.ASSESSMENT) or facts.phase is Phase.WAITING_LIST
