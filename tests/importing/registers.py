"""Registers as other systems write them: the 192 cases of Drenthe, and small ones made on the spot."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.house_view import HouseView, TableView
from zvhdesk.services.importing.source import Source
from zvhdesk.services.municipalities import Finder, of_region
from zvhdesk.services.regions import preset

DATA = Path(__file__).resolve().parent.parent / "data"
DRENTHE_CSV = DATA / "register_drenthe_2023.csv"
TODAY = date(2026, 3, 12)

DRENTHE = HouseView(
    gemeenten=Finder(of_region("Drenthe")),
    tables=(TableView("casusoverleg", "Casusoverleg", "Casusoverleg"),),
    default_table_id="casusoverleg",
)
TWENTE = HouseView(
    gemeenten=Finder(of_region("Twente")),
    tables=tuple(
        TableView(table.name, table.name, table.short_name, table.min_age, table.max_age)
        for table in preset("twente").tables
    ),
)

GOOD = {
    "casusnummer": "2024-0001",
    "aanmelddatum": "2024-02-01",
    "aanmelder": "Politie",
    "gemeente": "Enschede",
    "voorletters": "A.B.",
    "voorvoegsel": "van",
    "achternaam": "Testveld",
    "geboortedatum": "1990-05-04",
    "bsn": "999990019",
    "product": "procesregie",
    "casustafel": "Top-X",
    "start_behandeling": "2024-02-20",
}
"""A row that a Twente house takes over."""


def drenthe_rows() -> list[dict[str, str]]:
    """The rows of the Drenthe register."""
    text = DRENTHE_CSV.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def as_csv(rows: Sequence[Sequence[Any]], delimiter: str = ";") -> bytes:
    """Rows, the heading first, as UTF-8 CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def small(*changes: dict[str, Any]) -> Source:
    """A register with one row per change of the good row; each has its own case number, and no BSN."""
    rows = [
        {**GOOD, "casusnummer": f"2024-{at:04d}", "bsn": ""} | change for at, change in enumerate(changes, 1)
    ]
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return read_csv(
        "klein.csv", as_csv([headings, *([row.get(name, "") for name in headings] for row in rows)])
    )


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], *, date_1904: bool = False) -> Path:
    """A workbook with real Excel dates for every date in it."""
    with xlsxwriter.Workbook(
        str(path), {"default_date_format": "dd-mm-yyyy", "date_1904": date_1904}
    ) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def other_layout(
    columns: Sequence[tuple[str, Callable[[dict[str, str]], Any]]], rows: Sequence[dict[str, str]]
) -> list[list[Any]]:
    """The rows under other headings, each cell made by its column's function."""
    return [[heading for heading, _ in columns], *([make(row) for _, make in columns] for row in rows)]
