"""The file as rows of cells, whatever wrote it: CSV of any kind, or a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zvhdesk.domain.reading.cells import Cell, text_of
from zvhdesk.domain.reading.dates import EXCEL_1900
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services.importing.headings import recognised

FILE_FIELD = "bestand"
_LOOK_FOR_HEADING = 15


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the physical line (or row of the sheet) where it starts, the first of the file being 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A register as it was found. `nought` is day nought of its date numbers."""

    name: str
    kind: str
    headings: tuple[str, ...]
    records: tuple[Record, ...]
    sheet: str | None = None
    nought: date = EXCEL_1900

    @property
    def description(self) -> str:
        """What was read, for the title: `Excel, blad Zaken, 391 rijen`."""
        sheet = f", blad {self.sheet}" if self.sheet else ""
        count = len(self.records)
        return f"{self.kind}{sheet}, {count} {'rij' if count == 1 else 'rijen'}"


def bad_file(sentence: str) -> Refused:
    """The refusal of a file as a whole."""
    return Refused(BadInput(FILE_FIELD, sentence))


def file_bytes(path: Path) -> bytes:
    """What the file holds. Raises Refused."""
    try:
        return path.read_bytes()
    except OSError:
        raise bad_file(
            "Dit bestand kan niet worden gelezen. Staat het er nog, en mag u het openen?"
        ) from None


def heading_row(rows: Sequence[Record]) -> int:
    """Which of the first rows is the heading: the one with most known headings, else the first wide one."""
    first = rows[:_LOOK_FOR_HEADING]
    known = [sum(recognised(text_of(cell)) for cell in row.cells) for row in first]
    if max(known, default=0) >= 2:
        return known.index(max(known))
    wide = [at for at, row in enumerate(first) if sum(bool(text_of(cell)) for cell in row.cells) >= 2]
    return wide[0] if wide else 0


def make_source(
    name: str, kind: str, rows: Sequence[Record], sheet: str | None = None, nought: date = EXCEL_1900
) -> Source:
    """The source of all rows, heading included; empty rows and empty columns at the end fall away."""
    filled = [row for row in rows if any(text_of(cell) for cell in row.cells)]
    if not filled:
        raise bad_file("Dit bestand is leeg.")
    at = heading_row(filled)
    headings = [text_of(cell) for cell in filled[at].cells]
    while headings and not headings[-1]:
        headings.pop()
    return Source(name, kind, tuple(headings), tuple(filled[at + 1 :]), sheet, nought)
