"""The wall when there is more than fits on it, and on the chair's own and only screen."""

from functools import partial

from sqlalchemy import select

from zvhdesk.domain.terms import Step
from zvhdesk.models.cases import Action
from zvhdesk.tour import driver
from zvhdesk.tour.chapters import meeting, table
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_AGREED = (
    "vraagt de huisarts om de medicatielijst en legt die vóór de volgende tafel naast het crisisplan",
    "gaat met de verhuurder na of de woning tot en met januari kan worden behouden, met of zonder toezicht",
    "belt de zus en vraagt of zij de post aanneemt zolang de brievenbus niet wordt geleegd",
    "legt een melding in het systeem vast met de afspraak wie er 's nachts wordt gebeld",
    "maakt een voorstel voor dagbesteding dat past bij wat er in de ochtend wel lukt",
)


def play(stage: Stage) -> Steps:
    """Five actions of two lines each, leafing through them, and the same on a single screen."""
    yield from stage.open()
    yield from table.prepare_todays(stage)
    yield from table.everyone_comes(stage)
    yield from table.begin(stage)
    yield from meeting.room_screen(stage)
    yield from _agree(stage)
    yield from _leaf(stage)
    yield from _single(stage)


def _agree(stage: Stage) -> Steps:
    driver.press(driver.Key.Key_PageDown, driver.CTRL)
    yield Until("de eerste casus komt", lambda: meeting.item(stage).case_id is not None)
    yield stage.settled()
    yield from meeting.step_by_click(stage, "Afspraken", Step.AGREEMENTS)
    driver.press(driver.Key.Key_F8)
    yield Until("de casus komt op het zaalscherm", lambda: meeting.console(stage).room.wall is not None)
    driver.press(driver.Key.Key_F2)
    for at, text in enumerate(_AGREED, 1):
        driver.write("@politie")
        yield stage.settled()
        driver.press(driver.Key.Key_Return)
        driver.write(f" {text} over 3 weken")
        driver.press(driver.Key.Key_Return)
        yield Until("de actie is vastgelegd", partial(_has_agreed, stage, at))
        yield stage.settled()
    yield Until("alles staat op het zaalscherm", lambda: len(_walled(stage)) >= len(_AGREED))
    yield stage.settled()


def _has_agreed(stage: Stage, count: int) -> bool:
    with stage.database() as session:
        return len(session.scalars(select(Action.id).where(Action.text.in_(_AGREED))).all()) == count


def _walled(stage: Stage) -> tuple[object, ...]:
    wall = meeting.console(stage).room.wall
    return () if wall is None else wall.actions


def _leaf(stage: Stage) -> Steps:
    leaf = meeting.console(stage).room.leaf
    stage.check("wat niet past staat op een volgend blad, niet kleiner", held=leaf.pages > 1)
    stage.check("het blad met het nieuwste hangt er", held=leaf.page == leaf.pages - 1)
    meeting.keep_wall(stage, "zaalscherm-laatste-blad")
    driver.press(driver.Key.Key_PageUp, driver.ALT)
    yield Until("er wordt teruggebladerd", lambda: meeting.console(stage).room.leaf.page == leaf.pages - 2)
    yield stage.settled()
    meeting.keep_wall(stage, "zaalscherm-vorig-blad")
    stage.picture("console-bladeren")


def _single(stage: Stage) -> Steps:
    driver.click("console.screen.open")
    yield stage.seen("room.as_single")
    driver.click("room.as_single")
    yield stage.settled()
    driver.press(driver.Key.Key_F8)
    yield Until("de casus staat op het ene scherm", lambda: meeting.console(stage).room.wall is not None)
    yield stage.settled()
    room = driver.widget("room.window")
    stage.check(
        "de invoerregel staat op het ene scherm", held=room.isAncestorOf(driver.widget("capture.line"))
    )
    stage.report.picture("zaalscherm-een-scherm", room.grab())
    driver.press(driver.Key.Key_F9)
    yield stage.settled()
    stage.check("F9 dekt ook daar af", held=meeting.console(stage).room.wall is None)
    driver.press(driver.Key.Key_Escape)
    yield stage.settled()
