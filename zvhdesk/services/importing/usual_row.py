"""What the rows of a CSV have in common: by that a line within a quoted text is seen to be a row itself.

A loose quote that meets another one can make a single row of many, and that row can look whole. So what is
usual is taken both from the rows as they were read and from the lines as they stand.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zvhdesk.services.importing.source import Record

_MOST = 0.9
_HALF = 0.5
_LONGEST_MARK = 24
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class UsualRow:
    """What rows of this file have: at least so many columns, and (or not) a number in the first.

    `marks`: by column, the forms that its numbers and days have, such as 9-9 for 2024-0031.
    """

    least: int
    numbered: bool
    marks: Mapping[int, set[str]]

    def fits(self, cells: Sequence[str], columns: int) -> bool:
        """Whether a line with these cells is as wide as a row, and begins as one."""
        return columns >= self.least and (not self.numbered or _has_number(cells[0]))

    def marks_in(self, cells: Sequence[str], first: int = 0) -> int:
        """How many of the cells, the first standing in that column, look like what stands there in rows."""
        return sum(_form(cell) in self.marks.get(at, ()) for at, cell in enumerate(cells, first))


def usual_row(rows: Sequence[Record], lines: Iterable[Sequence[str]]) -> UsualRow:
    """Of a file that was read as these rows, every quote believed, and whose lines hold these cells."""
    read = [_texts(row) for row in rows if len(row.cells) > 1]
    # A row that runs over several lines may be one too many, and is no witness of itself.
    single = [_texts(one) for one, other in pairwise(rows) if other.line == one.line + 1]
    marks = _marks(read, single, [cells for cells in lines if len(cells) > 1])
    if not read:
        return UsualRow(2, False, marks)
    widths = Counter(map(len, read))
    usual = max(widths, key=lambda width: (widths[width], width))
    if widths[usual] < _MOST * (len(read) + sum(row.fault is not None for row in rows)):
        # Some programs leave out what is empty at the end of a row.
        usual = usual // 2 + 1
    numbered = sum(_has_number(cells[0]) for cells in read) >= _HALF * len(read)
    return UsualRow(max(2, usual), numbered, marks)


def _texts(row: Record) -> list[str]:
    return [str(cell) for cell in row.cells]


def _marks(
    read: Sequence[Sequence[str]], single: Sequence[Sequence[str]], lines: Sequence[Sequence[str]]
) -> dict[int, set[str]]:
    """Every form in a column of numbers or days, and any form that half of all lines have there."""
    marks: defaultdict[int, set[str]] = defaultdict(set)
    alone = _forms(single)
    for at, forms in _forms(read).items():
        if forms[""] <= _HALF * forms.total():
            marks[at] |= {form for form, count in forms.items() if count > 1 or form in alone[at]}
    for at, forms in _forms(lines).items():
        marks[at] |= {form for form, count in forms.items() if count >= _HALF * len(lines)}
    return {at: forms - {""} for at, forms in marks.items()}


def _forms(rows: Sequence[Sequence[str]]) -> defaultdict[int, Counter[str]]:
    """By column, how often a form stands there; what is empty counts as nothing, other words as no form."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for cells in rows:
        for at, cell in enumerate(cells):
            if cell:
                counts[at][_form(cell)] += 1
    return counts


def _form(cell: str) -> str:
    """The form of a number or a day: 9-9 for 2024-0031, 9 a 9 for 3 okt 2023. Empty for everything else."""
    if len(cell) > _LONGEST_MARK or not any(map(str.isdigit, cell)):
        return ""
    return _LETTERS.sub("a", _DIGITS.sub("9", cell.replace('"', "")))


def _has_number(cell: str) -> bool:
    text = cell.strip().strip('"').strip()
    return any(sign.isdigit() for sign in text) and " " not in text
