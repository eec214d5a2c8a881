"""Moving: the rule asked with what the database holds, the clocks that follow, and the record of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.board.world import TODAY, case_rows, day, put
from zvhdesk.domain.refusals import (
    AgeOutsideTable,
    AgeUnknown,
    CaseGone,
    CriteriaNotMet,
    JudgementMissing,
    Refusal,
    Refused,
    RetentionPassed,
)
from zvhdesk.domain.terms import Phase, Product
from zvhdesk.models.cases import Case
from zvhdesk.services import moving
from zvhdesk.services.desk import Desk

ALL_MET = dict.fromkeys("abcd", True)


def move(desk: Desk, case_id: str, target: Phase) -> moving.Moved:
    return desk.change(lambda s: moving.move(s, case_id, target, TODAY), moving.INTENT)


def case(desk: Desk, case_id: str) -> tuple[Phase, object, object, object]:
    def read(session: object) -> tuple[Phase, object, object, object]:
        found = session.get(Case, case_id)  # type: ignore[attr-defined]
        return found.phase, found.phase_since, found.waiting_since, found.started_on

    return desk.read(read)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reason


def test_the_whole_journey_and_its_clocks(desk: Desk) -> None:
    put(
        desk,
        case_rows("a", judged=ALL_MET, product=Product.COORDINATION, table_id="topx", referred_on=day(5)),
    )
    move(desk, "a", Phase.ASSESSMENT)
    assert case(desk, "a") == (Phase.ASSESSMENT, TODAY, None, None)
    move(desk, "a", Phase.TRIAGE)
    move(desk, "a", Phase.WAITING_LIST)
    assert case(desk, "a") == (Phase.WAITING_LIST, TODAY, TODAY, None)
    moved = move(desk, "a", Phase.AT_TABLE)
    assert (moved.number, moved.before, moved.phase) == ("a", Phase.WAITING_LIST, Phase.AT_TABLE)
    assert case(desk, "a") == (Phase.AT_TABLE, TODAY, TODAY, TODAY)
    move(desk, "a", Phase.STEP_DOWN)
    intents = desk.read(
        lambda s: s.execute(text("SELECT intent FROM change_set ORDER BY rev")).scalars().all()
    )
    assert intents[-5:] == ["case.move"] * 5


def test_a_refused_move_changes_and_records_nothing(desk: Desk) -> None:
    put(desk, case_rows("a", phase=Phase.ASSESSMENT, judged={"a": True}))
    count = "SELECT count(*) FROM change_set"
    before = desk.read(lambda s: s.execute(text(count)).scalar())
    assert refused(lambda: move(desk, "a", Phase.TRIAGE)) == JudgementMissing(judged=1)
    assert case(desk, "a")[0] is Phase.ASSESSMENT
    assert desk.read(lambda s: s.execute(text(count)).scalar()) == before


def test_the_newest_judgement_of_a_criterion_stands(desk: Desk) -> None:
    put(desk, case_rows("a", phase=Phase.ASSESSMENT, judged={**ALL_MET, "b": False}))
    assert refused(lambda: move(desk, "a", Phase.TRIAGE)) == CriteriaNotMet(("b",))


@pytest.mark.parametrize(
    "birth, answer",
    [
        # Aangemeld on 24 February: who became 24 the day after was 23, who became 12 in March was 11.
        ("2002-02-24", AgeOutsideTable("JOR", 12, 23, 24)),
        ("2002-02-25", None),
        ("2014-02-24", None),
        ("2014-03-01", AgeOutsideTable("JOR", 12, 23, 11)),
        ("2002", AgeUnknown("JOR", 12, 23)),
        (None, AgeUnknown("JOR", 12, 23)),
    ],
)
def test_the_age_that_counts_is_that_of_the_day_of_aanmelding(
    desk: Desk, birth: str | None, answer: Refusal | None
) -> None:
    values: dict[str, Any] = {"phase": Phase.TRIAGE, "product": Product.COORDINATION, "table_id": "jor"}
    put(desk, case_rows("a", birth_date=birth, referred_on=day(20), phase_since=TODAY, **values))
    if answer is None:
        assert move(desk, "a", Phase.AT_TABLE).phase is Phase.AT_TABLE
    else:
        assert refused(lambda: move(desk, "a", Phase.AT_TABLE)) == answer


@pytest.mark.parametrize("hidden", ["shielded", "deleted"])
def test_what_the_user_may_not_see_cannot_be_moved(desk: Desk, hidden: str) -> None:
    put(desk, case_rows("a", **{hidden: True}))  # type: ignore[arg-type]
    assert refused(lambda: move(desk, "a", Phase.ASSESSMENT)) == CaseGone()
    assert refused(lambda: move(desk, "nobody", Phase.ASSESSMENT)) == CaseGone()


def test_past_its_retention_a_case_stays_where_it_is(desk: Desk) -> None:
    put(desk, case_rows("a", first_processed_on=day(5 * 366)))
    assert refused(lambda: move(desk, "a", Phase.ASSESSMENT)) == RetentionPassed()
