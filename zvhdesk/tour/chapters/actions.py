"""Acties: the late ones first, grouped, found, and one of them settled with its reason."""

from sqlalchemy import func, select

from zvhdesk.domain.terms import STILL_OPEN, ActionStatus
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.clock import system_clock
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_REASON = "Betrokkene zit vast; de PI neemt dit over."
_LIST = "actions.list"


def play(stage: Stage) -> Steps:
    """Look, group, find, be refused, settle, take back."""
    yield from stage.open()
    driver.click("rail.actions")
    yield Until("de acties komen", lambda: stage.page == "actions")
    yield stage.settled()
    stage.picture("acties")
    late = _late(stage)
    said = driver.texts("topbar.sub")[0]
    stage.check("het aantal te laat is geteld", held=f"{late} te laat" in said)
    for chip, name in (("case", "acties-per-casus"), ("term", "acties-per-termijn")):
        driver.click(f"chip.{chip}")
        yield stage.settled()
        stage.picture(name)
    yield from _find(stage)
    yield from _settle(stage)


def _late(stage: Stage) -> int:
    with stage.database() as session:
        wanted = (
            select(func.count())
            .select_from(Action)
            .join(Case, Case.id == Action.case_id)
            .where(Action.status.in_(STILL_OPEN), Action.due_on < system_clock().date(), ~Action.deleted)
            .where(~Case.shielded, ~Case.deleted)
        )
        return session.scalar(wanted) or 0


def _find(stage: Stage) -> Steps:
    driver.press(driver.Key.Key_F, driver.CTRL)
    driver.write("zorgmacht")
    yield Until("er is gezocht", lambda: all("Zorgmacht" in row for row in _rows()) and bool(_rows()))
    yield stage.settled()
    stage.check("zoeken laat alleen wat past", held=all("Zorgmacht" in row for row in _rows()))
    driver.fill("actions.search", "")
    driver.click("chip.partner")
    yield Until("alles is weer terug", lambda: len(_rows()) > 4)
    yield stage.settled()


def _rows() -> list[str]:
    """What a screen reader says of the actions, without the headings of their groups."""
    return [said for said in driver.spoken(_LIST) if "20" in said and "-0" in said]


def _settle(stage: Stage) -> Steps:
    index = driver.row_saying(_LIST, _rows()[0])
    driver.click_row(_LIST, index)
    driver.press(driver.Key.Key_Return)
    yield stage.seen("actions.status")
    yield stage.settled()
    before = _changes(stage)
    driver.choose("actions.status", "kan niet meer")
    driver.click("actions.record")
    yield Until("er staat wat er mist", lambda: bool(driver.texts("actions.reason.error")[0]))
    yield stage.settled()
    stage.check("zonder reden wordt een actie niet afgesloten", held=_changes(stage) == before)
    stage.picture("acties-geweigerd")
    driver.click("actions.reason")
    driver.write(_REASON)
    driver.click("actions.record")
    yield Until("de status is vastgelegd", lambda: _changes(stage) == before + 1)
    yield stage.settled()
    with stage.database() as session:
        found = session.scalars(select(Action).where(Action.status == ActionStatus.NOT_POSSIBLE)).all()
        reason = session.scalars(
            select(ChangeSet.reason).where(ChangeSet.intent == "action.status").order_by(ChangeSet.rev.desc())
        ).first()
    stage.check("de actie kan niet meer", held=bool(found))
    stage.check("de reden staat in de geschiedenis", held=reason == _REASON)
    stage.picture("acties-vastgelegd")


def _changes(stage: Stage) -> int:
    with stage.database() as session:
        return session.scalar(select(func.count()).select_from(ChangeSet)) or 0
