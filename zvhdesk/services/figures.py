"""The yearly figures (DATA.md 15), counted from the cases; shielded ones count too, as numbers only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Product
from zvhdesk.models.cases import Case, Referral
from zvhdesk.models.house import Municipality, Partner

UNKNOWN = "onbekend"
"""The row of cases without a gemeente or an aanmelder; it is there only when it counts something."""


@dataclass(frozen=True, slots=True)
class GemeenteFigures:
    """Cases of one gemeente: procesregie active, new and closed in the year; uitgebreid advies new."""

    gemeente: str
    actief: int
    nieuw: int
    advies: int
    afgesloten: int


@dataclass(frozen=True, slots=True)
class PartnerFigures:
    """Aanmeldingen of one partner in the year, and what became of them."""

    partner: str
    aanmeldingen: int
    procesregie: int
    advies: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one year. `totals` are the sums of the rows, so they cannot disagree with them."""

    year: int
    per_gemeente: tuple[GemeenteFigures, ...]
    per_partner: tuple[PartnerFigures, ...]
    totals: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """The figures as `zvhdesk figures --json` prints them."""
        return {
            "year": self.year,
            "per_gemeente": [asdict(row) for row in self.per_gemeente],
            "per_partner": [asdict(row) for row in self.per_partner],
            "totals": dict(self.totals),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed total beside the counted one, where they are not the same."""

    name: str
    printed: int
    counted: int


@dataclass(frozen=True, slots=True)
class _CaseRow:
    """What the figures need of one case."""

    product: Product | None
    municipality: str | None
    referred_on: date | None
    started_on: date | None
    closed_on: date | None
    partner: str | None


def figures(session: Session, year: int) -> Figures:
    """Count the figures of a calendar year."""
    cases = _cases(session)
    gemeenten = list(session.scalars(select(Municipality.name).where(~Municipality.deleted)))
    partners = list(session.scalars(select(Partner.name).where(~Partner.deleted)))
    per_gemeente = _per_gemeente(cases, gemeenten, year)
    per_partner = _per_partner(cases, partners, year)
    return Figures(year, per_gemeente, per_partner, _totals(per_gemeente, per_partner))


def compare(counted: Figures, printed: Mapping[str, int]) -> tuple[Difference, ...]:
    """Where printed totals disagree with the counted ones; both are shown, neither is mended."""
    return tuple(
        Difference(name, number, counted.totals[name])
        for name, number in printed.items()
        if counted.totals[name] != number
    )


def _cases(session: Session) -> list[_CaseRow]:
    rows = session.execute(
        select(
            Case.product,
            Case.municipality,
            func.coalesce(Referral.referred_on, Case.first_processed_on),
            Case.started_on,
            Case.closed_on,
            Partner.name,
        )
        .outerjoin(Referral, (Referral.case_id == Case.id) & ~Referral.deleted)
        .outerjoin(Partner, Partner.id == Referral.referrer_id)
        .where(~Case.deleted)
    )
    return [_CaseRow(product, place, on, start, end, name) for product, place, on, start, end, name in rows]


def is_active(product: Product | None, started: date | None, closed: date | None, year: int) -> bool:
    """Whether start_behandeling to afgesloten touches the year; what never began is not active."""
    if product is not Product.COORDINATION or started is None:
        return False
    return started.year <= year and (closed is None or closed.year >= year)


def _is_of(case: _CaseRow, product: Product, year: int) -> bool:
    return case.product is product and _in_year(case.referred_on, year)


def _in_year(day: date | None, year: int) -> bool:
    return day is not None and day.year == year


def _per_gemeente(cases: Iterable[_CaseRow], gemeenten: list[str], year: int) -> tuple[GemeenteFigures, ...]:
    active, new, advice, closed = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        place = case.municipality or UNKNOWN
        active[place] += is_active(case.product, case.started_on, case.closed_on, year)
        new[place] += _is_of(case, Product.COORDINATION, year)
        advice[place] += _is_of(case, Product.EXTENDED_ADVICE, year)
        closed[place] += case.product is Product.COORDINATION and _in_year(case.closed_on, year)
    counts = (active, new, advice, closed)
    return tuple(
        GemeenteFigures(name, active[name], new[name], advice[name], closed[name])
        for name in _rows(gemeenten, counts)
    )


def _per_partner(cases: Iterable[_CaseRow], partners: list[str], year: int) -> tuple[PartnerFigures, ...]:
    referred, coordination, advice = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        name = case.partner or UNKNOWN
        referred[name] += _in_year(case.referred_on, year)
        coordination[name] += _is_of(case, Product.COORDINATION, year)
        advice[name] += _is_of(case, Product.EXTENDED_ADVICE, year)
    return tuple(
        PartnerFigures(name, referred[name], coordination[name], advice[name])
        for name in _rows(partners, (referred, coordination, advice))
    )


def _rows(known: list[str], counts: Iterable[Counter[str]]) -> list[str]:
    """The names of the rows: all the house has, also those at nought, and others only when they count."""
    counted = {name for counter in counts for name, number in counter.items() if number}
    names = sorted({*known, *counted} - {UNKNOWN}, key=_alphabet)
    return names + ([UNKNOWN] if UNKNOWN in counted else [])


def _alphabet(name: str) -> str:
    # De Wolden stands under the W, as on every Dutch list.
    return name.casefold().removeprefix("de ").removeprefix("den ").removeprefix("het ")


def _totals(gemeenten: Iterable[GemeenteFigures], partners: Iterable[PartnerFigures]) -> dict[str, int]:
    places, organisations = list(gemeenten), list(partners)
    return {
        "actief": sum(row.actief for row in places),
        "nieuw": sum(row.nieuw for row in places),
        "advies": sum(row.advies for row in places),
        "afgesloten": sum(row.afgesloten for row in places),
        "aanmeldingen": sum(row.aanmeldingen for row in organisations),
        "procesregie": sum(row.procesregie for row in organisations),
    }
