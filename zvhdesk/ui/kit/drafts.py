"""What is typed and not committed yet: kept at most 250 ms behind the keys, so that nothing typed is lost.

Kept per field of a form on this desk, and never a change of the case (DATA.md 8).
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer

from zvhdesk.services import editing
from zvhdesk.ui.kit.form import Cell
from zvhdesk.ui.tasks import Tasks

DRAFT_MS: Final = 200
"""From the first key to the draft; with the database lane's turn at most 250 ms behind the keys."""
PAUSE_MS: Final = 2000
"""A pause in long text that commits it."""
NOT_SAVED: Final = "Dit is niet opgeslagen: er ging iets mis. Uw tekst staat hier nog; probeer het opnieuw."


def once(parent: QObject, ms: int, act: Callable[[], object]) -> QTimer:
    """A timer that does `act` once, so many milliseconds after its start."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(act)
    return timer


def keep(tasks: Tasks, form: str, cell: Cell, text: str, rev: int, owner: QObject) -> None:
    """Keep one text, typed against `rev`. Nobody waits for it."""
    tasks.ask(lambda desk: desk.keep_draft(form, cell, text, rev), nothing, owner=owner)


def forget(tasks: Tasks, form: str, cell: Cell, owner: QObject) -> None:
    """The person let go of what was typed."""
    tasks.act(
        lambda session: editing.discard_draft(session, form, cell), "draft.discard", nothing, owner=owner
    )


def nothing(_: object) -> None:
    """It is done, and there is nothing to show of it."""


class Drafts(QObject):
    """The drafts of a form of several fields; `typed` gives what it holds now, by field.

    `of` says whose they are: without a row nothing is kept.
    """

    def __init__(
        self, tasks: Tasks, form: str, typed: Callable[[], Mapping[str, str]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks, self._form, self._typed = tasks, form, typed
        self._row: str | None = None
        self._kept: dict[str, str] = {}
        self._timer = once(self, DRAFT_MS, self.keep)

    def of(self, row: str, kept: Mapping[str, str] | None = None) -> None:
        """From now on they are of this row, of which these are kept already."""
        self._row, self._kept = row, dict(kept or {})

    def note(self, *_: object) -> None:
        """Something was typed or chosen."""
        if self._row is not None and not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Do not keep what was noted: it is on its way, or let go of."""
        self._timer.stop()

    def keep(self) -> None:
        """Keep what is typed now."""
        self._timer.stop()
        if self._row is None:
            return
        for column, text in self._typed().items():
            if text != self._kept.get(column, ""):
                self._kept[column] = text
                keep(self._tasks, self._form, ("", self._row, column), text, 0, self)
