"""Every refusal has a sentence in plain Dutch that ends in a full stop."""

from typing import get_args

import pytest

from zvhdesk.domain.refusals import (
    AdminsOnly,
    AgendaEmpty,
    AgeOutsideTable,
    AgeUnknown,
    AttendeeGone,
    BadInput,
    CannotUndoFormal,
    CaseGone,
    CloseIsFormal,
    CoordinationOnly,
    CriteriaNotMet,
    HouseFileForeign,
    HouseFileWrong,
    HouseIsCopy,
    JudgedTwice,
    JudgementMissing,
    LedElsewhere,
    LidOneAbsent,
    LidOneMissing,
    LidOneUnscreened,
    MeetingLive,
    MeetingNotLive,
    MeetingStarted,
    NobodyPresent,
    NoMeetingPlanned,
    NotAReceiver,
    NothingToUndo,
    NotNextPhase,
    OnAgenda,
    OtherRegime,
    PlanAdopted,
    ProductMissing,
    Refusal,
    RetentionPassed,
    SeveralWrong,
    TableMissing,
    TouchedSince,
    UnsignedThird,
)
from zvhdesk.domain.terms import Phase, Product
from zvhdesk.ui.explain import explain

EXAMPLES: list[Refusal] = [
    HouseIsCopy(),
    AdminsOnly(),
    OtherRegime(),
    HouseFileWrong(),
    HouseFileForeign(older=True),
    HouseFileForeign(older=False),
    BadInput("Geboortedatum", "Schrijf de datum als 12-4-1990."),
    NotNextPhase(Phase.REFERRED, Phase.AT_TABLE),
    JudgedTwice(),
    JudgementMissing(0),
    JudgementMissing(1),
    JudgementMissing(3),
    CriteriaNotMet(("b",)),
    CriteriaNotMet(("a", "b", "d")),
    ProductMissing(),
    CoordinationOnly(Product.EXTENDED_ADVICE),
    TableMissing(),
    AgeOutsideTable("JOR", 12, 23, 40),
    AgeOutsideTable("VPO", 18, None, 17),
    AgeUnknown("JOR", None, 23),
    CloseIsFormal(),
    SeveralWrong((BadInput("Begin", "Vul begin in."), BadInput("Einde", "Vul einde in."))),
    LidOneMissing(),
    LidOneAbsent(),
    LidOneUnscreened(("Politie", "Reclassering")),
    CannotUndoFormal(),
    TouchedSince(),
    NothingToUndo(),
    CaseGone(),
    AttendeeGone(),
    RetentionPassed(),
    LedElsewhere(),
    MeetingLive(),
    MeetingNotLive(),
    MeetingStarted(),
    NobodyPresent(),
    AgendaEmpty(),
    OnAgenda(),
    NoMeetingPlanned("Top-X"),
    UnsignedThird(1),
    UnsignedThird(3),
    PlanAdopted(),
    NotAReceiver(unknown=True),
    NotAReceiver(unknown=False),
]


def test_no_refusal_is_left_out_here() -> None:
    assert {type(one) for one in EXAMPLES} == set(get_args(Refusal))


@pytest.mark.parametrize("refusal", EXAMPLES)
def test_a_refusal_is_a_whole_sentence(refusal: Refusal) -> None:
    told = explain(refusal)
    assert told.sentence[0].isupper()
    assert told.sentence.endswith(".")
    assert "None" not in told.sentence
    assert not told.step.endswith(".")


@pytest.mark.parametrize(
    "refusal, part, step",
    [
        (JudgementMissing(3), "3 van de 4 criteria", "Beoordeling vastleggen"),
        (CriteriaNotMet(("a", "b", "d")), "criteria a, b en d", "Beoordeling bekijken"),
        (AgeOutsideTable("JOR", 12, 23, 40), "van 12 tot en met 23 jaar", "Casustafel bekijken"),
        (NotNextPhase(Phase.REFERRED, Phase.AT_TABLE), "Van Aangemeld", ""),
        (LidOneAbsent(), "deur (F7)", ""),
        (CaseGone(), "casus", ""),
        (AttendeeGone(), "deelnemer", ""),
    ],
)
def test_it_names_what_is_missing_and_the_next_step(refusal: Refusal, part: str, step: str) -> None:
    told = explain(refusal)
    assert part in told.sentence
    assert told.step == step
