"""The tables of the import: columns, organisations."""

from typing import Final

from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.services.importing.guessing import Certainty
from zvhdesk.services.words import word
from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.importing.taking import FIELD_CHOICES, ColumnRow, PartnerRow
from zvhdesk.ui.theme import TagKind

_TAGS: Final = {
    Certainty.SURE: TagKind.ON_COURSE,
    Certainty.CHECK: TagKind.ATTENTION,
    Certainty.EMPTY: TagKind.FEATURE,
}


def columns_grid(name: str, *, editable: bool) -> Grid:
    """In het bestand, Wordt, Voorbeeld, and how certain that is."""
    return Grid(
        name,
        "Kolommen van het bestand",
        (
            Column("heading", "In het bestand", lambda row: row.heading, share=6),
            Column(
                "field",
                "Wordt",
                lambda row: row.words,
                share=11,
                strong=True,
                choices=FIELD_CHOICES if editable else (),
                value=lambda row: row.field.value if row.field is not None else "",
            ),
            Column("example", "Voorbeeld", lambda row: row.example, share=5, quiet=True),
            Column("certainty", "", _certainty, width=122, tag=lambda row: _TAGS[row.certainty]),
        ),
        whole_rows=False,
    )


def _certainty(row: ColumnRow) -> str:
    # What is left out needs no judgement, unless nobody looked at it yet.
    return "" if row.field is None and row.certainty is Certainty.SURE else row.certainty.value


def partners_grid(name: str) -> Grid:
    """The organisations that are new to the house, each with its domain and class."""
    domains = tuple((domain.value, word(domain)) for domain in PartnerDomain)
    classes = tuple((class_.value, word(class_)) for class_ in PartnerClass)
    return Grid(
        name,
        "Nieuwe organisaties",
        (
            Column("name", "Organisatie", lambda row: row.id, share=5),
            Column(
                "domain",
                "Domein",
                lambda row: word(row.domain),
                width=132,
                choices=domains,
                value=lambda row: row.domain.value,
            ),
            Column(
                "class_",
                "Klasse",
                lambda row: word(row.class_),
                width=182,
                choices=classes,
                value=lambda row: row.class_.value,
            ),
        ),
        whole_rows=False,
    )


def changed(row: PartnerRow, key: str, value: str) -> PartnerRow:
    """The row after a choice in one of its columns."""
    if key == "domain":
        return PartnerRow(row.id, PartnerDomain(value), row.class_)
    return PartnerRow(row.id, row.domain, PartnerClass(value))
