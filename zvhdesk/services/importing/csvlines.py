"""The physical lines of a CSV as rows: each line is in a row or refused, never swallowed by a loose quote.

A quoted text may run over several lines. It is believed only when it is closed as quoted texts are, before a
delimiter or the end of the line, and when the lines it runs over are not rows themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zvhdesk.services.importing.source import Fault, Record
from zvhdesk.services.importing.usual_row import UsualRow, usual_row

UNCLOSED = (
    "Een aanhalingsteken op deze rij is niet gesloten. "
    "Haal het weg of zet er aan het eind van de tekst nog een."
)
SWALLOWS = (
    "Een tekst op deze rij loopt door op de rijen daaronder, en die zien er zelf uit als zaken. "
    "Verbeter de aanhalingstekens, of zet de tekst op één regel."
)
_LONGEST_FIELD = 1_000_000


@dataclass(slots=True)
class _Piece:
    """The row being read. `per_line`: so many delimiters each of its lines would have as a row of its own."""

    line: int
    cells: list[str] = field(default_factory=list)
    per_line: list[int] = field(default_factory=lambda: [0])
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The first and last line, counted within this piece, of each text that runs over several lines."""


class _LooseQuote(Exception):
    """A quote in this column cannot be what opens or closes a text."""

    def __init__(self, column: int, sentence: str = UNCLOSED) -> None:
        super().__init__()
        self.column = column
        self.sentence = sentence


def rows_of(lines: Sequence[str], delimiter: str) -> list[Record]:
    """A record for every row of the lines (with their ends). What cannot be read is a record with a fault."""
    believed = _rows(lines, delimiter, None)
    if len(believed) == len(lines):
        return believed
    cells = (_cells(line, delimiter) for line in lines)
    return _rows(lines, delimiter, usual_row(believed, cells))


def _rows(lines: Sequence[str], delimiter: str, usual: UsualRow | None) -> list[Record]:
    """The rows; without `usual` every quoted text that is closed is believed."""
    rows: list[Record] = []
    at = 0
    while at < len(lines):
        if '"' not in lines[at]:
            rows.append(Record(at + 1, tuple(_cells(lines[at], delimiter))))
            at += 1
            continue
        try:
            piece = _read(lines, at, delimiter)
            if usual is not None:
                _believe(piece, lines, delimiter, usual)
        except _LooseQuote as loose:
            rows.append(Record(at + 1, (), Fault(loose.column, loose.sentence)))
            at += 1
        else:
            rows.append(Record(piece.line, tuple(piece.cells)))
            at += len(piece.per_line)
    return rows


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


def _cells(line: str, delimiter: str) -> list[str]:
    return _bare(line).split(delimiter)


def _believe(piece: _Piece, lines: Sequence[str], delimiter: str, usual: UsualRow) -> None:
    """Raises _LooseQuote when a text over several lines holds what are rows themselves."""
    for column, (first, last) in enumerate(piece.spans):
        if first == last:
            continue
        cells = [_cells(lines[piece.line - 1 + at], delimiter) for at in range(first, last + 1)]
        fits = [usual.fits(of, piece.per_line[at] + 1) for at, of in enumerate(cells, first)]
        if any(fits[1:-1]) or (fits[0] and fits[-1]) or _holds_marks(piece, column, cells, usual):
            raise _LooseQuote(column, SWALLOWS)


def _holds_marks(piece: _Piece, column: int, cells: Sequence[Sequence[str]], usual: UsualRow) -> bool:
    """Whether numbers and days stand in the lines of this text where they stand in rows."""
    first, last = piece.spans[column]
    begun = column + 1
    if any(map(usual.marks_in, cells[1:-1])) or (first == 0 and usual.marks_in(cells[0][begun:], begun)):
        return True
    # Those of the last line stand where they do in rows, or where they do after this text.
    rest = [cell for cell, span in zip(piece.cells, piece.spans, strict=True) if span == (last, last)]
    return usual.marks_in(cells[-1]) > usual.marks_in(rest, begun)


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
