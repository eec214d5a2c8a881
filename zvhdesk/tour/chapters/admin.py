"""Beheer: a setting of the house, the lists, a copy made at once, new recovery sheets, another passphrase."""

import shutil
import zipfile
from collections.abc import Generator
from pathlib import Path

from sqlalchemy import select

from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.models.house import House
from zvhdesk.models.local import AccessEvent, DeviceSetting
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.setup import rows_of
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_MINUTES = "admin.house.auto_lock_minutes"
_WRONG = "dit is een heel andere zin"
_NEW = "negen molens malen langzaam in de mist"


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
    yield from _sheets(stage)
    yield from _passphrase(stage)


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


def _sheets(stage: Stage) -> Steps:
    house, before = stage.world.house, vault.sheets_mark(stage.world.house)
    driver.click_tab("admin.tabs.bar", "Toegang")
    yield stage.settled()
    stage.check("Toegang zegt welke herstelbladen gelden", held=driver.reads(f"kenmerk {before}"))
    stage.picture("beheer-toegang")
    driver.fill("admin.access.passphrase", _WRONG)
    driver.click("admin.access.make")
    yield Until("een andere zin wordt geweigerd", lambda: _told("admin.access.passphrase.field.error"))
    yield stage.settled()
    none = driver.shown("admin.access.print1") is None
    stage.check("zonder de wachtwoordzin komen er geen bladen", held=none)
    driver.fill("admin.access.passphrase", stage.world.passphrase)
    driver.press(driver.Key.Key_Return)
    yield stage.seen("admin.access.print1")
    stage.check("eerst moeten beide bladen uit zijn", held=not driver.is_ready("admin.access.use"))
    typed = yield from _hand_over(stage)
    stage.check("tot dan gelden de oude bladen", held=vault.sheets_mark(house) == before)
    stage.picture("beheer-toegang-uitreiken")
    driver.click("admin.access.use")
    yield Until("de nieuwe bladen gelden", lambda: vault.sheets_mark(house) != before)
    yield stage.settled()
    mark = vault.sheets_mark(house)
    stage.check("het scherm noemt het nieuwe kenmerk", held=driver.reads(f"kenmerk {mark}"))
    stage.picture("beheer-toegang-gewijzigd")
    stage.check("de nieuwe bladen openen het huis", held=_recovered(stage, *typed) == stage.world.key)
    with stage.database() as session:
        acts = session.scalars(select(AccessEvent.action)).all()
    stage.check("het vernieuwen is verantwoord", held={"sheets.make", "sheets.renew"} <= set(acts))


def _told(name: str) -> bool:
    return bool(driver.texts(name)[0])


def _hand_over(stage: Stage) -> Generator[Until, None, tuple[str, str]]:
    typed = []
    for number in (1, 2):
        where = stage.world.room / f"nieuw-{number}.pdf"
        driver.click(f"admin.access.save{number}")
        yield from stage.answer_file_dialog(where)
        yield stage.seen(f"admin.access.handed{number}")
        driver.click(f"admin.access.handed{number}")
        typed.append("\n".join(rows_of(stage.saved_pdf(where, f"nieuw-herstelblad-{number}"))))
    yield stage.settled()
    return typed[0], typed[1]


def _recovered(stage: Stage, first: str, second: str) -> bytes:
    """What the typed sheets open, tried on a copy: opening by sheets gives a house another passphrase."""
    copy = stage.world.room / "elders"
    copy.mkdir()
    shutil.copy(stage.world.house / VAULT_NAME, copy)
    return vault.recover(copy, first, second, _NEW, None)


def _passphrase(stage: Stage) -> Steps:
    world = stage.world
    before = (world.house / VAULT_NAME).read_bytes()
    for name, text in (
        ("current", world.passphrase),
        ("new_passphrase", _NEW),
        ("new_passphrase_again", "x"),
    ):
        driver.fill(f"admin.access.{name}", text)
    driver.click("admin.access.change")
    yield stage.settled()
    (why,) = driver.texts("admin.access.new_passphrase_again.field.error")
    kept = driver.held("admin.access.new_passphrase") == _NEW
    stage.check("twee verschillende zinnen worden geweigerd, en blijven staan", held=bool(why) and kept)
    driver.fill("admin.access.new_passphrase_again", _NEW)
    driver.press(driver.Key.Key_Return)
    yield Until("de zin is gewijzigd", lambda: (world.house / VAULT_NAME).read_bytes() != before)
    yield stage.settled()
    stage.picture("beheer-wachtwoordzin")
    stage.check("de oude wachtwoordzin opent het huis niet meer", held=not _opens(stage, world.passphrase))
    stage.check("het geheim in de sleutelbos telt nog mee", held=vault.needs_keyring(world.house))
    yield from stage.close()
    yield from stage.start()
    yield from stage.unlock(_NEW)
    stage.check("de nieuwe wachtwoordzin opent het huis", held=stage.page == "board")


def _opens(stage: Stage, passphrase: str) -> bool:
    try:
        return vault.unlock(stage.world.house, passphrase, stage.world.keyring) == stage.world.key
    except StoreRefused:
        return False
