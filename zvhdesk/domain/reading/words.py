"""Words with a fixed meaning: yes and no, products, and the border of a gemeente."""

import re
import unicodedata

from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing, text_of
from zvhdesk.domain.terms import Border, Product

_YES = frozenset({"ja", "j", "yes", "y", "1", "true", "waar", "x"})
_NO = frozenset({"nee", "n", "no", "0", "false", "onwaar", "neen"})

_PRODUCTS = {
    "procesregie": Product.COORDINATION,
    "regie": Product.COORDINATION,
    "pr": Product.COORDINATION,
    "uitgebreidadvies": Product.EXTENDED_ADVICE,
    "adviesuitgebreid": Product.EXTENDED_ADVICE,
    "ua": Product.EXTENDED_ADVICE,
    "advies": Product.ADVICE,
    "kortadvies": Product.ADVICE,
    "enkelvoudigadvies": Product.ADVICE,
}
_BORDERS = {
    "anderegemeenteinderegio": Border.REGION,
    "anderegemeente": Border.REGION,
    "regio": Border.REGION,
    "andereprovincie": Border.PROVINCE,
    "provincie": Border.PROVINCE,
    "nationaal": Border.NATIONAL,
    "landelijk": Border.NATIONAL,
    "buitenland": Border.ABROAD,
    "internationaal": Border.ABROAD,
}


def key(text: str) -> str:
    """What is left of a word to compare it by: small letters and digits, no accents, spaces or signs."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", bare)


def read_flag(cell: Cell) -> bool | None:
    """Yes, no, or None for unknown: ja, nee, J, N, 1, 0, true, false, waar, onwaar. Raises Unreadable."""
    if isinstance(cell, bool):
        return cell
    if is_nothing(cell):
        return None
    word = text_of(cell).casefold().rstrip(".")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable("Hier staat geen ja of nee.")


def read_product(cell: Cell) -> Product | None:
    """The product, None when it says nothing. Raises Unreadable for another word."""
    if is_nothing(cell):
        return None
    found = _PRODUCTS.get(key(text_of(cell)))
    if found is None:
        raise Unreadable("Dit product is niet bekend: procesregie, uitgebreid advies of advies.")
    return found


def read_border(cell: Cell) -> Border | None:
    """Which border a case crosses; None when it says nothing or `nee`. Raises Unreadable for another word."""
    if is_nothing(cell) or text_of(cell).casefold() in _NO:
        return None
    found = _BORDERS.get(key(text_of(cell)))
    if found is None:
        raise Unreadable(
            "Deze gemeentegrens is niet bekend: andere gemeente in de regio, andere provincie, "
            "nationaal of buitenland."
        )
    return found
