import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.houses import settled, taken_over, written
from tests.importing.registers import DATA, DRENTHE_CSV
from zvhdesk.domain.terms import Product
from zvhdesk.services.desk import Desk
from zvhdesk.services.figures import Difference, Figures, compare, figures, is_active

PRINTED: dict[str, Any] = json.loads((DATA / "drenthe2023.json").read_text(encoding="utf-8"))


@pytest.fixture
def counted(desk: Desk) -> Figures:
    settled(desk, "drenthe")
    taken_over(desk, DRENTHE_CSV)
    return desk.read(lambda session: figures(session, 2023))


def test_every_gemeente_equals_the_printed_report(counted: Figures) -> None:
    assert [
        (row.gemeente, row.actief, row.nieuw, row.advies, row.afgesloten) for row in counted.per_gemeente
    ] == [
        (
            row["gemeente"],
            row["actieve_procesregie"],
            row["instroom_procesregie"],
            row["in_behandeling_genomen_als_uitgebreid_advies"],
            row["afgesloten_procesregie"],
        )
        for row in PRINTED["per_gemeente"]
    ]


def test_every_readable_partner_equals_the_printed_report(counted: Figures) -> None:
    found = {row.partner: row for row in counted.per_partner}
    for row in PRINTED["per_convenantpartner"]:
        partner = found.pop(row["partner"], None)
        assert (partner.aanmeldingen if partner else 0) == row["aanmeldingen"]
        if partner is not None and row["afgehandeld_als_procesregie"] is not None:
            assert partner.procesregie == row["afgehandeld_als_procesregie"]
            assert partner.advies == row["afgehandeld_als_advies"]
    assert found == {}


def test_a_printed_total_that_disagrees_stands_beside_the_counted_one(counted: Figures) -> None:
    printed = {
        "actief": 129,
        "nieuw": 65,
        "advies": 63,
        "afgesloten": PRINTED["per_gemeente_totaal_gedrukt"]["afgesloten_procesregie"],
        "aanmeldingen": 128,
    }
    assert compare(counted, printed) == (Difference("afgesloten", printed=52, counted=54),)


def test_the_json_has_the_shape_that_was_agreed(counted: Figures) -> None:
    shape = json.loads(json.dumps(counted.as_json()))
    assert list(shape) == ["year", "per_gemeente", "per_partner", "totals"]
    assert list(shape["per_gemeente"][0]) == ["gemeente", "actief", "nieuw", "advies", "afgesloten"]
    assert list(shape["per_partner"][0]) == ["partner", "aanmeldingen", "procesregie", "advies"]


def test_totals_are_the_sums_of_their_rows(counted: Figures) -> None:
    for name in ("actief", "nieuw", "advies", "afgesloten"):
        assert counted.totals[name] == sum(getattr(row, name) for row in counted.per_gemeente)
    assert counted.totals["aanmeldingen"] == sum(row.aanmeldingen for row in counted.per_partner)


def test_cases_without_gemeente_or_aanmelder_are_a_row_of_their_own(desk: Desk, tmp_path: Path) -> None:
    settled(desk, "twente")
    taken_over(desk, written(tmp_path / "1.csv", {"gemeente": "", "aanmelder": ""}))
    counted = desk.read(lambda session: figures(session, 2024))
    assert counted.per_gemeente[-1].gemeente == "onbekend"
    assert (counted.per_gemeente[-1].actief, counted.per_partner[-1].aanmeldingen) == (1, 1)
    empty = desk.read(lambda session: figures(session, 2020))
    assert "onbekend" not in [row.gemeente for row in empty.per_gemeente]
    assert len(empty.per_gemeente) == 14


DAYS = st.dates(date(2021, 1, 1), date(2025, 12, 31))


@given(st.none() | DAYS, st.none() | DAYS, st.integers(2020, 2026))
def test_active_is_that_the_stretch_touches_the_year(
    started: date | None, closed: date | None, year: int
) -> None:
    """The oracle lays the two stretches of days over one another (DATA.md 15)."""
    if started is not None and closed is not None and closed < started:
        started, closed = closed, started
    first, last = date(year, 1, 1), date(year, 12, 31)
    overlaps = started is not None and started <= last and (closed or date.max) >= first
    assert is_active(Product.COORDINATION, started, closed, year) == overlaps
    assert not is_active(Product.EXTENDED_ADVICE, started, closed, year)
