"""Rows that are not whole: half a case must not come in as a case."""

from collections.abc import Sequence
from itertools import pairwise

from zvhdesk.domain.reading.cells import Unreadable, is_nothing, text_of
from zvhdesk.domain.reading.dates import read_date
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.row import Layout
from zvhdesk.services.importing.source import Record, Source

LONGEST = 32_767
"""Letters in a cell, as in a workbook. What is longer fits into no envelope, and stands on no form."""
_TOO_LONG = "In deze rij staat een tekst van meer dan 32.767 tekens. Kort die in."
_FEW = 0.1
_BLOCK = 16
"""Rows of which Excel decides together how many fields it writes."""


def broken_rows(source: Source, layout: Layout) -> dict[int, str]:
    """By line: why a row is not whole.

    Some programs leave out what is empty at the end of a row. That is told from damage by the other rows: a
    few short rows among full ones are damage, and so is a row of which the rest stands on the next line.
    """
    long = {record.line: _TOO_LONG for record in source.records if _longest(record) > LONGEST}
    if source.kind != "CSV":
        return long  # a workbook has no end of a row: what is not there is empty
    width = len(source.headings)
    whole = [record for record in source.records if record.fault is None]
    short = [record for record in whole if len(record.cells) < width]
    full = len(whole) - len(short)
    found = long | {line: _torn(width) for line in _torn_lines(source.records, layout)}
    writes_empty = any(len(r.cells) >= width and not text_of(r.cells[width - 1]) for r in whole)
    few = len(short) < _FEW * len(whole) or (writes_empty and full and len(whole) <= _BLOCK)
    if few:
        for record in short:
            found.setdefault(record.line, f"Deze rij heeft {_fields(record)} en de kop {width}.")
    return found


def _longest(record: Record) -> int:
    return max((len(cell) for cell in record.cells if isinstance(cell, str)), default=0)


def _torn_lines(rows: Sequence[Record], layout: Layout) -> set[int]:
    """The lines of rows that go on after an unquoted end of line, and of what follows a row with a fault."""
    width = len(layout.headings)
    with_digits = 2 * sum(_has_digit(row, layout) for row in rows) >= len(rows)
    torn: set[int] = set()
    for one, other in pairwise(rows):
        begins = _begins_a_case(other, layout) and (_has_digit(other, layout) or not with_digits)
        if other.fault is not None or other.line != one.line + 1 or begins:
            continue
        if one.fault is not None or one.line in torn:
            torn.add(other.line)
        elif max(len(one.cells), len(other.cells)) < width >= len(one.cells) + len(other.cells) - 1:
            torn |= {one.line, other.line}
    return torn


def _begins_a_case(record: Record, layout: Layout) -> bool:
    """Whether the row has what every case has: a number and a day of aanmelding."""
    try:
        day = read_date(layout.cell(record, Field.REFERRED_ON), layout.nought)
    except Unreadable:
        return False
    return day is not None and not is_nothing(layout.cell(record, Field.NUMBER))


def _has_digit(record: Record, layout: Layout) -> bool:
    return any(sign.isdigit() for sign in text_of(layout.cell(record, Field.NUMBER)))


def _torn(width: int) -> str:
    return (
        "Deze rij is afgebroken: er staat een regeleinde in een tekst. Zet de tekst tussen aanhalingstekens; "
        f"de kop heeft {width} velden."
    )


def _fields(record: Record) -> str:
    count = len(record.cells)
    return f"{count} {'veld' if count == 1 else 'velden'}"
