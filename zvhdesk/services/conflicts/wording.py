"""A value as it reads on screen, whatever its column."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from zvhdesk.models.base import Replicated
from zvhdesk.models.codec import Value
from zvhdesk.models.house import CaseTable, Member, Partner, WorkArea
from zvhdesk.models.meetings import Meeting
from zvhdesk.services.conflicts import of_persons
from zvhdesk.services.fields import FIELDS, label_of
from zvhdesk.services.words import day, word, yes_no

_POINTS_AT: dict[str, type[Partner | CaseTable | Member | WorkArea]] = {
    "partner_id": Partner,
    "table_id": CaseTable,
    "default_table_id": CaseTable,
    "process_manager_id": Member,
    "chair_id": Member,
    "signed_seen_by": Member,
    "work_area_id": WorkArea,
}
_LABELS = {
    ("action", "held_back"): "Van het zaalscherm gehouden",
    ("decision", "held_back"): "Van het zaalscherm gehouden",
    ("attendance", "capacity"): "Hoedanigheid",
    ("attendance", "presence"): "Aanwezigheid",
    ("attendance", "signed_on"): "Geheimhouding getekend op",
    ("attendance", "screened"): "Gescreend",
    ("plan", "content"): "Vastgesteld plan",
    ("subject", "person_id"): "Wie dit is",
    ("criterion_judgement", "criterion"): "Beoordeling door lid 1",
}
"""What is asked about and stands in no field and no history."""
_PLAN = ("plan", "content")


def label(tbl: str, col: str) -> str:
    """The Dutch name of a column that a person may be asked about."""
    return _LABELS.get((tbl, col)) or label_of(tbl, col)


def text(tbl: str, col: str, value: Value) -> str:
    """What the field of this column holds for a value; empty for a column without a field."""
    field = FIELDS.get((tbl, col))
    return field.write(value) if field is not None else ""


def words(session: Session, tbl: str, col: str, value: Value) -> str:  # noqa: PLR0911 - one for each kind
    """The value in words, long text whole; empty for nothing."""
    if (tbl, col) == _PLAN:
        # It is a paper of its own: who adopted it, and when, tells the two apart.
        return "zoals op dat moment vastgesteld" if value else ""
    if value is not None and of_persons.is_place((tbl, "", col)):
        return of_persons.words(session, str(value))
    if value is not None and col in _POINTS_AT:
        row = session.get(_POINTS_AT[col], str(value))
        return str(getattr(row, "name", "onbekend"))
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, date):
        return day(value)
    field = FIELDS.get((tbl, col))
    if field is not None:
        written = field.write(value)
        return dict(field.choices).get(written, written)
    if isinstance(value, bool):
        return yes_no(value)
    return "" if value is None else str(value)


KINDS = {
    "case_": "Casus",
    "referral": "Aanmelding",
    "contribution": "Inbreng",
    "goal": "Doel",
    "action": "Actie",
    "subject": "Persoon in de casus",
    "person": "Persoon",
    "decision": "Besluit",
    "voice": "Stem van lid 1",
    "note_paragraph": "Notitie",
    "agenda_item": "Agendapunt",
    "plan": "Plan van aanpak",
    "meeting": "Bijeenkomst",
    "attendance": "Deelnemer",
    "member": "Collega",
    "partner": "Partner",
    "case_table": "Casustafel",
    "municipality": "Gemeente",
    "work_area": "Werkgebied",
    "device": "Apparaat",
    "house": "Huis",
    "criterion_judgement": "Oordeel",
    "turn": "Beurt",
    "destruction": "Vernietiging",
    "destruction_receipt": "Vernietiging op een apparaat",
    "disclosure": "Verstrekking",
    "import_mapping": "Koppeling van een bestand",
}
"""What a row of each table is called."""


BEGAN = {"meeting": "begonnen", "agenda_item": "besproken"}
"""What it says on the card of what was taken away elsewhere by somebody who had not seen this, and stands."""
HOW_BEGUN = {
    "meeting": "geannuleerd terwijl zij al was begonnen",
    "agenda_item": "van de agenda gehaald terwijl het werd besproken",
}
"""What that card is called."""
BACK = "teruggezet"
HOW_BACK = "verwijderd, en op een andere computer teruggezet"
"""What it says on the card of a row that was put back by who had not heard that it was taken away."""
HOW_ADDED = "toegevoegd terwijl het werd verwijderd"
"""What it says of what another desk put there too, and did not edit."""


def row_text(row: Replicated) -> str:
    """The words by which a person knows a row; empty when it has none of its own."""
    for column in ("text", "title", "name", "label", "relation", "number"):
        found = getattr(row, column, None)
        if found:
            return str(found)
    return day(row.held_on) if isinstance(row, Meeting) else ""
