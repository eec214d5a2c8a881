from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import func, select

from tests.importing.houses import settled
from tests.importing.registers import as_csv, drenthe_rows
from zvhdesk.domain.bsn import is_bsn
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.desk import Desk
from zvhdesk.services.finding import find
from zvhdesk.services.importing import register
from zvhdesk.services.importing.checking import Options

ROWS = 10_000
CEILING = 90.0
"""Seconds: ten times what it takes on two cores. It catches a lost order of magnitude, not a busy machine."""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """The Drenthe register over and over, each row with its own number and BSN."""
    rows = drenthe_rows()
    bsns = (f"{number}" for number in range(999_000_000, 1_000_000_000) if is_bsn(f"{number}"))
    made = [
        row | {"casusnummer": f"{row['casusnummer'][:4]}-{at:05d}", "bsn": next(bsns)}
        for at, row in enumerate(rows[at % len(rows)] for at in range(ROWS))
    ]
    path = tmp_path / "groot.csv"
    path.write_bytes(as_csv([list(made[0]), *(list(row.values()) for row in made)]))
    return path


@pytest.mark.long
def test_ten_thousand_rows_are_one_act(desk: Desk, large: Path) -> None:
    settled(desk, "drenthe")
    told: list[tuple[int, int]] = []
    begun = perf_counter()
    opened = register.open_register(desk, large)
    checked = register.check_opened(opened, opened.mapping, desk.today(), Options())
    report = register.take_over(
        desk, opened, opened.mapping, checked, lambda done, total: told.append((done, total))
    )
    took = perf_counter() - begun
    print(f"10,000 rows read, checked and written in {took:.1f} s")
    assert took < CEILING
    assert (report.cases, report.persons, report.rejected) == (ROWS, ROWS, ())
    assert told[0] == (0, ROWS)
    assert told[-1] == (ROWS, ROWS)
    imported = select(func.count(), func.count(ChangeSet.act.distinct())).where(ChangeSet.origin == "import")
    assert tuple(desk.read(lambda session: session.execute(imported).one())) == (2 * ROWS + 1, 1)
    assert desk.read(lambda session: find(session, "2022-09")).hits
