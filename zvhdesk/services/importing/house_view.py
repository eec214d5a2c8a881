"""What the import must know of the house: values only, so that guessing and checking need no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.reading.words import key
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import CaseTable, House, Municipality, Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services.municipalities import Finder, Gemeente, country
from zvhdesk.services.regimes import fits

ORIGIN = "import"
"""How a change set says that it came by an import."""
_NEAR = 75.0
_LONG_NAMES = {
    "justitieeloverlegrisicojongeren": "jor",
    "zeeractieveveelplegers": "vpo",
    "zeeractieveveelplegersoverleg": "vpo",
    "veelplegers": "vpo",
    "veelplegersoverleg": "vpo",
    "regionaalforensischpsychiatrischnetwerk": "rfpn",
    "kenniscentrummensenhandeltwente": "kmt",
    "mensenhandel": "kmt",
    "radicalisering": "radicaliseringenextremisme",
}
"""Names in full that registers use for tables with a short name."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A casustafel with its ages on the day of aanmelding, both ends included.

    `here`: cases of this desk may be at it.
    """

    id: str
    name: str
    short_name: str
    min_age: int | None = None
    max_age: int | None = None
    here: bool = True


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person already in the house, in a case that is not shielded.

    Someone known from shielded cases alone is not among them: linking would show their stored name and
    address in the new case, and count one person less (DATA.md 14 goes before 11).
    """

    id: str
    birth_date: str | None


@dataclass(frozen=True, slots=True)
class HouseView:
    """The house as the import sees it. `numbers` are the case numbers in use, by `number_key`.

    `takes_any_gemeente`: nobody chose the gemeenten of this house, so an import brings them in.
    """

    gemeenten: Finder
    tables: tuple[TableView, ...]
    default_table_id: str | None = None
    partners: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    persons: Mapping[str, tuple[KnownPerson, ...]] = field(default_factory=dict)
    takes_any_gemeente: bool = False

    def table(self, text: str) -> TableView | None:
        """The table that a register's word means: its name, its short name, or its name in full."""
        wanted = table_keys(text)
        return next((table for table in self.tables if wanted & _keys_of(table)), None)

    def nearest_table(self, text: str) -> str | None:
        """The name of the table most like the text, None when none is near."""
        choices = {table.name: key(table.name) for table in self.tables if table.here}
        found = process.extractOne(key(text), choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return None if found is None else str(found[2])

    def default_table(self) -> TableView | None:
        """The table of a case that names none."""
        return next(
            (table for table in self.tables if table.here and table.id == self.default_table_id), None
        )


NATIONAL = country()
"""Every gemeente there is, to tell a foreign one from an unknown one."""


def number_key(number: str) -> str:
    """What two case numbers are compared by: case and spaces do not make another number."""
    return "".join(number.casefold().split())


def partner_key(name: str) -> str:
    """What two organisations are compared by."""
    return key(name)


def table_keys(text: str) -> set[str]:
    """Everything a text may name a table by: the whole, and what stands before and within brackets."""
    before, _, within = text.partition("(")
    keys = {key(text), key(before), key(within)}
    return {found for found in keys | {_LONG_NAMES.get(found, "") for found in keys} if found}


def _keys_of(table: TableView) -> set[str]:
    return table_keys(table.name) | table_keys(table.short_name)


def read_house(session: Session) -> HouseView:
    """The view of the house in this database. Raises LookupError in a database without a house."""
    house = session.scalars(select(House)).first()
    if house is None:
        raise LookupError("no house")
    tables = session.scalars(
        select(CaseTable).where(~CaseTable.deleted).order_by(CaseTable.position, CaseTable.id)
    )
    places = session.execute(
        select(Municipality.id, Municipality.code, Municipality.name)
        .where(~Municipality.deleted)
        .order_by(Municipality.id)
    ).all()
    brought_in = _brought_in(session)
    partners = session.execute(select(Partner.name, Partner.id).where(~Partner.deleted).order_by(Partner.id))
    return HouseView(
        gemeenten=Finder(Gemeente(code, name, "") for _, code, name in places),
        tables=tuple(
            TableView(t.id, t.name, t.short_name, t.min_age, t.max_age, here=fits(session, t.regime))
            for t in tables
        ),
        default_table_id=house.default_table_id,
        partners={partner_key(name): partner_id for name, partner_id in partners},
        # That of a case that was taken back is free: one undoes an import to do it better.
        numbers=frozenset(map(number_key, session.scalars(select(Case.number).where(~Case.deleted)))),
        persons=_persons(session),
        takes_any_gemeente=all(place_id in brought_in for place_id, _, _ in places),
    )


def _brought_in(session: Session) -> set[str]:
    """The gemeenten that an import brought in; they bind the next import to nothing."""
    made = (
        select(ChangeOp.row)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.tbl == Municipality.__tablename__, ChangeOp.col == "code", ChangeSet.origin == ORIGIN)
    )
    return set(session.scalars(made))


def _persons(session: Session) -> dict[str, tuple[KnownPerson, ...]]:
    visible = (
        select(Subject.person_id)
        .join(Case, Case.id == Subject.case_id)
        .where(~Case.shielded, ~Case.deleted, ~Subject.deleted)
    )
    found: dict[str, tuple[KnownPerson, ...]] = {}
    rows = session.execute(
        select(Person.bsn, Person.id, Person.birth_date)
        .where(Person.bsn.is_not(None), ~Person.deleted, Person.id.in_(visible))
        .order_by(Person.id)
    )
    for bsn, person_id, birth_date in rows:
        known = KnownPerson(person_id, birth_date)
        found[str(bsn)] = (*found.get(str(bsn), ()), known)
    return found
