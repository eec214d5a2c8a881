"""The rows of the finder: headings, cases, places and acts in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from zvhdesk.services.finding import Hit, TextHit
from zvhdesk.ui.find.commands import Command

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Heading:
    """A word above the rows of one kind; it cannot be chosen."""

    words: str


FoundRow = Heading | Hit | TextHit | Command


def spoken(row: FoundRow) -> str:
    """What a screen reader says of a row."""
    match row:
        case Heading():
            return row.words
        case Command():
            return ", ".join(part for part in (row.words, row.keys) if part)
        case Hit():
            who = f"{row.who} ({row.role})" if row.role else row.who
            return ", ".join(part for part in (row.number, who, row.table, row.phase) if part)
        case TextHit():
            return f"{row.number}, {row.who}, {row.what}, {row.text}"


class FoundModel(QAbstractListModel):
    """Rows as they were found; the whole list changes with every answer."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[FoundRow, ...] = ()

    def show(self, rows: Sequence[FoundRow]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[FoundRow, ...]:
        """What is shown."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows, headings too."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, and its words for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.isValid() and isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_choice(self, at: int, by: int) -> int:
        """The row to choose one step up or down from `at`, over headings and around the ends; -1 if none."""
        many = len(self._rows)
        for step in range(1, many + 1):
            found = (at + step * by) % many
            if not isinstance(self._rows[found], Heading):
                return found
        return -1
