"""Reading one row: every cell to its value, and every reason why it cannot be taken over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from zvhdesk.domain.bsn import read_bsn
from zvhdesk.domain.reading.births import birth_span, read_birth
from zvhdesk.domain.reading.cells import Cell, Unreadable, is_nothing, text_of
from zvhdesk.domain.reading.dates import read_date
from zvhdesk.domain.reading.names import Name, is_full_name, read_name, read_surname
from zvhdesk.domain.reading.words import read_border, read_flag, read_product
from zvhdesk.services import regimes
from zvhdesk.services.importing.ages import age_outside
from zvhdesk.services.importing.drafts import CaseDraft, PersonDraft, Rejection
from zvhdesk.services.importing.fields import CASE_DATES, Field
from zvhdesk.services.importing.house_view import NATIONAL, HouseView, TableView
from zvhdesk.services.importing.source import Record
from zvhdesk.services.municipalities import Finder

_T = TypeVar("_T")
_LONGEST_NUMBER = 40
_LONGEST_TEXT = 200
_FLAG_COLUMNS = {
    Field.MENTAL_HEALTH: "mental_health",
    Field.MILD_DISABILITY: "mild_disability",
    Field.ADDICTION: "addiction",
    Field.STALKING: "stalking",
    Field.MINORS: "minor_children",
    Field.LIFE_COURSE: "life_course",
}
_DAY_WORDS = {
    Field.WAITING_SINCE: "Op de werkvoorraad",
    Field.STARTED_ON: "Begonnen",
    Field.CLOSED_ON: "Afgesloten",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field stands in the file, and under which heading."""

    headings: tuple[str, ...]
    at: dict[Field, int]
    nought: date

    def cell(self, record: Record, wanted: Field) -> Cell:
        """The cell of a field; None where the file has no such column or the row ends before it."""
        at = self.at.get(wanted)
        return record.cells[at] if at is not None and at < len(record.cells) else None

    def heading(self, wanted: Field) -> str:
        """What the file calls a field; our own word where it does not have it."""
        at = self.at.get(wanted)
        return self.headings[at] if at is not None and self.headings[at] else wanted.value

    def heading_at(self, at: int) -> str:
        """What stands above a column, or which one it is."""
        return (self.headings[at] if at < len(self.headings) else "") or f"Kolom {at + 1}"


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    record: Record
    layout: Layout
    house: HouseView
    today: date
    problems: list[tuple[Field, str]] = field(default_factory=list)
    age_problem: str | None = None
    broken: tuple[str, str] | None = None
    """Of a row that is not whole: the column and why. Its cells say nothing for certain."""

    def is_broken(self, why: str | None) -> bool:
        """Whether the row is not whole, by its own fault or for the reason given."""
        fault = self.record.fault
        if fault is not None:
            self.broken = self.layout.heading_at(fault.at), fault.sentence
        elif why is not None:
            self.broken = self.layout.heading_at(len(self.record.cells)), why
        return self.broken is not None

    def read(self) -> CaseDraft | None:
        """The case of the row, None when the row cannot be one; `problems` then says why."""
        number, referred_on = self._number(), self._value(Field.REFERRED_ON, self._date)
        dates = {wanted: self._value(wanted, self._date) for wanted in CASE_DATES[1:]}
        person, table = self._person(), self._table()
        referrer, topic = self._text(Field.REFERRER), self._text(Field.TOPIC)
        municipality, product = self._municipality(), self._value(Field.PRODUCT, read_product)
        flags = {column: self._value(wanted, read_flag) for wanted, column in _FLAG_COLUMNS.items()}
        border = self._value(Field.BORDER, read_border)
        self._order_of_days(referred_on, dates)
        self._birth_and_age(person, table, referred_on)
        self._overflow()
        if number is None or referred_on is None or self.problems:
            return None
        return CaseDraft(
            line=self.record.line,
            number=number,
            referred_on=referred_on,
            referrer=referrer,
            municipality=municipality,
            person=person,
            product=product,
            table_id=table.id if table else None,
            table_named=not is_nothing(self._cell(Field.TABLE)),
            topic=topic,
            flags=flags,
            border=border,
            waiting_since=dates[Field.WAITING_SINCE],
            started_on=dates[Field.STARTED_ON],
            closed_on=dates[Field.CLOSED_ON],
            age_deviation=self.age_problem,
        )

    def rejection(self, *, with_age: bool) -> Rejection | None:
        """Why the row stays out, None when it may come in. `with_age`: so does an age outside the limits."""
        if self.broken is not None:
            return Rejection(self.record.line, *self.broken)
        problems = [(self.layout.heading(wanted), reason) for wanted, reason in self._in_order()]
        if with_age and self.age_problem is not None:
            problems.append((self.layout.heading(Field.BIRTH), self.age_problem))
        if not problems:
            return None
        column = problems[0][0]
        # One column stands before the reason; each fault in another says where it is.
        reasons = dict.fromkeys(
            reason if heading == column else f"Kolom {heading}: {reason}" for heading, reason in problems
        )
        return Rejection(self.record.line, column, " ".join(reasons), waivable=not self.problems)

    def _in_order(self) -> list[tuple[Field, str]]:
        """The problems from left to right; what the file has no column for comes last."""
        at, last = self.layout.at, len(self.layout.headings)
        return sorted(self.problems, key=lambda problem: at.get(problem[0], last))

    def refuse(self, wanted: Field, reason: str) -> None:
        """Add a reason."""
        self.problems.append((wanted, reason))

    def _cell(self, wanted: Field) -> Cell:
        return self.layout.cell(self.record, wanted)

    def _value(self, wanted: Field, read: Callable[[Cell], _T | None]) -> _T | None:
        try:
            return read(self._cell(wanted))
        except Unreadable as error:
            self.refuse(wanted, error.sentence)
            return None

    def _date(self, cell: Cell) -> date | None:
        return read_date(cell, self.layout.nought)

    def _text(self, wanted: Field) -> str | None:
        cell = self._cell(wanted)
        if is_nothing(cell):
            return None
        text = text_of(cell)
        if len(text) > _LONGEST_TEXT:
            self.refuse(wanted, f"Deze tekst is langer dan {_LONGEST_TEXT} tekens.")
        return text

    def _number(self) -> str | None:
        text = text_of(self._cell(Field.NUMBER))
        if is_nothing(text):
            self.refuse(Field.NUMBER, "Het casusnummer ontbreekt.")
            return None
        if len(text) > _LONGEST_NUMBER:
            self.refuse(Field.NUMBER, f"Een casusnummer heeft hoogstens {_LONGEST_NUMBER} tekens.")
        return text

    def _municipality(self) -> str | None:
        cell = self._cell(Field.MUNICIPALITY)
        if is_nothing(cell):
            return None  # not known is an answer: yearly figures count it as `onbekend`
        text = text_of(cell)
        finder = NATIONAL if self.house.takes_any_gemeente else self.house.gemeenten
        found = finder.find(text)
        if found is None:
            self.refuse(Field.MUNICIPALITY, self._unknown_municipality(text, finder))
        return found

    def _unknown_municipality(self, text: str, finder: Finder) -> str:
        if (elsewhere := NATIONAL.find(text)) is not None:
            return f"{elsewhere} hoort niet bij dit huis."
        near = finder.nearest(text)
        # What was typed is repeated only when it is nearly a gemeente: in a shifted row it may be a name.
        return f"Gemeente {text} onbekend. Bedoelt u {near}?" if near else "Deze gemeente is niet bekend."

    def _table(self) -> TableView | None:
        cell = self._cell(Field.TABLE)
        if is_nothing(cell):
            return self.house.default_table()
        text = text_of(cell)
        found = self.house.table(text)
        if found is None:
            near = self.house.nearest_table(text)
            self.refuse(
                Field.TABLE,
                f"Casustafel {text} onbekend. Bedoelt u {near}?"
                if near
                else "Deze casustafel is niet bekend.",
            )
        elif not found.here:
            self.refuse(Field.TABLE, regimes.SENTENCE)
        return found

    def _person(self) -> PersonDraft | None:
        name = self._name()
        person = PersonDraft(
            initials=self._text(Field.INITIALS) or name.initials,
            prefix=self._text(Field.PREFIX) or name.prefix,
            surname=name.surname,
            birth_date=self._value(Field.BIRTH, lambda cell: read_birth(cell, self.layout.nought)),
            bsn=self._value(Field.BSN, read_bsn),
        )
        return None if person == PersonDraft() else person

    def _name(self) -> Name:
        """What the columns `Naam` and `Achternaam` say; whichever parts have a column of their own."""
        at = self.layout.at
        surname, whole = self._text(Field.SURNAME), self._text(Field.NAME)
        if surname is not None:
            return Name(None, None, surname) if Field.PREFIX in at else read_surname(surname)
        if whole is None:
            return Name(None, None, None)
        if Field.INITIALS in at and not is_full_name(whole):
            return read_surname(whole)
        return read_name(whole)

    def _order_of_days(self, referred_on: date | None, dates: dict[Field, date | None]) -> None:
        if referred_on is None:
            if not any(wanted is Field.REFERRED_ON for wanted, _ in self.problems):
                self.refuse(Field.REFERRED_ON, "De aanmelddatum ontbreekt.")
            return
        if referred_on > self.today:
            self.refuse(Field.REFERRED_ON, "De aanmelding ligt in de toekomst.")
        for wanted, day in dates.items():
            if day is not None and day < referred_on:
                self.refuse(wanted, f"{_DAY_WORDS[wanted]} vóór de aanmelding.")
            elif day is not None and day > self.today:
                self.refuse(wanted, f"{_DAY_WORDS[wanted]} in de toekomst.")
        started, closed = dates[Field.STARTED_ON], dates[Field.CLOSED_ON]
        if started and closed and referred_on <= closed < started:
            self.refuse(Field.CLOSED_ON, "Afgesloten vóór het begin van de behandeling.")

    def _birth_and_age(
        self, person: PersonDraft | None, table: TableView | None, referred_on: date | None
    ) -> None:
        if person is None or person.birth_date is None or referred_on is None:
            return
        if birth_span(person.birth_date)[0] > referred_on:
            self.refuse(Field.BIRTH, "Geboren na de aanmelding.")
        elif table is not None:
            self.age_problem = age_outside(table, person.birth_date, referred_on)

    def _overflow(self) -> None:
        """A row with more cells than the heading has slipped: its values stand under the wrong headings."""
        if any(text_of(cell) for cell in self.record.cells[len(self.layout.headings) :]):
            self.refuse(Field.NUMBER, "Deze rij heeft meer velden dan de kop.")


def layout_of(headings: tuple[str, ...], columns: tuple[Field | None, ...], nought: date) -> Layout:
    """The layout that a mapping gives to a file with these headings."""
    return Layout(headings, {wanted: at for at, wanted in enumerate(columns) if wanted is not None}, nought)
