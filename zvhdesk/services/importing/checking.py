"""The check of a whole register: every row becomes a case to be, or a rejection with its reason."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zvhdesk.domain.bsn import is_bsn
from zvhdesk.domain.reading.cells import is_nothing, text_of
from zvhdesk.services.importing.broken_rows import broken_rows
from zvhdesk.services.importing.drafts import CaseDraft, Checked, Rejection
from zvhdesk.services.importing.fields import LABELS, Field
from zvhdesk.services.importing.house_view import HouseView, number_key
from zvhdesk.services.importing.mapping import Mapping
from zvhdesk.services.importing.row import Layout, RowReader, layout_of
from zvhdesk.services.importing.source import Record, Source, bad_file

CHUNK = 250
"""Rows between two signs of life: progress is told and a cancel is noticed."""

Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""


class Cancelled(Exception):
    """The person cancelled; nothing was kept."""


class CancelToken:
    """Says from any thread that the work should stop."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next sign of life."""
        self._event.set()

    def check(self) -> None:
        """Raises Cancelled once `cancel` was called."""
        if self._event.is_set():
            raise Cancelled


def no_progress(done: int, total: int) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person allows: ages outside the limits for all rows, or for the rows at these lines."""

    accept_age: bool = False
    accepted_lines: frozenset[int] = frozenset()

    def allows_age(self, line: int) -> bool:
        """Whether `Overnemen en afwijking vastleggen` holds for the row at this line."""
        return self.accept_age or line in self.accepted_lines


def check(
    source: Source,
    mapping: Mapping,
    house: HouseView,
    today: date,
    options: Options = Options(),
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Checked:
    """Check every row. Writes nothing and needs no database, so it runs on the work lane.

    Raises Refused when the mapping names no column for the case number or the aanmelddatum; Cancelled.
    """
    require(mapping)
    layout = layout_of(source.headings, mapping.columns, source.nought)
    broken = broken_rows(source, layout)
    numbers = _Numbers(house)
    cases: list[CaseDraft] = []
    rejected: list[Rejection] = []
    for done, record in enumerate(source.records):
        if done % CHUNK == 0:
            progress(done, len(source.records))
            if cancel is not None:
                cancel.check()
        reader = RowReader(record, layout, house, today)
        draft = None if reader.is_broken(broken.get(record.line)) else reader.read()
        numbers.check(reader, layout, record)
        rejection = reader.rejection(with_age=not options.allows_age(record.line))
        if rejection is not None:
            rejected.append(rejection)
            numbers.stays_out(record)
        elif draft is not None:
            cases.append(draft)
    progress(len(source.records), len(source.records))
    return Checked(tuple(cases), tuple(rejected))


def require(mapping: Mapping) -> None:
    """Raises Refused when a field without which nothing can come in has no column."""
    missing = mapping.missing()
    if missing:
        names = " en ".join(LABELS[field].lower() for field in missing)
        raise bad_file(f"Wijs eerst aan welke kolom {names} is.")


class _Numbers:
    """Which case numbers came by, and on which line first."""

    def __init__(self, house: HouseView) -> None:
        self._house = house
        self._first: dict[str, int] = {}
        self._out: set[int] = set()

    def check(self, reader: RowReader, layout: Layout, record: Record) -> None:
        """Add a reason when the number of this row came by before, in the file or in the house."""
        text = text_of(layout.cell(record, Field.NUMBER))
        wanted = number_key(text)
        if is_nothing(text) or reader.broken:
            return
        # A column of BSNs may have been taken for case numbers by mistake; those are not repeated.
        said = "Dit casusnummer" if is_bsn(wanted.zfill(9)) else f"Casusnummer {text}"
        if wanted in self._first:
            # Which of the two is right is for a person to say, also when the first has another fault.
            first = self._first[wanted]
            out = ", die ook niet wordt overgenomen. Laat er één staan" if first in self._out else ""
            reader.refuse(Field.NUMBER, f"{said} staat ook op rij {first}{out}.")
        elif wanted in self._house.numbers:
            reader.refuse(Field.NUMBER, f"{said} is al in gebruik.")
        self._first.setdefault(wanted, record.line)

    def stays_out(self, record: Record) -> None:
        """Remember that this row is refused."""
        self._out.add(record.line)
