"""CSV: `;`, `,` or tab; UTF-8 with and without BOM, UTF-16 with BOM, Windows-1252."""

import codecs
import io
from collections.abc import Sequence

from zvhdesk.services.importing.csvlines import rows_of
from zvhdesk.services.importing.source import Source, bad_file, make_source

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 60


def read_csv(name: str, data: bytes) -> Source:
    """The source in the bytes of a CSV file. Raises Refused."""
    text = _decode(data)
    if "\0" in text:
        raise bad_file("Dit is geen tekstbestand. Sla de lijst op als CSV of als Excel-werkmap (.xlsx).")
    declared, skip = _declared_delimiter(text)
    # Lines end as in the file, also within a quoted text: \r\n, \n or \r and nothing else.
    lines = list(io.StringIO(text, newline=""))
    delimiter = declared or max(DELIMITERS, key=lambda mark: _regularity(lines, mark))
    return make_source(name, "CSV", rows_of(lines, delimiter)[skip:])


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252; one of them must not refuse the whole register.
        return data.decode("cp1252", errors="replace")


def _declared_delimiter(text: str) -> tuple[str | None, int]:
    """Excel's own first line `sep=;`: the delimiter, and how many records to pass over."""
    first = text[:8].splitlines()[:1]
    if first and first[0].casefold().startswith("sep=") and len(first[0]) == 5:
        return first[0][4], 1
    return None, 0


def _regularity(lines: Sequence[str], delimiter: str) -> int:
    """How many of these delimiters stand where the first rows agree on a number of columns."""
    widths = [len(row.cells) for row in rows_of(lines[:_SAMPLE], delimiter)]
    return max((widths.count(width) * (width - 1) for width in set(widths)), default=0)
