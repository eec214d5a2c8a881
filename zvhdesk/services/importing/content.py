"""How well the values of a column fit each field, whatever stands above them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zvhdesk.domain.bsn import read_bsn
from zvhdesk.domain.reading.births import birth_span, read_birth
from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing, text_of
from zvhdesk.domain.reading.dates import read_date
from zvhdesk.domain.reading.names import is_initials, is_prefix
from zvhdesk.domain.reading.words import read_border, read_flag, read_product
from zvhdesk.services.importing.fields import CASE_DATES, FLAGS, Field
from zvhdesk.services.importing.house_view import NATIONAL, HouseView, partner_key
from zvhdesk.services.importing.partners import is_organisation
from zvhdesk.services.importing.source import Source

SAMPLE = 400
"""Rows looked at: enough to tell, and a register of 10,000 opens at once."""

_NUMBER = re.compile(r"^[A-Za-z]{0,6}[-_/. ]?\d{2,4}[-_/. ]\d{1,6}$|^[A-Za-z]{1,6}[-_/. ]?\d{2,8}$")
_PLAIN_NUMBER = re.compile(r"^\d{1,8}$")
_NAME = re.compile(r"^[^\W\d_][\w'’. -]*$")
_FULL_NAME = re.compile(r"^[^\d,]+, *([^\W\d_]{1,3}\. *)+[^\d,]*$|^([^\W\d_]{1,2}\.[ -]?)+ *[^\d,.]{2,}$")
_TOPIC = re.compile(r"overlast|verward|radicalis|stalking|geweld|mensenhandel|zeden|in het geding|veiligheid")


@dataclass(frozen=True)
class Column:
    """A column of the file with what it holds. `filled` is the share of rows with a value.

    `fits` is how well it fits the fields that it was held against, in one house.
    """

    at: int
    heading: str
    cells: tuple[Cell, ...]
    values: tuple[Cell, ...]
    nought: date
    fits: dict[Field, float] = field(default_factory=dict, repr=False, compare=False)

    @property
    def filled(self) -> float:
        """Which part of the rows says something in this column."""
        return len(self.values) / len(self.cells) if self.cells else 0.0

    def share(self, fits: Callable[[Cell], object]) -> float:
        """Which part of the values fits; 0 for a column without values."""
        return sum(n for value, n in self._counted if fits(value)) / len(self.values) if self.values else 0.0

    @cached_property
    def _counted(self) -> list[tuple[Cell, int]]:
        """Each value once, with how often it stands there. Here 1 is another than True."""
        return [(value, n) for (_, value), n in Counter((type(one), one) for one in self.values).items()]

    def dates(self) -> list[date | None]:
        """The values as days, the earliest for a partial one; None for what is no date."""
        return [_day(cell, self.nought) for cell in self.cells]


def columns_of(source: Source) -> list[Column]:
    """Every column of the source, with a sample of its cells."""
    rows = [record for record in source.records[:SAMPLE] if record.fault is None]
    return [
        _column(at, heading, [row.cells[at] if at < len(row.cells) else None for row in rows], source.nought)
        for at, heading in enumerate(source.headings)
    ]


def fit(column: Column, field: Field, house: HouseView) -> float:
    """Which part of the column's values can be this field, 0 to 1."""
    alike = CASE_DATES[0] if field in CASE_DATES else FLAGS[0] if field in FLAGS else field
    if alike not in column.fits:
        column.fits[alike] = _fit(column, alike, house)
    return column.fits[alike]


def _fit(column: Column, field: Field, house: HouseView) -> float:  # noqa: PLR0911 - one case each
    match field:
        case Field.BSN:
            return column.share(_reads(read_bsn))
        case Field.BIRTH:
            return column.share(lambda cell: _day(cell, column.nought))
        case _ if field in CASE_DATES:
            return column.share(_reads(lambda cell: read_date(cell, column.nought)))
        case _ if field in FLAGS:
            return column.share(_reads(read_flag, none_is_fine=True))
        case Field.PRODUCT:
            return column.share(_reads(read_product))
        case Field.BORDER:
            return column.share(_reads(read_border, none_is_fine=True))
        case Field.MUNICIPALITY:
            return column.share(lambda cell: _is_gemeente(text_of(cell), house))
        case Field.TABLE:
            return column.share(lambda cell: house.table(text_of(cell)))
        case _:
            return column.share(lambda cell: _fits_text(field, text_of(cell), house))


def _column(at: int, heading: str, cells: Sequence[Cell], nought: date) -> Column:
    values = tuple(cell for cell in cells if not is_nothing(cell))
    return Column(at, heading or f"Kolom {at + 1}", tuple(cells), values, nought)


def _fits_text(field: Field, text: str, house: HouseView) -> bool:  # noqa: PLR0911 - one case each
    match field:
        case Field.NUMBER:
            return bool(_NUMBER.match(text) or _PLAIN_NUMBER.match(text))
        case Field.REFERRER:
            return is_organisation(text) or partner_key(text) in house.partners
        case Field.INITIALS:
            return is_initials(text)
        case Field.PREFIX:
            return is_prefix(text)
        case Field.NAME:
            return bool(_FULL_NAME.match(text))
        case Field.SURNAME:
            return bool(_NAME.match(text)) and len(text.split()) <= 3 and text[0].isupper()
        case Field.TOPIC:
            return bool(_TOPIC.search(text.casefold()))
        case _:
            return False


def distinct(column: Column) -> float:
    """How many different values there are, as a part of all values."""
    return len({text_of(value) for value in column.values}) / len(column.values) if column.values else 0.0


def numbered_by_year(column: Column) -> float:
    """Which part of the values looks like a case number and not like a mere row number."""
    return column.share(lambda cell: _NUMBER.match(text_of(cell)))


def _is_gemeente(text: str, house: HouseView) -> bool:
    return house.gemeenten.find(text) is not None or NATIONAL.find(text) is not None


def _reads(read: Callable[[Cell], object], *, none_is_fine: bool = False) -> Callable[[Cell], bool]:
    def fits(cell: Cell) -> bool:
        try:
            return read(cell) is not None or none_is_fine
        except Unreadable:
            return False

    return fits


def _day(cell: Cell, nought: date) -> date | None:
    try:
        birth = read_birth(cell, nought)
    except Unreadable:
        return None
    return None if birth is None else birth_span(birth)[0]
