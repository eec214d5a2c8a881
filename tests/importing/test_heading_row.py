"""What stands above the columns: never a person."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.registers import DRENTHE, GOOD, TODAY, TWENTE, as_csv, drenthe_rows, workbook
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services.importing.checking import check
from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.files import read_file
from zvhdesk.services.importing.guessing import guess_columns
from zvhdesk.services.importing.heading_row import looks_personal
from zvhdesk.services.importing.mapping import mapping_of, signature
from zvhdesk.services.importing.source import Source

ROWS = [list(row.values()) for row in drenthe_rows()]
HEAD = list(drenthe_rows()[0])


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_csv("x.csv", data)
    assert isinstance(refused.value.reason, BadInput)
    return refused.value.reason.sentence


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 180), st.integers(1, 12), st.permutations(range(22)))
def test_rows_without_a_heading_are_refused_and_nothing_of_them_is_said(
    start: int, count: int, order: list[int]
) -> None:
    rows = [[row[at] for at in order] for row in ROWS[start : start + count]]
    said = refusal(as_csv(rows))
    assert said.startswith("In dit bestand staat geen rij met koppen. Zet in de eerste rij")
    assert not any(len(value) > 3 and value in said for row in rows for value in row)


def test_a_workbook_without_a_heading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_file(workbook(tmp_path / "x.xlsx", {"Blad1": ROWS[:5]}))


@pytest.mark.parametrize("form", ["Kolom{}", "F{}", "{}", "col_{}", "Veld {}"])
@pytest.mark.parametrize("start", range(0, 190, 23))
def test_headings_without_meaning_stay_the_heading(form: str, start: int) -> None:
    head = [form.format(at) for at in range(1, 23)]
    source = read_csv("x.csv", as_csv([head, *ROWS[start:]]))
    assert source.headings == tuple(head)
    assert len(source.records) == 192 - start


def test_words_of_a_register_in_a_row_do_not_make_it_the_heading() -> None:
    head = [f"Kolom{at}" for at in range(1, 23)]
    row = [*ROWS[0]]
    row[HEAD.index("casustafel")], row[HEAD.index("hoofdonderwerp")] = "Casusoverleg", "stalking"
    assert read_csv("x.csv", as_csv([head, row])).headings == tuple(head)
    assert "geen rij met koppen" in refusal(as_csv([row, row]))


def test_lines_with_a_day_above_the_heading_are_passed_over() -> None:
    above: list[list[str]] = [["Register"], ["Peildatum", "1-1-2024"], []]
    assert read_csv("x.csv", as_csv([*above, HEAD, ROWS[0]])).headings == tuple(HEAD)


def test_rows_of_data_above_the_heading_are_not_lost() -> None:
    assert "geen rij met koppen" in refusal(as_csv([ROWS[0], HEAD, ROWS[1]]))


@pytest.mark.parametrize("personal", ["100000381", "1000.00.381", "1990-04-12", "12-4-1990", "BSN 100000381"])
def test_a_heading_with_what_is_somebodys_is_shown_nowhere(personal: str) -> None:
    source = read_csv("x.csv", as_csv([[*GOOD, personal], [*GOOD.values(), "x"]]))
    assert source.headings == (*GOOD, f"Kolom {len(GOOD) + 1}")
    assert personal not in signature(source.headings)


@given(st.sampled_from(HEAD), st.dates())
def test_a_day_in_a_heading_is_always_seen(heading: str, day: object) -> None:
    assert looks_personal(f"{heading} {day}")
    assert not looks_personal(heading)


def test_a_heading_with_a_loose_quote_is_refused() -> None:
    text = as_csv([HEAD, *ROWS[:3]]).decode().replace("aanmelder;", '"aanmelder;', 1)
    said = refusal(text.encode())
    assert re.search(r"aanhalingsteken.*rij 1 ", said)


NAMES = ["Yilmaz Kaya", "Bakker de Vries", "de Vries", "van der Berg", "Jansen"]


def named(headings: list[str], rows: list[list[str]]) -> Source:
    fixed = [[f"2024-{at:04d}", "1-2-2024", *row] for at, row in enumerate(rows, start=1)]
    return read_csv("x.csv", as_csv([["Zaak", "Ingekomen op", *headings], *fixed]))


def people(source: Source) -> list[tuple[str | None, str | None, str | None]]:
    found = check(source, mapping_of(guess_columns(source, TWENTE)), TWENTE, TODAY)
    assert found.rejected == ()
    return [(c.person.initials, c.person.prefix, c.person.surname) for c in found.cases if c.person]


@pytest.mark.parametrize("given_names", ["Voorletters", "Voornaam", "Voorl."])
@pytest.mark.parametrize("surname", ["Naam", "Achternaam", "Fam. naam"])
def test_beside_initials_a_name_is_the_surname_whole(given_names: str, surname: str) -> None:
    source = named([given_names, surname], [["A.", name] for name in NAMES])
    assert people(source) == [
        ("A.", None, "Yilmaz Kaya"),
        ("A.", None, "Bakker de Vries"),
        ("A.", "de", "Vries"),
        ("A.", "van der", "Berg"),
        ("A.", None, "Jansen"),
    ]


def test_a_full_name_beside_initials_is_still_read_as_one() -> None:
    assert people(named(["Voorletters", "Naam"], [["A.", "Jansen, A. van"], ["B.", "Kaya, B."]])) == [
        ("A.", "van", "Jansen"),
        ("B.", None, "Kaya"),
    ]


def test_a_surname_beside_its_prefix_is_left_as_it_is() -> None:
    source = named(
        ["Voorletters", "Voorvoegsel", "Achternaam"], [["A.", "", "de Vries"], ["B.", "van", "Wal"]]
    )
    assert people(source) == [("A.", None, "de Vries"), ("B.", "van", "Wal")]


def test_a_name_alone_is_read_in_its_parts() -> None:
    assert people(named(["Naam"], [["A. de Vries"], ["B. Kaya"]])) == [
        ("A.", "de", "Vries"),
        ("B.", None, "Kaya"),
    ]


def _reason(path: Path) -> str | None:
    """Why the file cannot be read, None when it can."""
    try:
        read_file(path)
    except Refused as refused:
        return refused.reason.sentence if isinstance(refused.reason, BadInput) else ""
    return None


def test_any_damage_to_a_workbook_is_a_sentence(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"Blad1": [HEAD, *ROWS[:40]]})
    whole, dice = path.read_bytes(), random.Random(4)
    outcomes: list[str | None] = []
    for _ in range(150):
        data = bytearray(whole)
        begin = dice.randrange(4, len(data))
        for at in range(begin, min(len(data), begin + dice.randrange(1, 400))):
            data[at] = dice.randrange(256)
        path.write_bytes(bytes(data) if dice.random() < 0.8 else bytes(data[:begin]))
        outcomes.append(_reason(path))
    assert any(outcomes)
    assert all(reason is None or reason.endswith(".") for reason in outcomes)


def test_the_guess_of_a_file_without_meaning_finds_the_first_row_too() -> None:
    head = [f"Kolom{at}" for at in range(1, 23)]
    source = read_csv("x.csv", as_csv([head, *ROWS]))
    found = {guess.field for guess in guess_columns(source, DRENTHE)}
    assert {Field.NUMBER, Field.REFERRED_ON, Field.BSN, Field.CLOSED_ON} <= found
