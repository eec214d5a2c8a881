"""The physical lines of a CSV as rows: each line is in a row or refused, never swallowed by a loose quote.

A quoted text may run over several lines. It is believed only when it is closed as quoted texts are, before a
delimiter or the end of the line, and when the lines it runs over are not rows themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zvhdesk.services.importing.source import Fault, Record

UNCLOSED = (
    "Een aanhalingsteken op deze rij is niet gesloten. "
    "Haal het weg of zet er aan het eind van de tekst nog een."
)
_LONGEST_FIELD = 1_000_000
_MOST = 0.9
_HALF = 0.5


@dataclass(slots=True)
class _Piece:
    """The row being read. `per_line`: so many delimiters each of its lines would have as a row of its own."""

    line: int
    cells: list[str] = field(default_factory=list)
    per_line: list[int] = field(default_factory=lambda: [0])
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The first and last line, counted within this piece, of each text that runs over several lines."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """What rows of this file have: at least so many columns, and (or not) a number in the first."""

    least: int
    numbered: bool

    def is_row(self, line: str, columns: int, delimiter: str) -> bool:
        """Whether a line with so many columns may be a row of its own."""
        return columns >= self.least and (not self.numbered or _has_number(_first(line, delimiter)))


class _LooseQuote(Exception):
    """A quote in this column cannot be what opens or closes a text."""

    def __init__(self, column: int) -> None:
        super().__init__()
        self.column = column


def rows_of(lines: Sequence[str], delimiter: str) -> list[Record]:
    """A record for every row of the lines (with their ends). What cannot be read is a record with a fault."""
    if not any('"' in line for line in lines):
        return _rows(lines, delimiter, None)
    return _rows(lines, delimiter, _usual(lines, delimiter))


def _rows(lines: Sequence[str], delimiter: str, usual: _Usual | None) -> list[Record]:
    """The rows; without `usual` every quoted text that is closed is believed."""
    rows: list[Record] = []
    at = 0
    while at < len(lines):
        if '"' not in lines[at]:
            rows.append(Record(at + 1, tuple(_bare(lines[at]).split(delimiter))))
            at += 1
            continue
        try:
            piece = _read(lines, at, delimiter)
            if usual is not None:
                _believe(piece, lines, delimiter, usual)
        except _LooseQuote as loose:
            rows.append(Record(at + 1, (), Fault(loose.column, UNCLOSED)))
            at += 1
        else:
            rows.append(Record(piece.line, tuple(piece.cells)))
            at += len(piece.per_line)
    return rows


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


def _usual(lines: Sequence[str], delimiter: str) -> _Usual:
    rows = [row.cells for row in _rows(lines, delimiter, None) if len(row.cells) > 1 or row.fault is not None]
    widths = [len(cells) for cells in rows if cells]
    if not widths:
        return _Usual(2, numbered=False)
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    numbers = sum(_has_number(str(cells[0])) for cells in rows if cells)
    numbered = numbers >= _HALF * len(widths)
    if widths.count(usual) >= _MOST * len(rows):
        return _Usual(max(2, usual), numbered)
    # Some programs leave out what is empty at the end of a row.
    plain = [line for line in lines if '"' not in line and delimiter in line]
    short = [line.count(delimiter) + 1 for line in plain if numbered and _has_number(_first(line, delimiter))]
    return _Usual(max(2, min([usual // 2 + 1, *short])), numbered)


def _first(line: str, delimiter: str) -> str:
    return line.split(delimiter, 1)[0]


def _has_number(cell: str) -> bool:
    text = cell.strip().strip('"').strip()
    return any(sign.isdigit() for sign in text) and " " not in text


def _believe(piece: _Piece, lines: Sequence[str], delimiter: str, usual: _Usual) -> None:
    """Raises _LooseQuote when a text over several lines holds what are rows themselves."""
    for column, (first, last) in enumerate(piece.spans):
        if first == last:
            continue
        is_row = [
            usual.is_row(lines[piece.line - 1 + at], piece.per_line[at] + 1, delimiter)
            for at in range(first, last + 1)
        ]
        if any(is_row[1:-1]) or (is_row[0] and is_row[-1]):
            raise _LooseQuote(column)


def _read(lines: Sequence[str], at: int, delimiter: str) -> _Piece:
    """The row that starts on this line. Raises _LooseQuote."""
    piece = _Piece(at + 1)
    text, place = lines[at], 0
    while True:
        first = len(piece.per_line) - 1
        if text.startswith('"', place):
            text, place, cell = _quoted(piece, lines, at, place + 1, delimiter)
        else:
            end = text.find(delimiter, place)
            end = len(_bare(text)) if end < 0 else end
            cell, place = text[place:end], end
        piece.cells.append(cell)
        piece.spans.append((first, len(piece.per_line) - 1))
        if not text.startswith(delimiter, place):
            return piece
        piece.per_line[-1] += 1
        place += 1


def _quoted(
    piece: _Piece, lines: Sequence[str], start: int, place: int, delimiter: str
) -> tuple[str, int, str]:
    """The quoted text from here: the line on which it ends, the place after it, and what it says."""
    column = len(piece.cells)
    first = len(piece.per_line)
    text, begin = lines[start + first - 1], place
    parts: list[str] = []
    loose = False
    while True:
        end = text.find('"', place)
        if end < 0:
            parts.append(text[place:])
            piece.per_line[-1] += text[begin:].count(delimiter)
            here = start + len(piece.per_line)
            if loose or here >= len(lines) or sum(map(len, parts)) > _LONGEST_FIELD:
                raise _LooseQuote(column)
            piece.per_line.append(0)
            text, place, begin = lines[here], 0, 0
            continue
        parts.append(text[place:end])
        place = end + 1
        if text.startswith('"', place):
            parts.append('"')
            place += 1
            continue
        after = len(text) - len(text[place:].lstrip(" "))
        if after >= len(_bare(text)) or text.startswith(delimiter, after):
            break
        # A quote within the text that was not doubled: read as it stands, where nothing can be meant by it
        # but that.
        loose = True
        parts.append('"')
    cell = "".join(parts)
    over_lines = len(piece.per_line) > first
    if loose and (over_lines or delimiter in cell):
        raise _LooseQuote(column)
    if over_lines:
        piece.per_line[-1] += text[: place - 1].count(delimiter)
    return text, after, cell
