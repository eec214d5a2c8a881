"""Headings of other systems: known, or left out and said; a day of something else is never taken."""

import pytest

from tests.importing.registers import DRENTHE, TODAY, as_csv, drenthe_rows
from zvhdesk.services.importing.checking import check
from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.date_headings import date_field
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.guessing import guess_columns
from zvhdesk.services.importing.mapping import mapping_of
from zvhdesk.services.importing.register import left_out
from zvhdesk.services.importing.source import Source

ROWS = drenthe_rows()
_FEW = 60
OTHERS = {
    Field.NUMBER: ("Zaaknr.", "Casus-ID", "Dossier nr.", "Reg.nr.", "ZVH-nummer", "Registr.nr.", "Zaakref."),
    Field.REFERRED_ON: (
        "Aanm.datum", "Dat. aanm.", "Datum intake", "Datum inbreng", "Ingebracht op", "Binnen dd",
        "Gemeld d.d.",
        "Invoerdatum", "DatumAanmelding", "Melding ontvangen",
    ),
    Field.REFERRER: (
        "Aanmeld. partij", "Verwijzende instantie", "Inbrengende organisatie", "Aangem. door", "Aanmelder(s)",
    ),
    Field.MUNICIPALITY: ("Gem.", "Woonpl.", "Gemeente/plaats", "Plaatsnaam", "Gemeente (BRP)"),
    Field.INITIALS: ("Voorl.", "Voorn.", "Voorletter(s)", "Roepnaam"),
    Field.PREFIX: ("Tussen", "Tussenv.", "Voorv."),
    Field.SURNAME: ("Fam. naam", "Achter", "Achtern.", "Geslachtsnm", "Naam"),
    Field.BIRTH: ("Geb.datum", "G-datum", "Geboren dd", "Gebdat.", "Leeftijd/geb"),
    Field.BSN: ("BSN-nr.", "Burgerservicenr.", "Sofinr."),
    Field.PRODUCT: ("Interventie", "Soort zorg", "Type traject", "Prod."),
    Field.TOPIC: ("Hoofd-thema", "Probleem", "Aard melding", "Hoofdprobl."),
    Field.MENTAL_HEALTH: ("GGz-probl.", "Psych.", "Psychische klachten", "Psy"),
    Field.MINORS: ("Kinderen <18", "Minderj. kinderen"),
    Field.WAITING_SINCE: ("Wachtlijst vanaf", "Op werkvoorraad dd", "Start wachtlijst", "Wachtl. per"),
    Field.STARTED_ON: (
        "In regie sinds", "Start dd", "Startd.", "Start casus", "Behandeling gestart", "Datum toewijzing",
        "Gestart per", "Opgepakt dd", "Begindat.", "Procesregie per", "Toegewezen op", "StartDatum",
        "Start traject",
    ),
    Field.CLOSED_ON: (
        "Afgerond op", "Sluiting", "Einde traject", "Eindd.", "Datum afsl.", "Datum afronding",
        "Beëindiging", "Dossier gesloten", "Uitgeschreven", "Eind datum", "Afsluit datum",
        "Casus gesloten op", "Afgehandeld", "Klaar", "Gestopt per", "Uitstroomdat.", "Traject voltooid",
        "Einddatum behandeling",
    ),
}  # fmt: skip
TABLE = [(heading, field) for field, headings in OTHERS.items() for heading in headings]

NO_DAY_OF_THE_CASE = (
    "Datum overleg", "Datum eerste overleg", "Laatst gewijzigd", "Verwachte einddatum", "Einde detentie",
    "Begin maatregel", "Evaluatie", "Datum besproken", "Status datum", "Streefdatum afsluiting",
    "Einde wachtlijst", "Volgende afspraak", "Bewaartermijn verloopt", "Start schorsing", "Datum",
    "Einde aanmelding", "Afdruk", "Start school", "Datum 1e contact", "Geplande start",
)  # fmt: skip


def under(headings: dict[str, str]) -> Source:
    """The register of Drenthe with these headings in the place of our own."""
    return _read(headings, ROWS)


def beginning(headings: dict[str, str]) -> Source:
    """Its first rows: what is recognised by its heading is recognised in few."""
    return _read(headings, ROWS[:_FEW])


def _read(headings: dict[str, str], rows: list[dict[str, str]]) -> Source:
    head = [headings.get(name, name) for name in ROWS[0]]
    return read_csv("x.csv", as_csv([head, *(list(row.values()) for row in rows)]))


@pytest.mark.parametrize("heading, field", TABLE)
def test_a_heading_of_another_system(heading: str, field: Field) -> None:
    source = beginning({field.value: heading})
    guesses = guess_columns(source, DRENTHE)
    assert {guess.heading: guess.field for guess in guesses}[heading] is field
    assert [guess.field for guess in guesses] == [Field(name) for name in ROWS[0]]
    assert left_out(source, mapping_of(guesses)) == ()


@pytest.mark.parametrize("field", [Field.CLOSED_ON, Field.STARTED_ON, Field.WAITING_SINCE])
@pytest.mark.parametrize("heading", NO_DAY_OF_THE_CASE)
def test_a_day_of_something_else_is_left_out_and_said(heading: str, field: Field) -> None:
    source = beginning({field.value: heading})
    guesses = guess_columns(source, DRENTHE)
    assert field not in {guess.field for guess in guesses}
    assert left_out(source, mapping_of(guesses)) == (heading,)


def test_days_under_ordinary_headings_close_and_start_cases() -> None:
    source = under({"afgesloten": "Afgerond op", "start_behandeling": "In regie sinds"})
    found = check(source, mapping_of(guess_columns(source, DRENTHE)), DRENTHE, TODAY)
    assert sum(case.closed_on is not None for case in found.cases) == 54
    assert sum(case.started_on is not None for case in found.cases) == sum(
        bool(row["start_behandeling"]) for row in ROWS
    )


def test_a_day_that_comes_before_the_aanmelding_is_no_closing() -> None:
    """`Einde traject` of an earlier trajectory: what its days say goes before what its heading says."""
    head = [*ROWS[0]]
    head[head.index("afgesloten")] = "Einde traject"
    rows = [list((row | {"afgesloten": "2019-05-06"}).values()) for row in ROWS]
    source = read_csv("x.csv", as_csv([head, *rows]))
    guesses = guess_columns(source, DRENTHE)
    assert Field.CLOSED_ON not in {guess.field for guess in guesses}
    assert left_out(source, mapping_of(guesses)) == ("Einde traject",)


@pytest.mark.parametrize("heading", ["Contactpersoon", "Telefoonnummer", "Parketnummer", "Behandelaar"])
def test_what_the_register_has_no_place_for(heading: str) -> None:
    source = under({"hoofdonderwerp": heading})
    assert Field.NAME not in {guess.field for guess in guess_columns(source, DRENTHE)}
    assert date_field(heading) is None


def test_an_empty_column_is_not_missed() -> None:
    source = under({"casustafel": "Opmerking"})
    assert left_out(source, mapping_of(guess_columns(source, DRENTHE))) == ()
