"""The cases that may go on the agenda as an item model, narrowed by what is typed above the list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.ui.tables.wording import spoken_candidate

CANDIDATE = int(Qt.ItemDataRole.UserRole) + 1
TODAY = int(Qt.ItemDataRole.UserRole) + 2

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CandidatesModel(QAbstractListModel):
    """`show` takes all; `narrow` leaves those in which every typed word stands."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Candidate, ...] = ()
        self._rows: list[Candidate] = []
        self._words: list[str] = []
        self._today = date.min

    @property
    def rows(self) -> Sequence[Candidate]:
        """What is shown."""
        return self._rows

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self._all)

    def show(self, candidates: Sequence[Candidate], today: date) -> None:
        """Show these, in their order."""
        self._all, self._today = tuple(candidates), today
        self._fill()

    def narrow(self, typed: str) -> None:
        """Leave those whose number, initials, question or reasons hold every word."""
        self._words = typed.casefold().split()
        self._fill()

    def _fill(self) -> None:
        wanted = [one for one in self._all if all(word in _text(one) for word in self._words)]
        if wanted == self._rows:
            return
        kept = {one.case_id for one in wanted}
        if len(self._rows) - len(wanted) == 1 and [r for r in self._rows if r.case_id in kept] == wanted:
            # One went to the agenda: the others keep their place under the eye.
            at = next(at for at, row in enumerate(self._rows) if row.case_id not in kept)
            self.beginRemoveRows(_NOWHERE, at, at)
            self._rows = wanted
            self.endRemoveRows()
            return
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def row_of(self, case_id: str) -> int:
        """The row of a case, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.case_id == case_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CANDIDATE:
            return row
        if role == TODAY:
            return self._today
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken_candidate(row, self._today)
        return None


def _text(one: Candidate) -> str:
    return " ".join((one.number, one.initials, one.question, *one.why)).casefold()
