"""The lock: a wrong passphrase, the daily copy, Ctrl+L that ends the run, and coming back to it all."""

import zipfile
from pathlib import Path

from sqlalchemy import func, select

from zvhdesk.domain.terms import Phase
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.board import list_of
from zvhdesk.tour.chapters.dossier import open_from_board
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until
from zvhdesk.tour.world import World, Worlds

_WRONG = "dit is een heel andere zin"
_PLAIN_HEADER = b"SQLite format 3\0"


def world(worlds: Worlds, chapter: str) -> World:
    """A house whose daily copies go to a folder beside it."""
    made = worlds.furnished(chapter)
    _copies(made).mkdir()
    desk = Desk.open(made.house, made.key, system_clock)
    desk.set_setting(BACKUP_FOLDER, str(_copies(made)))
    desk.close()
    return made


def play(stage: Stage) -> Steps:
    """Stay out, come in, lock, and come in again."""
    before = _counted(stage)
    yield from stage.start()
    yield from _stay_out(stage)
    yield from stage.unlock()
    stage.check("de goede wachtwoordzin opent het huis", held=stage.page == "board")
    yield from _copy(stage)
    yield from _lock(stage)
    yield from _come_back(stage)
    stage.check("na het ontgrendelen is alles er nog", held=_counted(stage) == before)


def _copies(made: World) -> Path:
    return made.room / "kopieën"


def _counted(stage: Stage) -> tuple[int, int]:
    with stage.database() as session:
        cases = session.scalar(select(func.count()).select_from(Case)) or 0
        changes = session.scalar(select(func.count()).select_from(ChangeSet)) or 0
    return cases, changes


def _stay_out(stage: Stage) -> Steps:
    stage.picture("vergrendeld")
    driver.click("unlock.passphrase")
    driver.write(_WRONG)
    driver.click("unlock.open")
    yield Until("het huis weigert", lambda: bool(driver.texts("unlock.message")[0]))
    yield stage.settled()
    inside = stage.app is None or stage.app.workbench is not None
    stage.check("een verkeerde wachtwoordzin opent het huis niet", held=not inside)
    stage.check("wat getypt was staat er nog", held=driver.held("unlock.passphrase") == _WRONG)
    stage.picture("verkeerde-wachtwoordzin")
    driver.click("unlock.forgot")
    yield stage.seen("forgotten.sheets")
    stage.picture("wachtwoordzin-vergeten")
    driver.click("forgotten.sheets")
    yield stage.seen("recovery.open")
    driver.click("recovery.open")
    yield stage.settled()
    (why,) = driver.texts("recovery.sheet1.error")
    stage.check("zonder herstelbladen opent het huis ook niet", held=bool(why))
    stage.picture("herstelbladen-typen")
    driver.click("recovery.back")
    yield stage.seen("unlock.open")


def _copy(stage: Stage) -> Steps:
    yield Until("de reservekopie van vandaag komt", lambda: any(_copies(stage.world).glob("*.zip")))
    yield stage.settled()
    with zipfile.ZipFile(next(_copies(stage.world).glob("*.zip"))) as archive:
        whole = {DATABASE, VAULT_NAME} <= set(archive.namelist())
        plain = archive.read(DATABASE).startswith(_PLAIN_HEADER)
    stage.check("de reservekopie heeft de database en de kluis", held=whole)
    stage.check("de reservekopie is versleuteld", held=not plain)


def _lock(stage: Stage) -> Steps:
    cards = driver.spoken(list_of(Phase.AT_TABLE))
    number = next(said.split(",")[0] for said in cards if "bewaartermijn" not in said)
    yield from open_from_board(stage, Phase.AT_TABLE, number)
    driver.click("dossier.print")
    yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
    yield stage.settled()
    driver.press(driver.Key.Key_L, driver.CTRL)
    yield Until("het programma eindigt", lambda: stage.ended is not None)
    stage.check("Ctrl+L haalt alle vensters weg, ook het papier", held=not driver.windows())
    stage.check("het programma eindigt zonder fout", held=stage.ended == 0)
    yield Until("er is opnieuw gestart", lambda: _restart_words(stage) != [])
    option, at = (*_restart_words(stage), "", "")[:2]
    stage.check("het start vergrendeld opnieuw, met de tijd", held=option == "--locked" and ":" in at)
    plain = (stage.world.house / DATABASE).read_bytes().startswith(_PLAIN_HEADER)
    stage.check("het vergrendelde huis is versleuteld", held=not plain)
    yield from stage.close()


def _restart_words(stage: Stage) -> list[str]:
    noted = stage.restarted
    return noted.read_text("utf-8").split() if noted.exists() else []


def _come_back(stage: Stage) -> Steps:
    at = _restart_words(stage)[-1]
    yield from stage.start(locked_at=at)
    (house,) = driver.texts("unlock.house")
    stage.check("het slot zegt sinds wanneer", held=f"vergrendeld om {at}" in house)
    stage.picture("vergrendeld-sinds")
    yield from stage.unlock()
    stage.picture("weer-open")
