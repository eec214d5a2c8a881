"""The rows of a grid: frozen values, compared by their `id` so that choice and scroll survive a refresh."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from zvhdesk.ui.grid.columns import Column
from zvhdesk.ui.plain.tip import tip

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
COLUMN = Qt.ItemDataRole.UserRole + 1
MARKED = Qt.ItemDataRole.UserRole + 2
SEVERAL = "meer versies"
"""The mark of a row about which desks disagree; what they wrote stands in its pane."""


class GridModel(QAbstractTableModel):
    """Rows with an `id`. `edited` carries the id, the key of the column and the value chosen."""

    edited = Signal(str, str, str)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()
        self._marked: frozenset[str] = frozenset()

    def mark(self, rows: frozenset[str]) -> None:
        """The ids of the rows that carry the mark."""
        if rows != self._marked:
            self._marked = rows
            if self._rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    @property
    def rows(self) -> tuple[Any, ...]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows; where the ids are the same in the same order, only the cells are renewed."""
        fresh = tuple(rows)
        if [row.id for row in fresh] == [row.id for row in self._rows]:
            self._rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def at(self, row_id: str) -> int:
        """Where the row with that id stands; -1 when it is not there."""
        return next((at for at, row in enumerate(self._rows) if row.id == row_id), -1)

    def column_at(self, key: str) -> int:
        """Where the column with that key stands."""
        return [column.key for column in self.columns].index(key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the same
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911 - a role each
        """The words of a cell, its value while it is edited, and the row and column behind it."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(column.text(row)) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                said = f"{column.title}: {column.text(row)}" if column.title else column.text(row)
                return f"{said}, {SEVERAL}" if self.data(index, MARKED) else said
            case Qt.ItemDataRole.EditRole:
                return column.value(row) if column.value is not None else column.text(row)
            case _ if role == ROW:
                return row
            case _ if role == COLUMN:
                return column
            case _ if role == MARKED:
                return index.column() == 0 and row.id in self._marked
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Send what was chosen; whoever owns the rows shows them anew."""
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.edited.emit(self._rows[index.row()].id, self.columns[index.column()].key, str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only a column of choices can be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].is_choice:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual
