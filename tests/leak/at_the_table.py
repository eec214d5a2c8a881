"""The meeting of the leak test: prepared, held with a case on the wall, closed; and its besluitenlijst."""

from collections.abc import Callable

from sqlalchemy import select

from tests.leak.canaries import TYPED, canaries
from zvhdesk.domain.terms import MeetingState, Step
from zvhdesk.models.cases import Action
from zvhdesk.models.meetings import AgendaItem, Meeting, NoteParagraph
from zvhdesk.models.plans import Decision
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.room.window import RoomWindow
from zvhdesk.ui.shell import MainWindow

Snap = Callable[[], None]
Key = driver.Key


def visit(stage: Stage, snap: Snap) -> Steps:
    """All of it; `snap` keeps what stands on disk at that moment."""
    yield from _prepare(stage, snap)
    driver.click("tables.start")
    yield Until("de bijeenkomst begint", lambda: stage.page == "console")
    yield stage.settled()
    yield from _room_screen(stage, snap)
    yield from _typing(stage, snap)
    yield from _door(stage, snap)
    yield from _close(stage, snap)


def _prepare(stage: Stage, snap: Snap) -> Steps:
    driver.click("rail.tables")
    yield Until("de casustafels komen", lambda: stage.page == "tables")
    yield stage.settled()
    driver.click("tables.now.1.prepare")
    yield stage.seen("tables.agenda")
    yield stage.settled()
    driver.fill("tables.item.1.title", TYPED["typed.title"])
    driver.press(Key.Key_Return)
    yield stage.settled()
    driver.click("tables.guest.open")
    yield stage.settled()
    driver.fill("tables.guest.organisation", TYPED["typed.guest"])
    yield stage.settled()
    snap()


def _console(stage: Stage) -> ConsolePage:
    window = stage.window
    page = window.page if isinstance(window, MainWindow) else None
    if not isinstance(page, ConsolePage):
        raise StuckError("de console is niet in beeld")
    return page


def _room_screen(stage: Stage, snap: Snap) -> Steps:
    """In a window, and the case on it."""
    driver.click("console.screen.open")
    yield stage.seen("room.as_window")
    driver.click("room.as_window")
    yield Until("het zaalscherm komt", lambda: driver.shown("room.window") is not None)
    # A window manager never gives the room's window the keyboard; drawing in memory it may come there.
    stage.window.activateWindow()
    yield stage.settled()
    driver.click("console.screen.close")
    yield stage.settled()
    driver.press(Key.Key_F8)
    yield Until(
        "de casus hangt in de zaal", lambda: driver.of_kind(RoomWindow, "room.window").wall is not None
    )
    yield stage.settled()
    snap()


def _typing(stage: Stage, snap: Snap) -> Steps:
    driver.fill("console.own", TYPED["typed.own"])
    yield stage.settled()
    for step in (Step.ROUND, Step.JUDGEMENT):
        driver.press(Key.Key_Right, driver.ALT)
        yield Until(f"de stap {step} komt", lambda step=step: _step(stage) is step)  # type: ignore[misc]
        yield stage.settled()
    driver.fill(f"console.note.new.{Step.JUDGEMENT}", TYPED["typed.note"])
    driver.press(Key.Key_Return)
    yield Until("de notitie is er", lambda: _stands(stage, NoteParagraph, "typed.note"))
    yield from _action(stage)
    driver.press(Key.Key_B, driver.CTRL)
    driver.write(TYPED["typed.decision"])
    driver.press(Key.Key_Return)
    yield Until("het besluit is er", lambda: _stands(stage, Decision, "typed.decision"))
    yield stage.settled()
    driver.press(Key.Key_F2)
    driver.write(TYPED["typed.line"])
    yield stage.settled()
    snap()


def _action(stage: Stage) -> Steps:
    """Recorded, and after its two seconds in the room."""
    driver.press(Key.Key_F2)
    driver.write(f"@{canaries()['partner.name']}")
    yield stage.settled()
    driver.press(Key.Key_Return)
    driver.write(f" {TYPED['typed.action']} over 2 weken")
    driver.press(Key.Key_Return)
    yield Until("de actie is er", lambda: _stands(stage, Action, "typed.action"))
    yield Until("de actie hangt in de zaal", lambda: TYPED["typed.action"] in _on_wall(stage))
    yield stage.settled()


def _on_wall(stage: Stage) -> list[str]:
    wall = _console(stage).room.wall
    return [] if wall is None else [action.text for action in wall.actions]


def _step(stage: Stage) -> Step:
    with stage.database() as session:
        return session.get_one(AgendaItem, "item").step


def _stands(stage: Stage, cls: type[Action | Decision | NoteParagraph], typed: str) -> bool:
    with stage.database() as session:
        return session.scalar(select(cls.id).where(cls.text.contains(TYPED[typed]))) is not None


def _door(stage: Stage, snap: Snap) -> Steps:
    """What was typed of a guest while preparing stands at the door, and is still not recorded."""
    driver.press(Key.Key_F7)
    yield stage.seen("console.guest.name")
    yield stage.settled()
    stage.check(
        "de gast staat er nog", held=driver.held("console.guest.organisation") == TYPED["typed.guest"]
    )
    snap()
    driver.press(Key.Key_Escape)
    yield stage.settled()


def _close(stage: Stage, snap: Snap) -> Steps:
    driver.click("console.close")
    yield stage.seen("console.closing.ok")
    yield stage.settled()
    driver.click("console.closing.ok")
    yield Until("de bijeenkomst is gesloten", lambda: stage.page == "tables" and _closed(stage))
    yield stage.settled()
    if driver.shown("preview") is None:
        driver.click("tables.paper")
    yield Until("de besluitenlijst komt", lambda: driver.is_active("preview"))
    yield stage.settled()
    snap()
    driver.click("preview.close")
    yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
    stage.window.activateWindow()
    yield stage.settled()


def _closed(stage: Stage) -> bool:
    with stage.database() as session:
        return session.get_one(Meeting, "meeting").state is MeetingState.CLOSED
