"""The clock of the evaluation stands in the dossier's head as soon as a plan was adopted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from tests.dossier.conftest import TODAY
from tests.plans.conftest import Fill, Opened
from tests.plans.world import PlanHouse, adopt, change_plan
from zvhdesk.domain.attention import Kind
from zvhdesk.services.dossier import ClockRow, Head, dossier
from zvhdesk.services.plans import versions
from zvhdesk.ui.kit import TagLabel

LABEL = "Evaluatie plan"


def head(world: PlanHouse) -> Head:
    desk = world.desk
    return desk.read(lambda s: dossier(s, world.case_id, desk.today())).head


def clock(world: PlanHouse) -> ClockRow | None:
    return next((row for row in head(world).clocks if row.label == LABEL), None)


def test_a_concept_has_no_clock(world: PlanHouse) -> None:
    change_plan(world, evaluation_on=date(2026, 4, 9))
    assert clock(world) is None


@pytest.mark.parametrize("days, kind", [(28, Kind.PLAIN), (0, Kind.PLAIN), (-1, Kind.LATE)])
def test_an_adopted_plan_has_one_and_it_is_late_from_the_day_after(
    world: PlanHouse, days: int, kind: Kind
) -> None:
    change_plan(world, evaluation_on=TODAY + timedelta(days))
    adopt(world)
    found = clock(world)
    assert found is not None
    assert found.kind is kind
    said = [reason.full for reason in head(world).attention if reason.full.startswith("Evaluatie")]
    assert said == (["Evaluatie van het plan 1 dag te laat (was wo 11 mrt)"] if days < 0 else [])


def test_it_is_of_the_newest_adopted_version(world: PlanHouse) -> None:
    change_plan(world, evaluation_on=TODAY - timedelta(3))
    adopt(world)
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    found = clock(world)
    assert found is not None
    assert found.kind is Kind.LATE, "a next version that is in concept changes nothing yet"
    world.desk.change(lambda s: versions.adopt(s, second, [world.om], TODAY), versions.ADOPT)
    assert clock(world) == ClockRow(LABEL, "geen datum")


def test_it_stands_beside_its_sisters(opened: Callable[[Fill], Opened]) -> None:
    def late(world: PlanHouse) -> None:
        change_plan(world, evaluation_on=TODAY - timedelta(1))
        adopt(world)

    shown = opened(late)
    shown.go("dossier", shown.world.case_id)
    assert LABEL in shown.words()
    tags = [tag.text for tag in shown.window.findChildren(TagLabel) if tag.isVisible()]
    assert "11 mrt 2026" in tags
    assert any(
        words.text().startswith("Evaluatie van het plan") for words in shown.window.findChildren(QLabel)
    )
