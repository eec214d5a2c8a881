"""The burgerservicenummer and its elfproef."""

import re

from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing, text_of

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the elfproef: 9a + 8b + ... + 2h - i is a multiple of 11."""
    if not re.fullmatch(r"[0-9]{9}", digits) or digits == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def read_bsn(cell: Cell) -> str | None:
    """The BSN in a cell as nine digits, None when it says nothing. A lost leading nought is put back.

    Raises Unreadable, whose sentence does not hold the number.
    """
    if is_nothing(cell):
        return None
    digits = re.sub(r"[ .\-]", "", text_of(cell))
    if re.fullmatch(r"[0-9]{8}", digits):
        digits = f"0{digits}"
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise Unreadable("Een BSN heeft negen cijfers.")
    if not is_bsn(digits):
        raise Unreadable("BSN klopt niet volgens de elfproef.")
    return digits
