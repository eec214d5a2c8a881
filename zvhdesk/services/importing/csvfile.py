"""CSV: `;`, `,` or tab; UTF-8 with and without BOM, UTF-16 with BOM, Windows-1252."""

import codecs
import csv
import io

from zvhdesk.services.importing.source import Record, Source, bad_file, make_source

DELIMITERS = (";", ",", "\t", "|")
_LONGEST_FIELD = 1_000_000
_SAMPLE = 60


def read_csv(name: str, data: bytes) -> Source:
    """The source in the bytes of a CSV file. Raises Refused."""
    text = _decode(data)
    if "\0" in text:
        raise bad_file("Dit is geen tekstbestand. Sla de lijst op als CSV of als Excel-werkmap (.xlsx).")
    declared, skip = _declared_delimiter(text)
    delimiter = declared or max(DELIMITERS, key=lambda mark: _regularity(text, mark))
    rows = _rows(text, delimiter)
    return make_source(name, "CSV", rows[skip:])


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


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """How well the first rows agree on a number of columns above one, and that number."""
    widths = [len(row.cells) for row in _rows(text, delimiter, _SAMPLE)]
    if not widths:
        return 0, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (widths.count(usual) if usual > 1 else 0), usual


def _rows(text: str, delimiter: str, at_most: int | None = None) -> list[Record]:
    lines = io.StringIO(text, newline="")
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[Record] = []
    start = 1
    try:
        for cells in reader:
            rows.append(Record(start, tuple(cells)))
            start = reader.line_num + 1
            if at_most is not None and len(rows) >= at_most:
                break
    except csv.Error:
        if at_most is None:
            raise bad_file(f"Vanaf regel {start} is dit bestand niet te lezen als CSV.") from None
    return rows
