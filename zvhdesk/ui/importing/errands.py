"""The long work of an import: file and check on the work lane, the one transaction on the database lane."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.refusals import BadInput
from zvhdesk.services.desk import Desk
from zvhdesk.services.importing.drafts import Checked, Report, error_list
from zvhdesk.services.importing.files import read_file
from zvhdesk.services.importing.guessing import guess_columns
from zvhdesk.services.importing.house_view import HouseView, read_house
from zvhdesk.services.importing.mapping import Mapping, mapping_of
from zvhdesk.services.importing.register import Opened, check_opened, preview, take_over
from zvhdesk.services.importing.source import Source
from zvhdesk.services.importing.writing import saved_mapping
from zvhdesk.ui.importing.taking import Taking
from zvhdesk.ui.tasks import Stopped, Tasks, Ticket

_Around = tuple[HouseView, Mapping | None, date]


class Errands(QObject):
    """Reads, checks and takes over; one thing at a time. Every answer is a signal in the window's thread."""

    opened = Signal(object)
    unreadable = Signal(str)
    checked = Signal(object)
    taken = Signal(object)
    refused = Signal(str)
    stopped = Signal()
    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._ticket: Ticket | None = None

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._ticket is not None

    def stop(self) -> None:
        """Ask what is under way to end; `stopped` follows when it did."""
        if self._ticket is not None:
            self._ticket.stop()

    def open(self, path: Path) -> None:
        """Read a file and propose how to take it over: `opened` or `unreadable`."""
        self._ticket = self._tasks.work(
            lambda _ticket: read_file(path), self._read, self._not_read, owner=self
        )

    def check(self, taking: Taking) -> None:
        """Check every row: `checked`, `refused` or `stopped`."""

        def there(ticket: Ticket) -> tuple[Checked, Report] | None:
            try:
                found = check_opened(
                    taking.opened, taking.mapping, taking.today, taking.options, ticket.report
                )
                return found, preview(found, taking.opened, taking.mapping, taking.today)
            except Stopped:
                return None

        def done(answer: tuple[Checked, Report] | None) -> None:
            self._ticket = None
            if answer is None:
                self.stopped.emit()
            else:
                self.checked.emit(taking.with_check(*answer))

        self._ticket = self._tasks.work(there, done, self._refuse, self.progressed.emit, owner=self)

    def take_over(self, taking: Taking) -> None:
        """Write what was checked, all or nothing: `taken`, `refused` or `stopped`."""
        checked = taking.checked
        if checked is None:
            return
        ticket = self._tasks.ticket(self.progressed.emit, owner=self)
        self._ticket = ticket

        def there(desk: Desk) -> Report | None:
            try:
                return take_over(desk, taking.opened, taking.mapping, checked, ticket.report)
            except Stopped:
                return None

        def done(report: Report | None) -> None:
            self._ticket = None
            if report is None:
                self.stopped.emit()
            else:
                self.taken.emit(replace(taking, report=report))

        self._tasks.ask(there, done, self._refuse, owner=self)

    def save_errors(self, report: Report, path: Path) -> None:
        """Write the list of errors where the person chose."""

        def there(_ticket: Ticket) -> str:
            try:
                path.write_bytes(error_list(report.rejected))
            except OSError:
                return "De foutenlijst kan hier niet worden opgeslagen. Kies een andere map."
            return ""

        self._tasks.work(there, self._saved, owner=self)

    def _saved(self, trouble: str) -> None:
        if trouble:
            self.refused.emit(trouble)

    def _read(self, source: Source) -> None:
        def around(desk: Desk) -> _Around:
            kept = desk.read(lambda session: saved_mapping(session, source))
            return desk.read(read_house), kept, desk.today()

        self._tasks.ask(around, lambda found: self._guess(source, *found), self._not_read, owner=self)

    def _guess(self, source: Source, house: HouseView, kept: Mapping | None, today: date) -> None:
        def there(_ticket: Ticket) -> Taking:
            guesses = guess_columns(source, house)
            opened = Opened(source, house, kept or mapping_of(guesses), kept is not None)
            return Taking(opened, guesses, opened.mapping, today)

        self._tasks.work(there, self._proposed, self._not_read, owner=self)

    def _proposed(self, taking: Taking) -> None:
        self._ticket = None
        self.opened.emit(taking)

    def _not_read(self, reason: object) -> None:
        self._ticket = None
        self.unreadable.emit(_sentence(reason))

    def _refuse(self, reason: object) -> None:
        self._ticket = None
        self.refused.emit(_sentence(reason))


def _sentence(reason: object) -> str:
    return reason.sentence if isinstance(reason, BadInput) else "Dit register kan nu niet worden overgenomen."
