"""Excel workbooks, read as a stream: the sheet with the most known headings is the register."""

import io
import warnings
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from zvhdesk.domain.reading.cells import Cell, text_of
from zvhdesk.domain.reading.dates import EXCEL_1900, EXCEL_1904
from zvhdesk.domain.refusals import Refused
from zvhdesk.services.importing.heading_row import heading_row
from zvhdesk.services.importing.headings import recognised
from zvhdesk.services.importing.source import Record, Source, bad_file, make_source

_LOOK = 15
_NOT_A_WORKBOOK = (
    "Deze werkmap kan niet worden gelezen. Is hij beschadigd, is er een wachtwoord op gezet of is het een "
    "oude .xls? Sla de lijst dan op als gewone Excel-werkmap (.xlsx)."
)


def read_workbook(name: str, data: bytes) -> Source:
    """The source in the bytes of an .xlsx file. Raises Refused."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of decoration it leaves out: validation lists, conditional colours.
            warnings.simplefilter("ignore")
            return _read(name, data)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere: in the archive, its streams, the XML, the cells
        raise bad_file(_NOT_A_WORKBOOK) from None


def _read(name: str, data: bytes) -> Source:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
        best = max(sheets, key=_known_headings, default=None)
        if best is None:
            raise bad_file("In deze werkmap staat geen blad met rijen.")
        nought = EXCEL_1904 if book.epoch == CALENDAR_MAC_1904 else EXCEL_1900
        return make_source(name, "Excel", _rows(best), best.title, nought)
    finally:
        book.close()


def _known_headings(sheet: Any) -> tuple[int, int]:
    top = _rows(sheet, _LOOK)
    at = heading_row([row.cells for row in top])
    return sum(recognised(text_of(cell)) for cell in top[at].cells) if at is not None else 0, len(top)


def _rows(sheet: Any, at_most: int | None = None) -> list[Record]:
    sheet.reset_dimensions()  # some exports state a size of one cell
    found = sheet.iter_rows(max_row=at_most, values_only=True)
    return [Record(line, tuple(_cell(value) for value in row)) for line, row in enumerate(found, start=1)]


def _cell(value: Any) -> Cell:
    match value:
        case datetime():
            return value.date()
        case None | str() | bool() | int() | float() | date():
            return value
        case time():
            return value.isoformat()
        case _:
            return str(value)
