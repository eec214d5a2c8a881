"""The organisations that refer: what is asked about each, and what the name suggests (WGS 2.27)."""

import re
from dataclasses import dataclass

from zvhdesk.domain.terms import PartnerClass, PartnerDomain


@dataclass(frozen=True, slots=True)
class PartnerAnswer:
    """What a person said in the mapping step of one organisation; `onbekend` is an answer."""

    name: str
    domain: PartnerDomain = PartnerDomain.UNKNOWN
    class_: PartnerClass = PartnerClass.UNKNOWN


_CARE, _SAFETY, _LOCAL = PartnerDomain.CARE, PartnerDomain.SAFETY, PartnerDomain.MUNICIPALITY
_ONE, _TWO = PartnerClass.PARAGRAPH_1, PartnerClass.PARAGRAPH_2

# The first that fits counts: a reclassering of the Leger des Heils is a reclassering. Lid 1 and lid 2 are
# those of WGS 2.27. What a municipal procesregisseur brings in counts under the gemeente.
_SUGGESTIONS: tuple[tuple[str, PartnerDomain, PartnerClass], ...] = (
    (r"reclassering|\bsvg\b|\b3ro\b", _SAFETY, _TWO),
    (r"politie|openbaar ministerie|^om\b|\bzsm\b", _SAFETY, _ONE),
    (r"\bdji\b|dienst justiti|\bpi\b|raad voor de kinderbescherming|\brvdk\b", _SAFETY, _ONE),
    (r"\bggd\b", _CARE, _ONE),
    (r"veilig thuis|\bggz\b|geestelijke gezondheid|verslavingszorg", _CARE, _TWO),
    (r"jeugdbescherming|\bgi\b|gecertificeerde instelling", _CARE, _TWO),
    (r"^gemeente\b|^gem\.|gemeentelijk|procesregisseur|burgemeester|wethouder", _LOCAL, _ONE),
)

_ORGANISATION = re.compile(
    "|".join(pattern for pattern, _, _ in _SUGGESTIONS)
    + r"|stichting|leger des heils|\bmee\b|zorg|wijkteam|sociaal ?team|veiligheidshui|school|halt"
    + r"|dienst|centrum|^jb |^jr |\bvnn\b|instelling|woning"
)


def suggest(name: str) -> PartnerAnswer:
    """What the name of an organisation suggests. A proposal for a person to confirm, never taken silently."""
    small = name.casefold()
    for pattern, domain, class_ in _SUGGESTIONS:
        if re.search(pattern, small):
            return PartnerAnswer(name, domain, class_)
    return PartnerAnswer(name)


def is_organisation(text: str) -> bool:
    """Whether a text looks like the name of an organisation that refers cases."""
    return _ORGANISATION.search(text.casefold()) is not None
