"""What a desk says of its server when that is not as ever: parts of the chapter of two desks.

A desk that heard nothing for a month, a goal that one desk deletes while the other edits it, and a server
that was lost, to which the first desk brings the house back.
"""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import select

from zvhdesk.domain.lease import LOCK_AFTER_DAYS
from zvhdesk.domain.terms import Phase
from zvhdesk.line import Line
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services.clock import system_clock
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.dossier import open_from_board
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until

_EDITED = "Iedere week een vast gesprek met de woonbegeleider"


def come_in_after_a_month(stage: Stage) -> Steps:
    """Nothing of the house is shown until the server was heard: one button, and it opens."""
    went_by = timedelta(days=LOCK_AFTER_DAYS + 1) // timedelta(milliseconds=1)
    kept = f"{went_by} {int(system_clock().timestamp() * 1000)}"
    with stage.database() as session:
        session.merge(DeviceSetting(key="lease", value=kept))
        session.commit()
    yield from stage.start()
    stage.type_passphrase()
    yield stage.seen("lease.connect")
    stage.fill_screen()
    yield stage.settled()
    stage.check("na een maand zonder server staat er niets van het huis", held=stage.page == "")
    stage.picture("op-slot")
    driver.click("lease.connect")
    yield from stage.opened()


def a_goal(stage: Stage) -> tuple[str, str]:
    """A goal of a case at the table, and the number of that case."""
    with stage.database() as session:
        found = session.execute(
            select(Goal.id, Case.number)
            .join(Case, Case.id == Goal.case_id)
            .where(Case.phase == Phase.AT_TABLE, ~Goal.deleted, ~Case.shielded)
            .order_by(Case.number.desc(), Goal.position)
        ).first()
    if found is None:
        raise StuckError("het voorbeeld heeft geen casus met een doel")
    return found.id, found.number


def delete_and_edit(first: Stage, second: Stage, goal: str) -> Steps:
    """At one desk the goal is taken back, at the other it is edited; neither knows of the other."""
    _record(first, lambda session: setattr(session.get_one(Goal, goal), "deleted", True), "undo")
    _record(second, lambda session: setattr(session.get_one(Goal, goal), "text", _EDITED), "case.edit")
    for one in (first, second):
        yield one.settled()


def look_at_what_went(stage: Stage, number: str) -> Steps:
    """In the dossier a card says what went, and what was written in it meanwhile."""
    yield from stage.forward()
    driver.click("console.leave")
    yield Until("de casustafels komen", lambda: stage.page == "tables")
    driver.click("rail.board")
    yield Until("het bord komt", lambda: stage.page == "board")
    yield stage.settled()
    yield from open_from_board(stage, Phase.AT_TABLE, number)
    driver.click_tab("dossier.tabs.bar", "Plan en acties")
    yield stage.settled()
    stage.picture("dossier-verwijderd-en-bewerkt")
    stage.check("wat in een verwijderd doel werd geschreven staat er", held=_says(stage, _EDITED))


def bring_the_house_back(stage: Stage) -> Steps:
    """The server is lost, backups too, and another one stands there, empty: the desk brings all of it."""
    server = stage.world.server
    if server is None:
        raise StuckError("er is geen server")
    server.stop()
    server.clear()
    server.start()
    code = server.new_code()
    driver.click("rail.admin")
    yield stage.settled()
    driver.click_tab("admin.tabs.bar", "Server en apparaten")
    yield stage.seen("devices.move")
    driver.click("devices.move")
    yield stage.seen("move.address")
    driver.fill("move.address", server.address)
    stage.picture("server-adres")
    driver.click("move.next")
    yield stage.seen("move.code")
    driver.fill("move.code", code)
    yield stage.settled()
    stage.picture("server-huis-terugzetten")
    driver.click("move.next")
    yield Until("het huis staat er weer", lambda: driver.shown("move.end") is not None)
    yield stage.settled()
    stage.picture("server-huis-teruggezet")
    driver.click("move.next")
    yield stage.settled()
    driver.click("rail.server")
    yield Until("de server wordt hersteld", lambda: _restores(stage))
    yield stage.settled()
    stage.picture("samenwerken-herstel")
    stage.check(
        "Samenwerken zegt dat de server wordt hersteld", held=_says(stage, "De server wordt hersteld")
    )


def line_of(stage: Stage) -> Line:
    """The line of an open house to its server."""
    if stage.app is None or stage.app.workbench is None:
        raise StuckError("het huis is niet open")
    return stage.app.workbench.line


def _restores(stage: Stage) -> bool:
    standing = line_of(stage).standing
    return standing.restore is not None and standing.trouble is None


def _record(stage: Stage, act: Callable[[CaptureSession], object], intent: str) -> None:
    if stage.app is None:
        raise StuckError("het programma loopt niet")
    stage.app.tasks.ask(lambda desk: desk.change(act, intent), lambda _none: None)


def _says(stage: Stage, words: str) -> bool:
    labels: list[QLabel] = stage.window.findChildren(QLabel)
    return any(words in one.text() for one in labels if QWidget.isVisible(one))
