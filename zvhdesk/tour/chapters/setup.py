"""The first start: from an empty folder, through six steps, to an empty board; then again by passphrase."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from zvhdesk.models.house import CaseTable, House, Member, Municipality
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services import house_keys
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock import sheets, vault
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.tour import driver
from zvhdesk.tour.reading import Paper
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_HOUSE = "Zorg- en Veiligheidshuis Twente"
_PERSON = "Zoë van den Berg"
_WEAK = "welkom01"


def play(stage: Stage) -> Steps:
    """Set up a house and come back to it."""
    yield from stage.start()
    yield from _house(stage)
    yield from _person(stage)
    yield from _passphrase(stage)
    yield from _sheets(stage)
    yield from _backup(stage)
    yield from _begin(stage)
    yield from _come_back(stage)


def _next() -> None:
    driver.click("setup.next")


def _house(stage: Stage) -> Steps:
    driver.click("setup.region.twente")
    driver.fill("setup.house_name", _HOUSE)
    yield stage.settled()
    stage.picture("inrichten-huis")
    _next()
    yield stage.seen("setup.user_name")


def _person(stage: Stage) -> Steps:
    driver.fill("setup.user_name", _PERSON)
    yield stage.settled()
    stage.picture("inrichten-u")
    _next()
    yield stage.seen("setup.passphrase")


def _passphrase(stage: Stage) -> Steps:
    driver.fill("setup.passphrase", _WEAK)
    driver.fill("setup.passphrase_again", _WEAK)
    _next()
    yield stage.settled()
    (why,) = driver.texts("setup.passphrase.field.error")
    stage.check("een zwakke wachtwoordzin wordt geweigerd met een zin ernaast", held=bool(why))
    nothing = not (stage.world.house / VAULT_NAME).exists()
    stage.check("bij een geweigerde wachtwoordzin wordt niets weggeschreven", held=nothing)
    kept = {driver.held("setup.passphrase"), driver.held("setup.passphrase_again")} == {_WEAK}
    stage.check("wat getypt was staat er nog", held=kept)
    stage.picture("inrichten-zwakke-zin")
    driver.fill("setup.passphrase", stage.world.passphrase)
    driver.fill("setup.passphrase_again", stage.world.passphrase)
    _next()
    yield stage.seen("setup.save1")
    made = (stage.world.house / VAULT_NAME).read_text("utf-8")
    stage.check("de kluis bevat de wachtwoordzin niet", held=stage.world.passphrase not in made)
    gone = not driver.held("setup.passphrase") and not driver.held("setup.passphrase_again")
    stage.check("op het scherm blijft de wachtwoordzin niet staan", held=gone)


def _sheets(stage: Stage) -> Steps:
    stage.check("zonder herstelbladen gaat de inrichting niet verder", held=not driver.is_ready("setup.next"))
    papers: list[Paper] = []
    for number in (1, 2):
        where = stage.world.room / f"blad-{number}.pdf"
        driver.click(f"setup.save{number}")
        yield from stage.answer_file_dialog(where)
        yield stage.seen(f"setup.handed{number}")
        driver.click(f"setup.handed{number}")
        papers.append(stage.saved_pdf(where, f"herstelblad-{number}"))
    yield stage.settled()
    stage.picture("inrichten-herstelbladen")
    for number, paper in enumerate(papers, start=1):
        whole = len(paper.pages) == 1 and f"Herstelblad {number} van 2" in paper.text and _HOUSE in paper.text
        stage.check(f"herstelblad {number} is één blad met de naam van het huis", held=whole)
    halves = [_half(number, paper) for number, paper in enumerate(papers, start=1)]
    stage.check("de twee bladen dragen hetzelfde kenmerk", held=halves[0].pair == halves[1].pair)
    stage.check("de twee bladen dragen elk een andere helft", held=halves[0].share != halves[1].share)
    _next()
    yield stage.seen("setup.backup_folder")


def _half(number: int, paper: Paper) -> sheets.Half:
    """What a person types over from this paper: its eight rows of ten."""
    return sheets.read(number, "\n".join(rows_of(paper)))


def rows_of(paper: Paper) -> list[str]:
    """The rows of a recovery sheet as a person types them over."""
    lines = ("".join(line.split()) for line in paper.text.splitlines())
    rows = [line[-sheets.ROW_CHARACTERS :] for line in lines if _is_row(line)]
    return rows[: sheets.ROWS]


def _is_row(line: str) -> bool:
    marked = len(line) == sheets.ROW_CHARACTERS + 1 and line[0] in "12345678"
    return marked and all(letter in sheets.ALPHABET for letter in line)


def _backup(stage: Stage) -> Steps:
    folder = _copies(stage)
    _next()
    yield stage.settled()
    (why,) = driver.texts("setup.backup_folder.error")
    stage.check("een map kiezen of dat uitstellen moet", held=bool(why))
    stage.picture("inrichten-reservekopie")
    driver.fill("setup.backup_folder", str(folder))
    _next()
    yield stage.settled()
    (why,) = driver.texts("setup.backup_folder.error")
    stage.check("een map die er niet is wordt geweigerd", held="is er niet" in why)
    folder.mkdir()
    _next()
    yield stage.seen("setup.summary")
    stage.picture("inrichten-klaar")


def _copies(stage: Stage) -> Path:
    return stage.world.room / "kopieën"


def _begin(stage: Stage) -> Steps:
    _next()
    yield Until("het huis wordt ingericht", lambda: stage.app is not None and stage.app.workbench is not None)
    yield stage.settled()
    stage.picture("bord-leeg")
    key = vault.unlock(stage.world.house, stage.world.passphrase, stage.world.keyring)
    stage.world = replace(stage.world, key=key)
    with stage.database() as session:
        house = session.scalars(select(House)).one()
        stage.check("de database kent het huis bij naam", held=house.name == _HOUSE)
        names = session.scalars(select(Member.name)).all()
        stage.check("de database kent de eerste gebruiker", held=list(names) == [_PERSON])
        gemeenten = session.scalar(select(func.count()).select_from(Municipality)) or 0
        stage.check("de veertien gemeenten van Twente staan erin", held=gemeenten == 14)
        tables = session.scalar(select(func.count()).select_from(CaseTable)) or 0
        stage.check("het huis heeft zijn casustafels", held=tables > 0)
        folder = session.get(DeviceSetting, BACKUP_FOLDER)
        sheets_of = session.get(DeviceSetting, house_keys.MADE + vault.sheets_mark(stage.world.house))
        stage.check("het huis weet van welke dag zijn herstelbladen zijn", held=sheets_of is not None)
        right = folder is not None and folder.value == str(_copies(stage))
        stage.check("de map voor de reservekopie ligt vast", held=right)
    copies = list(_copies(stage).glob("*.zip"))
    stage.check("de eerste versleutelde reservekopie is gemaakt", held=len(copies) == 1)


def _come_back(stage: Stage) -> Steps:
    yield from stage.close()
    yield from stage.open()
    stage.check("na herstarten opent de wachtwoordzin het huis", held=stage.page == "board")
    with stage.database() as session:
        stage.check("er is nog steeds één huis", held=len(session.scalars(select(House)).all()) == 1)
