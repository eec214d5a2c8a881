from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.registers import DRENTHE, TODAY, TWENTE, as_csv, drenthe_rows, other_layout
from zvhdesk.domain.bsn import is_bsn
from zvhdesk.domain.refusals import Refused
from zvhdesk.services.importing.checking import check
from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.guessing import Certainty, guess_columns
from zvhdesk.services.importing.headings import field_of_heading
from zvhdesk.services.importing.house_view import HouseView
from zvhdesk.services.importing.mapping import mapping_of
from zvhdesk.services.importing.source import Source

Row = dict[str, str]
ROWS = drenthe_rows()
TABLES = ("Code Rood", "Top-X", "JOR", "VPO", "RFPN", "KMT")


def dutch(iso: str) -> str:
    return "-".join(str(int(part)) for part in reversed(iso.split("-"))) if iso else ""


def serial(iso: str) -> Any:
    return (date.fromisoformat(iso) - date(1899, 12, 30)).days if iso else ""


def whole_name(row: Row) -> str:
    return f"{row['achternaam']}, {row['voorletters']} {row['voorvoegsel']}".strip()


def table_of(row: Row) -> str:
    return TABLES[int(row["casusnummer"][-2:]) % len(TABLES)]


def adult(row: Row) -> str:
    """A birth date that every table of Twente takes."""
    referred = date.fromisoformat(row["aanmelddatum"])
    return (referred - timedelta(days=round(365.25 * 20) + int(row["casusnummer"][-3:]))).isoformat()


def pick(name: str, write: Callable[[str], Any] = str) -> Callable[[Row], Any]:
    return lambda row: write(row[name])


def always(text: str) -> Callable[[Row], Any]:
    return lambda _row: text


LAYOUT_OLD_SYSTEM = [
    ("Zaak", lambda row: f"VH-{row['casusnummer'][2:]}"),
    ("Ingekomen op", pick("aanmelddatum", serial)),
    ("Melder", pick("aanmelder")),
    ("Plaats", always("Rijssen-Holten")),
    ("Geboren", lambda row: dutch(adult(row))),
    ("Burgerservicenr", pick("bsn")),
    ("Overleg", table_of),
    ("Opmerking", always("zie dossier")),
]
LAYOUT_WITH_NAME = [
    ("Dossiernr", pick("casusnummer")),
    ("Datum melding", pick("aanmelddatum", dutch)),
    ("Ingebracht door", pick("aanmelder")),
    ("Woongemeente", pick("gemeente")),
    ("Naam", whole_name),
    ("Geb.datum", pick("geboortedatum", dutch)),
    ("Sofinummer", pick("bsn")),
    ("Traject", pick("product", str.title)),
    ("Afsluitdatum", pick("afgesloten", dutch)),
    ("Datum start", pick("start_behandeling", dutch)),
    ("Wachtlijst sinds", pick("werkvoorraad_sinds", dutch)),
    ("Behandelaar", always("MdG")),
]


def source_of(rows: Sequence[Sequence[Any]]) -> Source:
    return read_csv("x.csv", as_csv(rows))


def guessed(source: Source, house: HouseView = DRENTHE) -> dict[str, Field]:
    return {guess.heading: guess.field for guess in guess_columns(source, house) if guess.field is not None}


def test_our_own_layout_is_certain() -> None:
    source = source_of([list(ROWS[0]), *(list(row.values()) for row in ROWS)])
    guesses = guess_columns(source, DRENTHE)
    assert [guess.field for guess in guesses] == [Field(heading) for heading in ROWS[0]]
    certain = {guess.field: guess.certainty for guess in guesses}
    assert certain.pop(Field.TABLE) is Certainty.EMPTY  # the register of one table leaves it empty
    assert set(certain.values()) == {Certainty.SURE}


def test_the_layout_of_the_mockup_comes_in_without_a_mapping() -> None:
    source = source_of(other_layout(LAYOUT_OLD_SYSTEM, ROWS))
    assert guessed(source, TWENTE) == {
        "Zaak": Field.NUMBER,
        "Ingekomen op": Field.REFERRED_ON,
        "Melder": Field.REFERRER,
        "Plaats": Field.MUNICIPALITY,
        "Geboren": Field.BIRTH,
        "Burgerservicenr": Field.BSN,
        "Overleg": Field.TABLE,
    }
    checked = check(source, mapping_of(guess_columns(source, TWENTE)), TWENTE, TODAY)
    assert checked.rejected == ()
    assert len(checked.cases) == 192
    by_number = {case.number: case for case in checked.cases}
    first = by_number["VH-21-0001"]
    assert (first.table_id, first.referred_on, first.municipality) == (
        "Top-X",
        date(2021, 9, 6),
        "Rijssen-Holten",
    )


def test_a_layout_with_the_name_in_one_column() -> None:
    source = source_of(other_layout(LAYOUT_WITH_NAME, ROWS))
    found = guessed(source)
    assert "Behandelaar" not in found
    assert found == {
        "Dossiernr": Field.NUMBER,
        "Datum melding": Field.REFERRED_ON,
        "Ingebracht door": Field.REFERRER,
        "Woongemeente": Field.MUNICIPALITY,
        "Naam": Field.NAME,
        "Geb.datum": Field.BIRTH,
        "Sofinummer": Field.BSN,
        "Traject": Field.PRODUCT,
        "Afsluitdatum": Field.CLOSED_ON,
        "Datum start": Field.STARTED_ON,
        "Wachtlijst sinds": Field.WAITING_SINCE,
    }
    checked = check(source, mapping_of(guess_columns(source, DRENTHE)), DRENTHE, TODAY)
    person = checked.cases[0].person
    assert checked.rejected == ()
    assert person is not None
    assert (person.initials, person.prefix, person.surname) == ("L.", "de", "Bakker")


@pytest.mark.parametrize("heading", ["Product", "Soort", "Status", "Kolom7", "Team", "Casuïstiek", "Vorm"])
def test_a_column_with_names_of_casustafels_is_known_whatever_stands_above_it(heading: str) -> None:
    layout = [
        *((name, make) for name, make in LAYOUT_OLD_SYSTEM if name != "Overleg"),
        (heading, table_of),
    ]
    guesses = {g.heading: g for g in guess_columns(source_of(other_layout(layout, ROWS)), TWENTE)}
    assert guesses[heading].field is Field.TABLE
    assert guesses[heading].certainty is Certainty.SURE


def test_names_of_casustafels_in_full() -> None:
    long = (
        "JOR (Justitieel Overleg Risicojongeren)",
        "Top-x",
        "code rood",
        "Zeer actieve veelplegers",
        "Mensenhandel",
    )
    layout = [
        ("Zaak", pick("casusnummer")),
        ("Ingekomen op", pick("aanmelddatum")),
        ("Casuïstiek", lambda row: long[int(row["casusnummer"][-2:]) % len(long)]),
    ]
    assert guessed(source_of(other_layout(layout, ROWS)), TWENTE)["Casuïstiek"] is Field.TABLE


MEANINGLESS = (
    "casusnummer", "aanmelddatum", "aanmelder", "gemeente", "voorletters", "voorvoegsel", "achternaam",
    "geboortedatum", "bsn", "product", "gemeentegrens", "hoofdonderwerp", "werkvoorraad_sinds",
    "start_behandeling", "afgesloten",
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(MEANINGLESS), st.sampled_from([str, dutch]), st.sampled_from(["Kolom{}", "F{}", "col_{}"])
)
def test_content_alone_says_what_it_can_in_any_order(
    order: list[str], write: Callable[[str], Any], heading: str
) -> None:
    dates = {"aanmelddatum", "geboortedatum", "werkvoorraad_sinds", "start_behandeling", "afgesloten"}
    layout = [
        (heading.format(at), pick(name, write if name in dates else str)) for at, name in enumerate(order, 1)
    ]
    guesses = guess_columns(source_of(other_layout(layout, ROWS)), DRENTHE)
    assert {name: guess.field for name, guess in zip(order, guesses, strict=True)} == {
        name: Field(name) for name in order
    }
    assert {guess.certainty for guess in guesses if guess.field is not Field.BSN} == {Certainty.CHECK}


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(22)))
def test_known_headings_in_any_order(order: list[int]) -> None:
    names = [list(ROWS[0])[at] for at in order]
    source = source_of([names, *([row[name] for name in names] for row in ROWS)])
    assert [guess.field for guess in guess_columns(source, DRENTHE)] == [Field(name) for name in names]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text("abc123-;. ", max_size=8), min_size=1, max_size=6),
    st.lists(st.lists(st.text("abc012 ja-/.", max_size=10), max_size=6), max_size=6),
)
def test_a_guess_is_made_for_any_columns_and_no_field_is_given_twice(
    headings: list[str], rows: list[list[str]]
) -> None:
    if not any(heading.strip() for heading in headings):
        return
    try:
        source = source_of([headings, *rows])
    except Refused:
        return  # without headings
    guesses = guess_columns(source, DRENTHE)
    fields = [guess.field for guess in guesses if guess.field is not None]
    assert len(guesses) == len(source.headings)
    assert len(fields) == len(set(fields))


def test_a_heading_that_its_content_contradicts_is_not_believed() -> None:
    layout = [
        ("Zaak", pick("casusnummer")),
        ("Ingekomen op", pick("aanmelddatum")),
        ("BSN", pick("gemeente")),
        ("Gemeente", pick("bsn")),
    ]
    found = guessed(source_of(other_layout(layout, ROWS)))
    assert found["BSN"] is Field.MUNICIPALITY
    assert found["Gemeente"] is Field.BSN


def test_a_date_whose_heading_says_something_else_shields_no_case() -> None:
    layout = [
        ("Zaak", pick("casusnummer")),
        ("Ingekomen op", pick("aanmelddatum")),
        ("Laatst gewijzigd", pick("start_behandeling")),
    ]
    assert "Laatst gewijzigd" not in guessed(source_of(other_layout(layout, ROWS)))


def test_a_birthplace_is_no_gemeente() -> None:
    layout = [
        ("Zaak", pick("casusnummer")),
        ("Ingekomen op", pick("aanmelddatum")),
        ("Woonplaats", pick("gemeente")),
        ("Geboorteplaats", pick("gemeente")),
    ]
    found = guessed(source_of(other_layout(layout, ROWS)))
    assert found["Woonplaats"] is Field.MUNICIPALITY
    assert "Geboorteplaats" not in found
    assert Field.MUNICIPALITY not in guessed(source_of(other_layout(layout[:2] + layout[3:], ROWS))).values()


@pytest.mark.parametrize(
    "heading, field",
    [
        ("Zaaknummer", Field.NUMBER),
        ("Datum melding", Field.REFERRED_ON),
        ("Verwijzer", Field.REFERRER),
        ("Woonplaats", Field.MUNICIPALITY),
        ("Geb.datum", Field.BIRTH),
        ("Tafel", Field.TABLE),
        ("minderjarige kinderen", Field.MINORS),
        ("LLA", Field.LIFE_COURSE),
        ("Opmerking", None),
    ],
)
def test_headings_of_other_systems(heading: str, field: Field | None) -> None:
    assert field_of_heading(heading) is field


def test_a_foreign_bsn_column_is_checked_by_its_elfproef() -> None:
    assert all(is_bsn(row["bsn"]) for row in ROWS)
    layout = [("Zaak", pick("casusnummer")), ("x1", pick("bsn")), ("Ingekomen op", pick("aanmelddatum"))]
    assert guessed(source_of(other_layout(layout, ROWS)))["x1"] is Field.BSN


TINY = [
    ["2024-1", "12-02-2024", "Politie", "Borne", "Top-X", "12-05-1990", "A. van Jansen"],
    ["2024-2", "13-03-2024", "Openbaar Ministerie", "Losser", "VPO", "12-05-1991", "B. Bakker"],
    ["2024-3", "14-04-2024", "Veilig Thuis", "Almelo", "JOR", "12-05-2006", "C. de Vries"],
]
TINY_FIELDS = [
    Field.NUMBER,
    Field.REFERRED_ON,
    Field.REFERRER,
    Field.MUNICIPALITY,
    Field.TABLE,
    Field.BIRTH,
    Field.NAME,
]


@pytest.mark.parametrize(
    "headings",
    [
        list("ABCDEFG"),
        [f"Kolom{at}" for at in range(1, 8)],
        ["Zaak", "Binnen op", "Wie", "Waar", "Waarover", "Verjaardag", "Over wie"],
    ],
    ids=["letters", "numbers", "words nobody uses"],
)
def test_three_rows_are_enough(headings: list[str]) -> None:
    guesses = guess_columns(source_of([headings, *TINY]), TWENTE)
    telling = (
        6 if headings[0] == "Zaak" else 7
    )  # a name under a heading that says nothing of names is left alone
    assert [guess.field for guess in guesses][:telling] == TINY_FIELDS[:telling]


def test_a_column_of_mistakes_is_still_what_its_heading_says() -> None:
    rows = [["VH-1", "30-2-2019", "Hengeloo", "999990018"], ["VH-2", "31-4-2020", "Enshede", "123456789"]]
    found = guessed(source_of([["Zaak", "Ingekomen op", "Plaats", "BSN"], *rows]), TWENTE)
    assert list(found.values()) == [Field.NUMBER, Field.REFERRED_ON, Field.MUNICIPALITY, Field.BSN]
