"""Beheer: a setting of the house, the lists, and the folder for the daily copies with one made at once."""

import zipfile
from pathlib import Path

from sqlalchemy import select

from zvhdesk.models.house import House
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_MINUTES = "admin.house.auto_lock_minutes"


def play(stage: Stage) -> Steps:
    """Look at every section, change one thing, make a copy."""
    yield from stage.open()
    driver.press(driver.Key.Key_5, driver.ALT)
    yield Until("Beheer komt", lambda: stage.page == "admin")
    yield stage.seen(_MINUTES)
    yield stage.settled()
    stage.picture("beheer-huis")
    yield from _minutes(stage)
    for words in ("Mensen", "Partners", "Casustafels", "Register overnemen"):
        driver.click_tab("admin.tabs.bar", words)
        yield stage.settled()
        stage.picture(f"beheer-{words.split()[0].lower()}")
    yield from _copy(stage)


def _minutes(stage: Stage) -> Steps:
    before = _lock_minutes(stage)
    driver.fill(_MINUTES, "40")
    driver.press(driver.Key.Key_Return)
    yield stage.settled()
    (why,) = driver.texts(f"{_MINUTES}.error")
    stage.check("veertig minuten tot vergrendelen wordt geweigerd", held=bool(why))
    stage.check("een geweigerde instelling verandert niets", held=_lock_minutes(stage) == before)
    driver.fill(_MINUTES, "5")
    driver.press(driver.Key.Key_Return)
    yield stage.settled()
    stage.check("vijf minuten ligt vast in de database", held=_lock_minutes(stage) == 5)
    stage.check("de balk zegt het ook", held=driver.reads("Vergrendelt na 5 min"))


def _lock_minutes(stage: Stage) -> int:
    with stage.database() as session:
        return session.scalars(select(House.auto_lock_minutes)).one()


def _copy(stage: Stage) -> Steps:
    folder = stage.world.room / "kopieën"
    folder.mkdir()
    driver.click_tab("admin.tabs.bar", "Reservekopie")
    yield stage.settled()
    driver.click("admin.backup.choose")
    yield from stage.answer_file_dialog(folder)
    yield stage.settled()
    with stage.database() as session:
        chosen = session.get(DeviceSetting, BACKUP_FOLDER)
    stage.check(
        "de map voor reservekopieën ligt vast", held=chosen is not None and Path(chosen.value) == folder
    )
    driver.click("admin.backup.now")
    yield Until("de reservekopie komt", lambda: any(folder.glob("*.zip")))
    yield stage.settled()
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as archive:
        stage.check("de reservekopie heeft de database", held=DATABASE in archive.namelist())
    stage.picture("beheer-reservekopie")
