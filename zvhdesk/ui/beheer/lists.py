"""The lists of Beheer: people, partners, casustafels."""

from enum import StrEnum

from PySide6.QtWidgets import QLineEdit

from zvhdesk.domain.terms import PartnerClass, PartnerDomain, Regime
from zvhdesk.services import house
from zvhdesk.services.words import word
from zvhdesk.ui.beheer.list_pane import ListPane, ListSpec
from zvhdesk.ui.dossier.addform import AddForm
from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.kit import Select
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import TagKind

_PEOPLE = "Wie hier werkt en handelingen vastlegt. Een naam staat bij elke handeling in de geschiedenis."
_PARTNERS = (
    "De klasse bepaalt wat een organisatie mag: lid 1 besluit mee, lid 2 denkt mee, een derde wordt "
    "uitgenodigd. Onbekend besluit niet mee en ontvangt niets."
)
_TABLES = (
    "Leeftijden gelden op de dag van aanmelding, beide grenzen meegerekend. Het regime bepaalt grond, "
    "termijnen en toegang. Een regel van de notulist komt na een knik van de voorzitter op het "
    "zaalscherm, of direct."
)


def words_of(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """The choices of a closed list, in its own order."""
    return tuple((member.value, word(member)) for member in kind)


def people(tasks: Tasks) -> ListPane:
    """Who works at the house."""
    name = "admin.people"
    grid = Grid(
        f"{name}.list",
        "Mensen",
        (
            Column("name", "Naam", lambda row: row.name, share=4, strong=True),
            Column("initials", "Initialen", lambda row: row.initials, width=110),
            Column("role", "Functie", lambda row: row.role, share=3),
            Column(
                "me", "", lambda row: "dit bent u" if row.me else "", width=120, tag=lambda _: TagKind.FEATURE
            ),
        ),
    )
    add = AddForm(tasks, house.OF_HOUSE, f"{name}.new", "Collega toevoegen", "member.add", house.add_member)
    add.field("name", "Naam", QLineEdit(), (0, 0, 3))
    add.field("initials", "Initialen", QLineEdit(), (0, 3, 1))
    add.field("role", "Functie", QLineEdit(), (0, 4, 2))
    spec = ListSpec(
        name,
        "member",
        "Mensen",
        _PEOPLE,
        "Collega",
        "Klik op een waarde om die te wijzigen.",
        ("name", "initials", "role"),
        house.remove_member,
    )
    return ListPane(tasks, spec, grid, add)


def partners(tasks: Tasks) -> ListPane:
    """The organisations."""
    name = "admin.partners"
    grid = Grid(
        f"{name}.list",
        "Partners",
        (
            Column("name", "Organisatie", lambda row: row.name, share=1, strong=True),
            Column(
                "domain",
                "Domein",
                lambda row: word(row.domain),
                width=140,
                choices=words_of(PartnerDomain),
                value=lambda row: row.domain.value,
            ),
            Column(
                "class_",
                "Klasse",
                lambda row: word(row.class_),
                width=190,
                choices=words_of(PartnerClass),
                value=lambda row: row.class_.value,
            ),
            Column("referrals", "Aanmeldingen", lambda row: str(row.referrals or ""), width=130, right=True),
        ),
    )
    add = AddForm(
        tasks, house.OF_HOUSE, f"{name}.new", "Organisatie toevoegen", "partner.add", house.add_partner
    )
    add.field("name", "Organisatie", QLineEdit(), (0, 0, 6))
    add.field("domain", "Domein", _select(PartnerDomain, PartnerDomain.UNKNOWN), (1, 0, 3))
    add.field("class_", "Klasse", _select(PartnerClass, PartnerClass.UNKNOWN), (1, 3, 3))
    spec = ListSpec(
        name,
        "partner",
        "Partners",
        _PARTNERS,
        "Organisatie",
        "Domein en klasse wijzigt u in de lijst, de naam hier.",
        ("name",),
        house.remove_partner,
    )
    return ListPane(tasks, spec, grid, add)


def tables(tasks: Tasks) -> ListPane:
    """The casustafels."""
    name = "admin.tables"
    grid = Grid(
        f"{name}.list",
        "Casustafels",
        (
            Column("name", "Casustafel", lambda row: row.name, share=5, strong=True),
            Column("short_name", "Kort", lambda row: row.short_name, width=130),
            Column("ages", "Leeftijd", lambda row: row.ages, share=4),
            Column("regime", "Regime", lambda row: word(row.regime), width=100),
            Column("cases", "Casussen", lambda row: str(row.cases or ""), width=110, right=True),
        ),
    )
    add = AddForm(tasks, house.OF_HOUSE, f"{name}.new", "Casustafel toevoegen", "table.add", house.add_table)
    add.field("name", "Casustafel", QLineEdit(), (0, 0, 4))
    add.field("short_name", "Korte naam", QLineEdit(), (0, 4, 2))
    add.field("min_age", "Vanaf (jaar)", QLineEdit(), (1, 0, 2), optional=True)
    add.field("max_age", "Tot en met (jaar)", QLineEdit(), (1, 2, 2), optional=True)
    add.field("regime", "Regime", _select(Regime, Regime.WGS), (1, 4, 2))
    spec = ListSpec(
        name,
        "case_table",
        "Casustafels",
        _TABLES,
        "Casustafel",
        "Klik op een waarde om die te wijzigen.",
        ("name", "short_name", "min_age", "max_age", "regime", "lines_of_others"),
        house.remove_table,
        placeholder="geen grens",
    )
    return ListPane(tasks, spec, grid, add)


def _select(kind: type[StrEnum], first: StrEnum) -> Select:
    made = Select("", words_of(kind))
    made.choose(first.value)
    return made
