"""The fields that people edit in place: their Dutch label, how typed text becomes a value and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import cast
from unicodedata import category

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import (
    ActionStatus,
    Border,
    ContributionKind,
    LinesOfOthers,
    PartnerClass,
    PartnerDomain,
    Product,
    Regime,
    SubjectRole,
)
from zvhdesk.models.codec import Value
from zvhdesk.services import reading
from zvhdesk.services.words import day, word, yes_no


@dataclass(frozen=True, slots=True)
class Field:
    """One editable column. `read` raises Refused(BadInput) with a sentence; `write` is what a form shows.

    `choices` are (text, label) pairs for a field with a closed list; `long` asks for more lines.
    """

    label: str
    read: Callable[[str], Value]
    write: Callable[[Value], str]
    choices: tuple[tuple[str, str], ...] = ()
    long: bool = False


def _text(name: str, *, required: bool = False, longest: int = 4000) -> Callable[[str], Value]:
    def read(typed: str) -> Value:
        clean = tidy(typed)
        if not clean and required:
            raise Refused(BadInput(name, f"Vul {name.lower()} in."))
        if len(clean) > longest:
            raise Refused(BadInput(name, f"Dit is te lang: houd {longest} tekens aan."))
        if any(category(sign) == "Cs" for sign in clean):
            # Half of a letter, as a broken paste gives; no database can hold it.
            raise Refused(BadInput(name, "Hierin staat een kapot teken. Haal het weg of typ het opnieuw."))
        return clean or None

    return read


def _day(name: str, *, required: bool = False) -> Callable[[str], Value]:
    def read(typed: str) -> Value:
        found = reading.day(typed.strip(), name)
        if found is None and required:
            raise Refused(BadInput(name, f"Vul {name.lower()} in."))
        return found

    return read


def _choice(name: str, kind: type[StrEnum], *, required: bool = True) -> Callable[[str], Value]:
    def read(typed: str) -> Value:
        if not typed and not required:
            return None
        try:
            return kind(typed)
        except ValueError:
            raise Refused(BadInput(name, "Kies een van de mogelijkheden.")) from None

    return read


def _tristate(typed: str) -> Value:
    return {"ja": True, "nee": False}.get(typed)


def _write_text(value: Value) -> str:
    return "" if value is None else str(value)


def _write_day(value: Value) -> str:
    return day(cast("date | None", value))


def _write_choice(value: Value) -> str:
    return "" if value is None else str(value)


def _write_tristate(value: Value) -> str:
    return yes_no(cast("bool | None", value))


def _options(kind: type[StrEnum], *, empty: str | None = None) -> tuple[tuple[str, str], ...]:
    first = (("", empty),) if empty is not None else ()
    return first + tuple((member.value, word(member)) for member in kind)


_YES_NO = (("ja", "ja"), ("nee", "nee"), ("onbekend", "onbekend"))


def _free(label: str, *, required: bool = False, long: bool = False, longest: int = 4000) -> Field:
    return Field(label, _text(label, required=required, longest=longest), _write_text, long=long)


def _date(label: str, *, required: bool = False) -> Field:
    return Field(label, _day(label, required=required), _write_day)


def _closed(label: str, kind: type[StrEnum], *, empty: str | None = None) -> Field:
    read = _choice(label, kind, required=empty is None)
    return Field(label, read, _write_choice, _options(kind, empty=empty))


def _added(label: str, kind: type[StrEnum], first: StrEnum) -> Field:
    """A closed list in a column that came later: `first` until another was chosen."""
    return Field(label, _choice(label, kind), lambda value: str(value or first), _options(kind))


def _known(label: str) -> Field:
    return Field(label, _tristate, _write_tristate, _YES_NO)


def _reference(label: str) -> Field:
    """A field that points at another row; the screen offers the rows, the value is an id."""
    return Field(label, _text(label), _write_text)


def _whole(label: str, least: int, most: int, *, required: bool = False) -> Field:
    """A whole number from `least` up to and with `most`."""

    def read(typed: str) -> Value:
        clean = typed.strip()
        if not clean and not required:
            return None
        if not clean.isdecimal() or not least <= int(clean) <= most:
            raise Refused(BadInput(label, f"Vul een getal in van {least} tot en met {most}."))
        return int(clean)

    return Field(label, read, _write_text)


def _hour(label: str) -> Field:
    """A time of day as UU:MM; `9.30`, `930` and `9` are understood."""

    def read(typed: str) -> Value:
        found = _HOUR.fullmatch(typed.strip())
        if found is None:
            raise Refused(BadInput(label, "Vul een tijd in, zoals 09:30."))
        return f"{int(found[1]):02d}:{found[2] or '00'}"

    return Field(label, read, _write_text)


_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:.]?([0-5]\d))?(?: uur)?")


FIELDS: dict[tuple[str, str], Field] = {
    ("house", "name"): _free("Naam van het huis", required=True, longest=120),
    ("house", "process_manager_label"): _free("Functienaam van de procesmanager", required=True, longest=60),
    ("house", "auto_lock_minutes"): _whole("Vergrendelen na (minuten)", 1, 15, required=True),
    ("house", "default_table_id"): _reference("Standaard casustafel"),
    ("member", "name"): _free("Naam", required=True, longest=120),
    ("member", "initials"): _free("Initialen", required=True, longest=8),
    ("member", "role"): _free("Functie", required=True, longest=60),
    ("device", "label"): _free("Naam van het apparaat", required=True, longest=40),
    ("work_area", "name"): _free("Werkgebied", required=True, longest=80),
    ("municipality", "work_area_id"): _reference("Werkgebied"),
    ("partner", "name"): _free("Organisatie", required=True, longest=120),
    ("partner", "domain"): _closed("Domein", PartnerDomain),
    ("partner", "class_"): _closed("Klasse", PartnerClass),
    ("case_table", "name"): _free("Casustafel", required=True, longest=80),
    ("case_table", "short_name"): _free("Korte naam", required=True, longest=14),
    ("case_table", "regime"): _closed("Regime", Regime),
    ("case_table", "lines_of_others"): _added("Regels van de notulist", LinesOfOthers, LinesOfOthers.NOD),
    ("case_table", "min_age"): _whole("Leeftijd vanaf", 0, 120),
    ("case_table", "max_age"): _whole("Leeftijd tot en met", 0, 120),
    ("case_", "question"): _free("Casusvraag", long=True),
    ("case_", "main_topic"): _free("Hoofdonderwerp", longest=200),
    ("case_", "product"): _closed("Product", Product, empty="nog niet gekozen"),
    ("case_", "table_id"): _reference("Casustafel"),
    ("case_", "municipality"): _reference("Gemeente"),
    ("case_", "process_manager_id"): _reference("Procesregie"),
    ("case_", "case_manager"): _free("Casusregie", longest=200),
    ("case_", "mental_health"): _known("Psychische gezondheid"),
    ("case_", "mild_disability"): _known("Licht verstandelijke beperking"),
    ("case_", "addiction"): _known("Verslaving"),
    ("case_", "stalking"): _known("Stalking"),
    ("case_", "minor_children"): _known("Minderjarige kinderen"),
    ("case_", "border"): _closed("Gemeentegrens", Border, empty="binnen de gemeente"),
    ("case_", "life_course"): _known("Levensloopaanpak"),
    ("case_", "brp_checked_on"): _date("BRP-check op"),
    ("referral", "reason"): _free("Aanleiding", long=True),
    ("referral", "urgent"): Field("Spoed", lambda typed: typed == "ja", _write_tristate, _YES_NO[:2]),
    ("subject", "role"): _closed("Rol", SubjectRole),
    ("subject", "relation"): _free("Relatie", longest=200),
    ("person", "initials"): _free("Voorletters", longest=40),
    ("person", "prefix"): _free("Voorvoegsel", longest=40),
    ("person", "surname"): _free("Achternaam", longest=200),
    ("person", "birth_date"): Field("Geboortedatum", reading.birth_date, reading.write_birth_date),
    ("person", "bsn"): Field("BSN", reading.bsn, _write_text),
    ("person", "address"): _free("Adres", longest=400),
    ("contribution", "text"): _free("Inbreng", required=True, long=True),
    ("contribution", "kind"): _closed("Feit of oordeel", ContributionKind),
    ("contribution", "ground"): _free("Grond", longest=400),
    ("contribution", "condition"): _free("Voorwaarde", longest=400),
    ("contribution", "received_on"): _date("Datum", required=True),
    ("goal", "text"): _free("Doel", required=True),
    ("goal", "measure"): _free("Hoe meten we dit"),
    ("goal", "due_on"): _date("Termijn"),
    ("action", "text"): _free("Actie", required=True),
    ("action", "partner_id"): _reference("Wie"),
    ("action", "due_on"): _date("Termijn"),
    ("action", "status"): _closed("Status", ActionStatus),
    ("action", "outcome"): _free("Resultaat"),
    ("action", "owner"): _free("Wie binnen de organisatie", longest=120),
    ("meeting", "held_on"): _date("Datum", required=True),
    ("meeting", "starts"): _hour("Begin"),
    ("meeting", "ends"): _hour("Einde"),
    ("meeting", "place"): _free("Plaats", longest=120),
    ("meeting", "chair_id"): _reference("Voorzitter"),
    ("attendance", "name"): _free("Naam", longest=120),
    ("attendance", "organisation"): _free("Organisatie", longest=120),
    ("agenda_item", "title"): _free("Aanleiding", required=True, longest=200),
    ("agenda_item", "minutes"): _whole("Minuten", 1, 240, required=True),
    ("agenda_item", "purpose"): _free("Doel van deze bespreking", long=True),
    ("agenda_item", "next_on"): _date("Volgende keer op tafel"),
    ("note_paragraph", "text"): _free("Notitie", required=True, long=True),
    ("plan", "crisis"): _free("Afspraken bij escalatie", long=True),
    ("plan", "evaluation_on"): _date("Evaluatie"),
}
"""Every column that a form edits, by table and column. A column that is not here cannot be typed into."""


def read_text(name: str, typed: str, sentence: str, longest: int = 4000) -> str:
    """A text that must be there and that no field edits, such as a decision's. `sentence` asks for it.

    Raises Refused(BadInput) with `name` when it is empty, too long, or holds half a letter.
    """
    if not tidy(typed):
        raise Refused(BadInput(name, sentence))
    return cast("str", _text(name, longest=longest)(typed))


def label_of(tbl: str, col: str) -> str:
    """The Dutch name of a column, for history and two versions."""
    field = FIELDS.get((tbl, col))
    return field.label if field is not None else OTHER_LABELS.get((tbl, col), "")


OTHER_LABELS: dict[tuple[str, str], str] = {
    ("case_", "number"): "Casusnummer",
    ("case_", "phase"): "Fase",
    ("case_", "first_processed_on"): "Eerste verwerking",
    ("case_", "waiting_since"): "Op de werkvoorraad sinds",
    ("case_", "started_on"): "Start behandeling",
    ("case_", "closed_on"): "Afgesloten op",
    ("case_", "shielded"): "Afgeschermd",
    ("case_", "age_deviation"): "Afwijking van de leeftijdsgrens",
    ("referral", "referred_on"): "Aanmelddatum",
    ("referral", "referrer_id"): "Aanmelder",
    ("criterion_judgement", "criterion"): "Criterium",
    ("criterion_judgement", "met"): "Voldoet",
    ("criterion_judgement", "ground"): "Grond",
    ("criterion_judgement", "decided_by"): "Beoordeeld door",
    ("criterion_judgement", "decided_on"): "Beoordeeld op",
    ("contribution", "partner_id"): "Partner",
    ("person", "possible_duplicate"): "Mogelijk dubbel",
    ("goal", "position"): "Volgorde",
    ("action", "number"): "Nummer",
    ("action", "read_back"): "Teruggelezen",
    ("decision", "text"): "Besluit",
    ("decision", "decided_on"): "Besloten op",
    ("voice", "partner_id"): "Besluit mee",
    ("voice", "agreed_on"): "Akkoord op",
    ("agenda_item", "state"): "Stand op de agenda",
    ("agenda_item", "step"): "Stap",
    ("turn", "partner_id"): "Partner",
    ("turn", "state"): "Beurt",
    ("note_paragraph", "kind"): "Soort",
    ("note_paragraph", "partner_id"): "Organisatie",
    ("plan", "version"): "Versie",
    ("plan", "state"): "Stand van het plan",
    ("plan", "adopted_on"): "Vastgesteld op",
    ("disclosure", "kind"): "Verstrekking",
    ("disclosure", "copy_number"): "Exemplaar",
    ("disclosure", "partner_id"): "Ontvanger",
}
"""The Dutch names of columns that history shows and no form edits."""
