"""The leak test's Acties and Plannen: an action looked for, a plan adopted, its copies made and looked at."""

from datetime import timedelta

from sqlalchemy import select

from tests.leak.at_the_table import Snap
from tests.leak.canaries import TYPED, canaries
from zvhdesk.domain.terms import DisclosureKind, PlanState
from zvhdesk.models.plans import Disclosure, Plan
from zvhdesk.services.clock import system_clock
from zvhdesk.services.words import table_day
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_NUMBER = canaries()["case_.number"]


def visit(stage: Stage, snap: Snap) -> Steps:
    """All of it; `snap` keeps what stands on disk at that moment."""
    yield from _actions(stage, snap)
    yield from _plan(stage)
    yield from _copies(stage, snap)


def _actions(stage: Stage, snap: Snap) -> Steps:
    driver.click("rail.actions")
    yield Until("de acties komen", lambda: stage.page == "actions")
    yield stage.settled()
    driver.click("chip.open")
    yield stage.settled()
    index = driver.row_saying("actions.list", TYPED["typed.action"])
    driver.click_row("actions.list", index)
    driver.press(driver.Key.Key_Return)
    yield stage.seen("actions.reason")
    yield stage.settled()
    driver.fill("actions.reason", TYPED["typed.reason"])
    yield stage.settled()
    driver.fill("actions.search", TYPED["typed.search"])
    yield stage.settled()
    snap()
    driver.fill("actions.search", "")
    yield stage.settled()


def _plan(stage: Stage) -> Steps:
    """From Plannen en brieven to the dossier; there lid 1 adopts the concept."""
    driver.click("rail.plans")
    yield Until("de plannen komen", lambda: stage.page == "plans")
    yield stage.settled()
    driver.click_row("plans.cases", driver.row("plans.cases", lambda index: _NUMBER in str(index.data())))
    driver.click("plans.dossier")
    yield Until("het dossier komt", lambda: stage.page == "dossier")
    yield stage.settled()
    driver.fill("plan.crisis", TYPED["typed.crisis"])
    driver.press(driver.Key.Key_Tab)
    yield stage.settled()
    driver.click("plan.adopt")
    yield stage.seen("adoption.record")
    driver.click("adoption.partner.0")
    driver.fill("adoption.day", table_day(system_clock().date()))
    driver.fill("adoption.evaluation", table_day(system_clock().date() + timedelta(weeks=12)))
    driver.click("adoption.record")
    yield Until("het plan is vastgesteld", lambda: _adopted(stage))
    yield stage.settled()


def _adopted(stage: Stage) -> bool:
    with stage.database() as session:
        content = session.scalar(select(Plan.content).where(Plan.state == PlanState.ADOPTED))
        return TYPED["typed.crisis"] in (content or "")


def _copies(stage: Stage, snap: Snap) -> Steps:
    driver.click("rail.plans")
    yield Until("de plannen komen", lambda: stage.page == "plans")
    yield stage.settled()
    driver.click("plans.copies")
    yield Until("de ontvangers komen", lambda: driver.is_active("copies"))
    yield stage.settled()
    driver.click("copies.start")
    yield Until("de exemplaren zijn er", lambda: driver.is_ready("copies.look.0"))
    yield stage.settled()
    stage.check("een exemplaar is verstrekt", held=_given(stage) == 2)
    driver.click("copies.look.0")
    yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
    yield stage.settled()
    snap()
    driver.click("preview.close")
    yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
    driver.click("copies.close")
    yield Until("het venster is weg", lambda: driver.shown("copies") is None)
    stage.window.activateWindow()
    yield stage.settled()


def _given(stage: Stage) -> int:
    with stage.database() as session:
        return len(session.scalars(select(Disclosure).where(Disclosure.kind == DisclosureKind.COPY)).all())
