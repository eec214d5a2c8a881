"""The finder (Ctrl+K): a case by number or name, a place, or one of the commonest acts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from zvhdesk.services import finding
from zvhdesk.services.finding import Found, Hit, TextHit
from zvhdesk.ui.find.commands import Command, fitting
from zvhdesk.ui.find.panel import FindPanel
from zvhdesk.ui.find.rows import FoundRow, Heading
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks

_WAIT_MS = 120
_LEAST = 2

PLACES: tuple[Command, ...] = (
    Command("Vandaag", "layout-dashboard", place="today"),
    Command("Casusbord", "square-kanban", place="board", also="bord casussen fasen"),
    Command("Casustafels", "users", place="tables", also="bijeenkomst agenda"),
    Command("Acties", "list-checks", place="actions"),
    Command("Plannen en brieven", "file-text", place="plans"),
    Command("Personen", "user", place="persons"),
    Command("Cijfers", "chart-column", place="figures", also="jaarcijfers"),
    Command("Beheer", "settings", place="admin", also="instellingen partners mensen reservekopie gemeenten"),
    Command("Register overnemen", "file-input", place="import", also="importeren csv excel"),
)
"""Every place there may be; the finder offers those that this window has."""

ACTS: tuple[Command, ...] = (
    Command("Namen tonen of verbergen", "eye", act="names"),
    Command("Vergrendelen", "lock", act="lock", also="sluiten slot", keys="Ctrl L"),
    Command("Ongedaan maken", "undo-2", act="undo", also="terug herstellen", keys="Ctrl Z"),
)


def _hidden() -> bool:
    return False


def _note(typed: str, found: Found, *, some: bool) -> str:
    if not some:
        return "Niets gevonden. Probeer een deel van het nummer, de achternaam of de tekst."
    return "Er is meer: typ verder." if typed and found.more else ""


class Finder(QObject):
    """Opens the panel, asks the index while one types, and goes where one chooses.

    `names` says whether names are shown now; until then a case is found by a name and shown by its initials.
    `names_asked` is the act in the list that belongs to a page. The first search of every opened panel is
    logged, without its words; opening a case is logged by the dossier.
    """

    names_asked = Signal()

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        *,
        names: Callable[[], bool] = _hidden,
    ) -> None:
        super().__init__(window)
        self.setObjectName("finder")
        self._window = window
        self._tasks = tasks
        self._names = names
        here = set(window.places())
        self._commands = tuple(c for c in PLACES if c.place in here) + ACTS
        self.panel = FindPanel(window)
        self._before: QWidget | None = None
        self._asked = 0
        self._shown = 0
        self._logged = False
        self._open_first = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._search)
        self.panel.field.textChanged.connect(self._typed)
        self.panel.field.chosen.connect(self._enter)
        self.panel.left.connect(self.close)
        self.panel.picked.connect(self._go)
        window.lock_requested.connect(self.close)
        window.shown.connect(lambda _key: self.close())

    @property
    def is_open(self) -> bool:
        """Whether the panel covers the window."""
        return self.panel.isVisible()

    @property
    def settled(self) -> bool:
        """Whether what is shown answers what is typed."""
        return self._shown == self._asked

    def open(self) -> None:
        """Show the panel, empty; when it is open already, mark what was typed."""
        if self.is_open:
            self.panel.field.selectAll()
            return
        self._before = QApplication.focusWidget()
        self._logged = False
        self._show(Found(()))
        self.panel.open()

    def close(self) -> None:
        """Take the panel away and forget what was typed."""
        if not self.is_open:
            return
        self._timer.stop()
        self._open_first = False
        self._asked += 1  # an answer still on its way belongs to nobody
        self._shown = self._asked
        self.panel.hide()
        self.panel.field.setText("")  # clear() could be undone with Ctrl+Z
        self.panel.show_rows(())
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def _typed(self, typed: str) -> None:
        self._open_first = False
        if self.is_open:
            self._asked += 1
            self._timer.start()
            if not typed.strip():
                self._search()

    def _search(self) -> None:
        self._timer.stop()
        asked, typed, names = self._asked, self.panel.field.text(), self._names()
        if len(typed.strip()) < _LEAST:
            self._arrived(asked, Found(()))
            return

        def done(found: Found) -> None:
            self._arrived(asked, found)

        def ask(session: Any) -> Found:
            return finding.find(session, typed, names=names)

        if self._logged:
            self._tasks.read(ask, done, owner=self)
        else:
            self._logged = True
            self._tasks.look(ask, "search", "search", done, owner=self)

    def _arrived(self, asked: int, found: Found) -> None:
        if asked != self._asked or not self.is_open:
            return
        self._shown = asked
        self._show(found)
        if self._open_first:
            self._open_first = False
            self._enter()

    def _show(self, found: Found) -> None:
        typed = self.panel.field.text()
        commands = fitting(self._commands, typed)
        rows: list[FoundRow] = []
        if found.hits:
            rows += [Heading("Casussen"), *found.hits]
        if found.texts:
            rows += [Heading("In de tekst"), *found.texts]
        if places := [command for command in commands if command.place]:
            rows += [Heading("Ga naar"), *places]
        if acts := [command for command in commands if command.act]:
            rows += [Heading("Doen"), *acts]
        self.panel.show_rows(tuple(rows), _note(typed, found, some=bool(rows)))

    def _enter(self) -> None:
        if not self.settled:
            # Enter came before the answer: the answer opens it.
            self._open_first = True
            self._search()
            return
        row = self.panel.current
        if row is not None:
            self._go(row)

    def _go(self, row: FoundRow) -> None:
        self.close()
        match row:
            case Hit():
                self._window.go("dossier", row.case_id)
            case TextHit():
                self._window.go("dossier", (row.case_id, row.place))
            case Command(place=place) if place:
                self._window.go(place)
            case Command(act="lock"):
                self._window.lock_requested.emit()
            case Command(act="undo"):
                self._window.undo_requested.emit()
            case Command(act="names"):
                self.names_asked.emit()
            case _:
                pass
