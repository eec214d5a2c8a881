"""A register from another system: mapping, the check that keeps nothing, an age let in, taking over."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex
from sqlalchemy import func, select

from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import ImportMapping, Partner
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until

_UNKNOWN = "Kolom 12"
_HEADINGS = (
    "Zaaknr", "Ingekomen", "Melder", "Woonplaats", "Voorletters", "Tussenvoegsel", "Achternaam",
    "Geb. datum", "Sofinummer", "Traject", "Overleg", _UNKNOWN, "GGZ", "LVB",
)  # fmt: skip
_SURNAMES = ("Bakker", "Visser", "Smit", "Meijer", "Çelik", "Vos", "Dekker", "Brouwer", "Kök", "Hoekstra")
_PLACES = ("Enschede", "Almelo", "Hengelo", "Borne", "Rijssen-Holten", "Losser")
_REFERRERS = ("Politie", "Gemeente Enschede", "GGZ De Regge", "Reclassering")
_GOOD, _ALL = 34, 40
_OUT = {36: "31 februari", 37: "bsn", 38: "gemeente", 39: "casustafel", 40: "na de aanmelding"}
"""Which line of the file is wrong, and a word of the reason; line 41 is an age that a person may let in."""
_AGE_LINE = 41


def play(stage: Stage) -> Steps:
    """Take over a register of forty rows, six of which do not fit."""
    register = stage.world.room / "oud systeem.csv"
    _write(register)
    yield from stage.open()
    driver.click("board.import")
    yield stage.seen("import.choose")
    stage.picture("overnemen-bestand")
    yield from _columns(stage, register)
    yield from _check(stage)
    yield from _let_in(stage)
    yield from _take_over(stage)
    _compare(stage)
    yield from _to_board(stage)


def _write(file: Path) -> None:
    """A made-up register: as Windows wrote it, with its own headings and its own way with dates."""
    with file.open("w", encoding="cp1252", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(_HEADINGS)
        writer.writerows(_rows())


def _rows() -> Iterator[list[str]]:
    for at in range(_GOOD):
        yield _row(at)
    yield [*_row(34)[:1], "31-02-2024", *_row(34)[2:]]
    yield [*_row(35)[:8], "123456789", *_row(35)[9:]]
    yield [*_row(36)[:3], "Enschdee", *_row(36)[4:]]
    yield [*_row(37)[:10], "Overleg dat er niet is", *_row(37)[11:]]
    yield [*_row(38)[:7], "01-01-2030", *_row(38)[8:]]
    yield [*_row(39)[:7], "12-05-1961", *_row(39)[8:10], "JOR", *_row(39)[11:]]


def _row(at: int) -> list[str]:
    came = date(2024, 1, 8) + timedelta(days=at * 11)
    born = date(1971, 3, 14) + timedelta(days=at * 307)
    return [
        f"Z{came.year}/{at + 1:03d}",
        f"{came:%d-%m-%Y}",
        _REFERRERS[at % len(_REFERRERS)],
        _PLACES[at % len(_PLACES)],
        f"{'ABCDEFGHJK'[at % 10]}.",
        "van der" if at % 7 == 3 else "",
        _SURNAMES[at % len(_SURNAMES)],
        f"{born:%d-%m-%Y}",
        "",
        "Procesregie" if at % 3 else "Uitgebreid advies",
        "Top-X" if at % 2 else "Code Rood",
        "Overige veiligheid",
        "J" if at % 2 else "N",
        "1" if at % 5 == 0 else "0",
    ]


def _columns(stage: Stage, register: Path) -> Steps:
    driver.click("import.choose")
    yield from stage.answer_file_dialog(register)
    yield stage.seen("import.columns")
    yield stage.settled()
    guessed = dict(
        zip(driver.column_of("import.columns", 0), driver.column_of("import.columns", 1), strict=True)
    )
    right = {
        "Zaaknr": "Casusnummer",
        "Ingekomen": "Aanmelddatum",
        "Woonplaats": "Gemeente",
        "Sofinummer": "BSN",
    }
    stage.check("vreemde koppen worden herkend", held=all(guessed.get(k) == v for k, v in right.items()))
    stage.check(
        "een kolom met namen van tafels is de casustafel", held=guessed.get("Overleg") == "Casustafel"
    )
    stage.picture("overnemen-kolommen")
    thing = driver.row_saying("import.columns", _UNKNOWN)
    driver.choose_in_cell(thing.sibling(thing.row(), 1), "import.columns", "Hoofdonderwerp")
    yield stage.settled()
    chosen = driver.column_of("import.columns", 1)[thing.row()]
    stage.check("een kolom die niet herkend is, is aan te wijzen", held=chosen == "Hoofdonderwerp")
    stage.check("tijdens het aanwijzen wordt niets opgeslagen", held=_cases(stage) == 0)
    driver.click("import.next")
    yield stage.seen("import.rejected")
    yield stage.settled()


def _check(stage: Stage) -> Steps:
    said = driver.spoken("import.rejected")
    stage.check("zes rijen worden niet overgenomen", held=len(said) == len(_OUT) + 1)
    for line, word in _OUT.items():
        reason = next((row for row in said if row.startswith(f"Rij {line}:")), "")
        stage.check(f"rij {line} blijft achter met een reden", held=word in reason.lower())
    near = next((row for row in said if row.startswith("Rij 38:")), "")
    stage.check("bij een verkeerd gespelde gemeente staat de bedoelde", held="Bedoelt u Enschede" in near)
    names = any(name in row for row in said for name in _SURNAMES)
    stage.check("in de lijst van fouten staat geen naam", held=not names)
    stage.check("na de controle is er nog niets opgeslagen", held=_cases(stage) == 0)
    stage.picture("overnemen-controle")
    where = stage.world.room / "fouten.csv"
    driver.click("import.save_errors")
    yield from stage.answer_file_dialog(where)
    yield Until("de foutenlijst is geschreven", where.exists)
    yield stage.settled()
    listed = where.read_text("utf-8-sig")
    clean = "123456789" not in listed and not any(name in listed for name in _SURNAMES)
    stage.check("de foutenlijst noemt geen naam en geen BSN", held=clean)
    stage.check("de foutenlijst noemt alle zes rijen", held=len(listed.strip().splitlines()) == len(_OUT) + 2)


def _let_in(stage: Stage) -> Steps:
    def is_age(index: QModelIndex) -> bool:
        return driver.words_of(index).startswith(f"Rij {_AGE_LINE}:")

    driver.click_row("import.rejected", driver.row("import.rejected", is_age))
    driver.press(driver.Key.Key_Return)
    yield Until("de leeftijd mag mee", lambda: "wordt overgenomen" in _age_words())
    yield stage.settled()
    stage.check(
        "een afwijkende leeftijd gaat mee als iemand dat zegt", held="afwijking vastgelegd" in _age_words()
    )
    stage.picture("overnemen-leeftijd")


def _age_words() -> str:
    if driver.shown("import.rejected") is None:
        return ""
    return next((row for row in driver.spoken("import.rejected") if row.startswith(f"Rij {_AGE_LINE}:")), "")


def _take_over(stage: Stage) -> Steps:
    driver.click("import.next")
    yield stage.seen("import.board")
    yield stage.settled()
    (title,) = driver.texts("import.done.title")
    stage.check("het verslag telt de overgenomen casussen", held=title.startswith(f"{_GOOD + 1} "))
    stage.check("het verslag telt wat achterbleef", held=driver.reads("5 rijen niet overgenomen"))
    stage.picture("overnemen-klaar")


def _cases(stage: Stage) -> int:
    with stage.database() as session:
        return session.scalar(select(func.count()).select_from(Case)) or 0


def _compare(stage: Stage) -> None:
    with stage.database() as session:
        numbers = set(session.scalars(select(Case.number)))
        wanted = {_row(at)[0] for at in (*range(_GOOD), _ALL - 1)}
        stage.check("de database heeft precies de casussen van het verslag", held=numbers == wanted)
        persons = session.scalar(select(func.count()).select_from(Person)) or 0
        subjects = session.scalar(select(func.count()).select_from(Subject)) or 0
        stage.check("elke casus heeft haar betrokkene", held=persons == subjects == _GOOD + 1)
        surname = session.scalars(select(Person.surname).where(Person.surname == "Çelik")).first()
        stage.check("letters van Windows-1252 komen goed over", held=surname == "Çelik")
        deviation = session.scalar(select(Case.age_deviation).where(Case.number == _row(_ALL - 1)[0]))
        stage.check("de afwijkende leeftijd ligt vast bij de casus", held=bool(deviation))
        partners = set(session.scalars(select(Partner.name)))
        stage.check("de aanmelders zijn partners geworden", held=set(_REFERRERS) <= partners)
        acts = set(session.scalars(select(ChangeSet.act).where(ChangeSet.origin == "import")))
        topics = set(session.scalars(select(Case.main_topic)))
        stage.check("de aangewezen kolom is overgenomen", held=topics == {"Overige veiligheid"})
        stage.check("het overnemen is één handeling", held=len(acts) == 1)
        kept = session.scalar(select(func.count()).select_from(ImportMapping)) or 0
        stage.check("de kolommen zijn bewaard voor een volgende keer", held=kept == 1)


def _to_board(stage: Stage) -> Steps:
    driver.click("import.board")
    yield Until("het bord komt", lambda: stage.page == "board")
    yield stage.settled()
    stage.picture("bord-na-overnemen")
