"""The rows of the house as the page Beheer lists them."""

from dataclasses import dataclass

from zvhdesk.domain.terms import PartnerClass, PartnerDomain, Regime


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Someone who works at the house; `me` is who sits at this desk.

    `leaving`: removed, and in the list only as long as they have a case. No device of theirs is let in.
    """

    id: str
    name: str
    initials: str
    role: str
    me: bool
    leaving: bool


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """An organisation; `referrals` counts its aanmeldingen in cases that are not shielded."""

    id: str
    name: str
    domain: PartnerDomain
    class_: PartnerClass
    referrals: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A casustafel; `ages` in words, `cases` counts those that are not shielded.

    `here`: cases of this desk may be at it.
    """

    id: str
    name: str
    short_name: str
    ages: str
    regime: Regime
    cases: int
    here: bool


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A work area with how many gemeenten it has."""

    id: str
    name: str
    places: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A gemeente of the house; `area` is the name of its work area, empty for none."""

    id: str
    name: str
    code: str
    area_id: str
    area: str
