"""The examples beside the columns: recognisable, and nobody in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing_ui.registers import bsns
from zvhdesk.domain.reading.cells import Cell
from zvhdesk.services.importing.drafts import Report
from zvhdesk.services.importing.fields import Field
from zvhdesk.ui.importing import sentences
from zvhdesk.ui.importing.examples import example

NAMES = ("Jansen", "van den Berg", "Yılmaz", "El Amrani", "O'Neill")


@given(st.sampled_from(bsns(40)), st.sampled_from([None, *Field]), st.sampled_from(["", ".", " "]))
def test_a_bsn_is_masked_whatever_its_column_is_taken_for(bsn: str, field: Field | None, dot: str) -> None:
    written = f"{bsn[:4]}{dot}{bsn[4:6]}{dot}{bsn[6:]}"
    shown = example([written], field)
    assert bsn not in shown.replace(".", "").replace(" ", "")
    assert shown.startswith(f"•••••{bsn[-4:]}")


def test_a_bsn_that_fails_the_elfproef_is_masked_too() -> None:
    assert example(["123456789"], Field.BSN) == "•••••6789, elfproef klopt niet"


@given(
    st.sampled_from(NAMES), st.sampled_from([None, Field.NAME, Field.SURNAME, Field.INITIALS, Field.BIRTH])
)
def test_a_name_is_its_first_letters(surname: str, field: Field | None) -> None:
    shown = example([f"J. {surname}"], field)
    assert surname.rsplit(maxsplit=1)[-1] not in shown
    assert shown.startswith("J.")


@pytest.mark.parametrize(
    "cells, field, expected",
    [
        (["45202"], Field.REFERRED_ON, "45202 → 3 okt 2023"),
        (["3-10-2023"], Field.REFERRED_ON, "3 okt 2023"),
        ([date(2023, 10, 3)], Field.REFERRED_ON, "3 okt 2023"),
        (["onzin"], Field.REFERRED_ON, "onzin"),
        (["00-00-1988"], Field.BIRTH, "1988"),
        (["JOR", "JOR", "Code Rood", "RFPN", "VPO"], Field.TABLE, "JOR, Code Rood, RFPN"),
        (["", None, "-", "Veilig Thuis"], Field.REFERRER, "Veilig Thuis"),
        (["", None], Field.REFERRER, ""),
        (["ja"], None, "ja"),
        (["1-2-2024"], None, "1-2-2024"),
        (["17"], None, "17"),
        (["Vrije tekst over iemand"], None, "V.t.o.i."),
    ],
)
def test_what_is_shown(cells: list[Cell], field: Field | None, expected: str) -> None:
    assert example(cells, field) == expected


def report(**counts: int) -> Report:
    base = {"accepted": 0, "cases": 0, "persons": 0, "partners": 0, "closed_shielded": 0, "past_retention": 0}
    return Report(rejected=(), **(base | counts))


def test_what_will_happen_is_said_in_whole_sentences() -> None:
    every = report(cases=385, persons=380, partners=22, closed_shielded=31, past_retention=12)
    assert sentences.will_happen(every) == (
        "385 casussen, 380 personen, 22 nieuwe organisaties. 31 casussen zijn afgesloten en komen "
        "afgeschermd binnen; bij 12 is de bewaartermijn verstreken, daarover beslist u daarna."
        "\nAlles in één keer, of niets."
    )
    one = report(cases=1, persons=1, closed_shielded=1)
    assert sentences.will_happen(one) == (
        "1 casus, 1 persoon. 1 casus is afgesloten en komt afgeschermd binnen.\nAlles in één keer, of niets."
    )
    assert "Bij 2 is de bewaartermijn verstreken" in sentences.will_happen(report(cases=3, past_retention=2))
    assert "geen rij" in sentences.will_happen(report())
    assert sentences.take_over(10_000) == "10.000 casussen overnemen"
    assert sentences.rejected_title(1) == "1 rij wordt niet overgenomen"
