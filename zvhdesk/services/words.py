"""The field's own Dutch words for what the database stores, for screen and paper (CHAIRS.md, Words)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache

from babel.dates import format_date

from zvhdesk.domain.masking import short_form
from zvhdesk.domain.terms import (
    ActionStatus,
    Border,
    Capacity,
    ContributionKind,
    Criterion,
    DisclosureKind,
    ItemState,
    LinesOfOthers,
    MeetingState,
    NoteKind,
    PartnerClass,
    PartnerDomain,
    Phase,
    PlanState,
    Presence,
    Product,
    Regime,
    Step,
    SubjectRole,
    TurnState,
)

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Phase.REFERRED, "Aangemeld"),
    (Phase.ASSESSMENT, "Beoordelen"),
    (Phase.TRIAGE, "Triage"),
    (Phase.WAITING_LIST, "Werkvoorraad"),
    (Phase.AT_TABLE, "Op de casustafel"),
    (Phase.STEP_DOWN, "Afschalen"),
    (Phase.CLOSED, "Afgesloten"),
    (Product.COORDINATION, "Procesregie"),
    (Product.EXTENDED_ADVICE, "Uitgebreid advies"),
    (Product.ADVICE, "Advies"),
    (PartnerDomain.CARE, "Zorg"),
    (PartnerDomain.SAFETY, "Veiligheid"),
    (PartnerDomain.MUNICIPALITY, "Gemeente"),
    (PartnerDomain.UNKNOWN, "Onbekend"),
    (PartnerClass.PARAGRAPH_1, "Lid 1, besluit mee"),
    (PartnerClass.PARAGRAPH_2, "Lid 2, denkt mee"),
    (PartnerClass.THIRD, "Derde"),
    (PartnerClass.UNKNOWN, "Onbekend"),
    (Regime.WGS, "WGS"),
    (Regime.CTER, "CTER"),
    (Regime.OTHER, "Anders"),
    (LinesOfOthers.NOD, "na een knik van de voorzitter"),
    (LinesOfOthers.DIRECT, "direct op het scherm"),
    (SubjectRole.MAIN, "Betrokkene"),
    (SubjectRole.VICTIM, "Slachtoffer"),
    (SubjectRole.FAMILY, "Gezin"),
    (SubjectRole.CONTACT, "Direct contact"),
    (Border.REGION, "Andere gemeente in de regio"),
    (Border.PROVINCE, "Andere provincie"),
    (Border.NATIONAL, "Landelijk"),
    (Border.ABROAD, "Buitenland"),
    (Criterion.PROBLEMS, "Problemen van betrokkene of in de gezinssituatie"),
    (Criterion.LIFE_DOMAINS, "Op meer leefgebieden, met criminogene factoren"),
    (Criterion.NUISANCE_OR_CRIME, "Leidt tot ernstige overlast, criminaliteit of onveilige situaties"),
    (Criterion.COOPERATION, "Samenwerking uit verschillende domeinen is nodig"),
    (ContributionKind.FACT, "Feit"),
    (ContributionKind.OPINION, "Oordeel"),
    (ActionStatus.OPEN, "Open"),
    (ActionStatus.DONE, "Gereed"),
    (ActionStatus.NOT_POSSIBLE, "Kan niet meer"),
    (ActionStatus.NOT_DONE, "Niet gedaan"),
    (ActionStatus.IN_PROGRESS, "Loopt"),
    (ActionStatus.BLOCKED, "Geblokkeerd"),
    (ActionStatus.LAPSED, "Vervallen"),
    (MeetingState.PLANNED, "Gepland"),
    (MeetingState.LIVE, "Loopt nu"),
    (MeetingState.CLOSED, "Gesloten"),
    (ItemState.PLANNED, "Nog te bespreken"),
    (ItemState.RUNNING, "Loopt"),
    (ItemState.DONE, "Besproken"),
    (ItemState.POSTPONED, "Naar de volgende tafel"),
    (Step.FRAME, "Kader en doel"),
    (Step.ROUND, "Informatieronde"),
    (Step.JUDGEMENT, "Duiding"),
    (Step.APPROACH, "Aanpak"),
    (Step.AGREEMENTS, "Afspraken"),
    (TurnState.WAITING, "Nog niets ingebracht"),
    (TurnState.SPEAKING, "Aan het woord"),
    (TurnState.CONTRIBUTED, "Ingebracht"),
    (TurnState.NOTHING_NEW, "Niets nieuws"),
    (TurnState.AS_PREPARED, "Conform voorbereiding"),
    (TurnState.FOLLOW_UP, "Nawerken"),
    (Presence.EXPECTED, "Verwacht"),
    (Presence.IN_ROOM, "In de zaal"),
    (Presence.ONLINE, "Online"),
    (Presence.PHONE, "Telefonisch"),
    (Presence.EXCUSED, "Afgemeld"),
    (Presence.LEFT, "Vertrokken"),
    (Capacity.PARTNER, "Deelnemer"),
    (Capacity.SUBSTITUTE, "Vervanger"),
    (Capacity.SUBJECT, "Betrokkene"),
    (Capacity.REPRESENTATIVE, "Vertegenwoordiger"),
    (Capacity.INTERPRETER, "Tolk"),
    (Capacity.COMPANION, "Begeleider"),
    (Capacity.OBSERVER, "Waarnemer"),
    (NoteKind.NOTE, "Notitie"),
    (NoteKind.DISSENT, "Tegengeluid"),
    (NoteKind.PARKED, "Geparkeerd"),
    (DisclosureKind.WALL, "Getoond op het zaalscherm"),
    (DisclosureKind.COPY, "Exemplaar verstrekt"),
    (PlanState.CONCEPT, "Concept"),
    (PlanState.ADOPTED, "Vastgesteld"),
)
_BY_TERM = {(type(term), term.value): words for term, words in _WORDS}
"""By kind as well: two lists may store the same value, and then Python takes their terms for one."""


def word(term: StrEnum) -> str:
    """The Dutch word of a term. Raises KeyError for a term without one (a test covers every term shown)."""
    return _BY_TERM[type(term), term.value]


_AT_TABLE = {
    PartnerClass.PARAGRAPH_1: "besluit mee",
    PartnerClass.PARAGRAPH_2: "denkt mee",
    PartnerClass.THIRD: "derde",
    PartnerClass.UNKNOWN: "klasse onbekend",
}


def class_words(kind: PartnerClass, *, unscreened: bool = False) -> str:
    """What the class of an organisation means at the table; who is not screened has no part in a decision."""
    return "besluit niet mee" if unscreened else _AT_TABLE[kind]


def thousands(count: int) -> str:
    """10.000, as counts are written here."""
    return f"{count:,}".replace(",", ".")


def many(count: int, one: str, more: str) -> str:
    """1 casus, 1.200 casussen."""
    return f"{thousands(count)} {one if count == 1 else more}"


def listed(names: Sequence[str]) -> str:
    """Names of organisations one after another; some have a comma of their own."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def days_late(count: int) -> str:
    """23 dagen te laat."""
    return f"{many(count, 'dag', 'dagen')} te laat"


def yes_no(value: bool | None) -> str:
    """Ja, nee or onbekend: not knowing is an answer of its own."""
    return "onbekend" if value is None else "ja" if value else "nee"


def day(value: date | None) -> str:
    """14 mrt 2024; empty for no date."""
    return "" if value is None else format_date(value, "d MMM y", locale="nl_NL").replace(".", "")


def short_day(value: date | None) -> str:
    """As `do 14 mrt`; empty for no date."""
    if value is None:
        return ""
    days, months = _short_names()
    return f"{days[value.weekday()]} {value.day} {months[value.month - 1]}"


@cache
def _short_names() -> tuple[list[str], list[str]]:
    """Of the days from Monday on, and of the months: a list asks for them at every painting."""
    days = [format_date(date(2024, 1, at), "EEEEEE", locale="nl_NL") for at in range(1, 8)]
    months = [format_date(date(2024, at, 1), "MMM", locale="nl_NL") for at in range(1, 13)]
    return [each.replace(".", "") for each in days], [each.replace(".", "") for each in months]


def long_day(value: date | None) -> str:
    """As `do 12 maart 2026`; empty for no date."""
    return "" if value is None else format_date(value, "EEEEEE d MMMM y", locale="nl_NL")


def month(value: date) -> str:
    """As `maart 2026`."""
    return format_date(value, "MMMM y", locale="nl_NL")


def table_day(value: date | None) -> str:
    """14-03-2024, for columns of a table."""
    return "" if value is None else format_date(value, "dd-MM-y", locale="nl_NL")


def initials(given: str | None, prefix: str | None, surname: str | None) -> str:
    """J.v.d.B.: who is meant, for those who know; board and room show no more (SCREENS.md, rule 3)."""
    return short_form(given, prefix, surname) or "onbekend"


def full_name(given: str | None, prefix: str | None, surname: str | None) -> str:
    """J. van den Berg; `naam onbekend` when nothing is known."""
    return " ".join(part for part in (given, prefix, surname) if part) or "naam onbekend"


def masked(bsn: str | None) -> str:
    """•••••1204: enough to compare with a paper in hand, too little to use. Empty when unknown."""
    return f"•••••{bsn[-4:]}" if bsn else ""
