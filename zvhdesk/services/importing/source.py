"""The file as rows of cells, whatever wrote it: CSV of any kind, or a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zvhdesk.domain.reading.cells import Cell, text_of
from zvhdesk.domain.reading.dates import EXCEL_1900
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services.importing.heading_row import heading_row, looks_personal

FILE_FIELD = "bestand"
_NO_HEADINGS = (
    "In dit bestand staat geen rij met koppen. Zet in de eerste rij boven elke kolom hoe die heet, "
    "bijvoorbeeld Casusnummer en Aanmelddatum, en kies het bestand opnieuw."
)
_BROKEN_HEADINGS = (
    "Een aanhalingsteken boven in dit bestand is niet gesloten. Verbeter rij {line} en kies het opnieuw."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be read at all: the column where that shows, and a sentence."""

    at: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the physical line (or row of the sheet) where it starts, the first of the file being 1.

    A row with a fault has no cells.
    """

    line: int
    cells: tuple[Cell, ...]
    fault: Fault | None = None


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


def make_source(
    name: str, kind: str, rows: Sequence[Record], sheet: str | None = None, nought: date = EXCEL_1900
) -> Source:
    """The source of all rows, heading included; empty rows and empty columns at the end fall away.

    Raises Refused when there are no rows, or no headings above them.
    """
    filled = [row for row in rows if row.fault is not None or any(text_of(cell) for cell in row.cells)]
    if not filled:
        raise bad_file("Dit bestand is leeg.")
    whole = [row for row in filled if row.fault is None]
    found = heading_row([row.cells for row in whole])
    broken = next((row for row in filled if row.fault is not None), None)
    if broken is not None and (found is None or broken.line < whole[found].line):
        raise bad_file(_BROKEN_HEADINGS.format(line=broken.line))
    if found is None:
        raise bad_file(_NO_HEADINGS)
    headings = [text_of(cell) for cell in whole[found].cells]
    while headings and not headings[-1]:
        headings.pop()
    below = filled[filled.index(whole[found]) + 1 :]
    return Source(name, kind, _harmless(headings), tuple(below), sheet, nought)


def _harmless(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings go to the screen, the error list and the mapping that is kept: a BSN or a day never does."""
    return tuple(
        f"Kolom {at}" if looks_personal(heading) else heading for at, heading in enumerate(headings, start=1)
    )
