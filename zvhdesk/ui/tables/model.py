"""The list of meetings as an item model: what runs and today's on top, then planned, then closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.tables.wording import group, spoken_meeting

MEETING = int(Qt.ItemDataRole.UserRole) + 1
HEADING = int(Qt.ItemDataRole.UserRole) + 2
"""The heading that begins at this row; empty within a group."""
TODAY = int(Qt.ItemDataRole.UserRole) + 3

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MeetingsModel(QAbstractListModel):
    """Meetings in the order in which the service gives them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[MeetingRow, ...] = ()
        self._today = date.min

    @property
    def rows(self) -> Sequence[MeetingRow]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[MeetingRow], today: date) -> bool:
        """Show these meetings. Returns whether anything changed, so that the view restores its place."""
        wanted = tuple(rows)
        if wanted == self._rows and today == self._today:
            return False
        self.beginResetModel()
        self._rows, self._today = wanted, today
        self.endResetModel()
        return True

    def row_of(self, meeting_id: str) -> int:
        """The row of a meeting, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.id == meeting_id), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == MEETING:
            return row
        if role == HEADING:
            return self._heading(index.row())
        if role == TODAY:
            return self._today
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken_meeting(row, self._today)
        return None

    def _heading(self, at: int) -> str:
        here = group(self._rows[at], self._today)
        return here if at == 0 or group(self._rows[at - 1], self._today) != here else ""
