"""What people typed, as paper and the wall may say it: known names as initials, no BSN or address."""

import re
from collections.abc import Iterable, Iterator

from zvhdesk.domain.masking import BSN, PersonName, mask, mask_bsn
from zvhdesk.models.people import Person

_ADDRESS = "[adres]"


class Discreet:
    """Made from the persons of a case; called with a text it gives the text for paper or the wall.

    Page 1 carries no name (CHAIRS.md, Papers) and an address may be secret (CHAIRS.md, 6): names stand in the
    one table of persons, BSN and address nowhere, also where somebody typed them in a sentence. Of `others`,
    such as the people of the other cases on an agenda, the names are hidden; a BSN is of nobody's business,
    so any number that passes the elfproef goes, also of who is in no case.
    """

    def __init__(self, persons: Iterable[Person], others: Iterable[PersonName] = ()) -> None:
        known = tuple(persons)
        self._names = [PersonName(each.initials, each.prefix, each.surname) for each in known]
        self._names += others
        self._private = [
            *((pattern, BSN) for each in known for pattern in _digits(each.bsn)),
            *((pattern, _ADDRESS) for each in known for pattern in _places(each.address)),
        ]

    def __call__(self, text: str | None) -> str:
        """The text without them; None is empty."""
        said = (text or "").strip()
        for pattern, instead in self._private:
            said = pattern.sub(instead, said)
        return mask(mask_bsn(said), self._names)


def _digits(bsn: str | None) -> Iterator[re.Pattern[str]]:
    digits = [sign for sign in bsn or "" if sign.isdigit()]
    if digits:
        yield re.compile(r"(?<!\d)" + r"[\s.\-]?".join(digits) + r"(?!\d)")


def _places(address: str | None) -> Iterator[re.Pattern[str]]:
    """The parts of an address that hold a number: street and house, postcode and town."""
    for part in (address or "").split(","):
        words = [re.escape(word) for word in part.split()]
        if words and any(sign.isdigit() for sign in part):
            yield re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
