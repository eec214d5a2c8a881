"""What was typed in a version that another desk had adopted already, on the card of the plan."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from tests.elsewhere import heard
from tests.pictures import keep
from tests.plans.conftest import Fill, Opened
from tests.plans.world import PlanHouse, adopt, change_plan
from zvhdesk.models.plans import Plan

Open = Callable[[Fill], Opened]


def adopted(world: PlanHouse) -> None:
    change_plan(world, crisis="Bel de wijkagent.")
    adopt(world)


def opened_at_plan(opened: Open, fill: Fill) -> Opened:
    made = opened(fill)
    made.go("dossier", (made.world.case_id, "plan"))
    return made


def test_it_stands_with_the_plan_and_the_next_version_takes_it_along(opened: Open) -> None:
    shown = opened_at_plan(opened, adopted)
    assert not shown.find(QWidget, "plan.left_out").isVisible()
    cell = ("plan", shown.world.concept, "crisis")
    shown.asked(lambda desk: heard(desk, cell, "Bel eerst de zus.", seen=False))
    shown.settle()
    part = shown.find(QWidget, "plan.left_out")
    assert part.isVisible()
    assert shown.find(QLabel, "plan.left_out.0").text() == "Afspraken bij escalatie: Bel eerst de zus."
    said = shown.words(part)
    assert "in versie 1, die elders al was vastgesteld" in said
    assert "Een nieuwe versie neemt het mee." in said
    shown.window.resize(1366, 768)
    keep(shown.window, "dossier-plan-buiten")
    shown.press("plan.begin")
    shown.settle()
    assert not part.isVisible()
    begun = max(shown.rows(Plan), key=lambda row: row.version)
    assert begun.crisis == "Bel de wijkagent.\nBel eerst de zus."
