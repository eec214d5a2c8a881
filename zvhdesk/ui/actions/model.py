"""The list as an item model: the heads of groups are rows among the actions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from zvhdesk.services.actions import ActionPage, ActionRow, By, Group
from zvhdesk.ui.actions import said

ENTRY = int(Qt.ItemDataRole.UserRole) + 1
"""The Group or ActionRow that stands there."""
LAST = int(Qt.ItemDataRole.UserRole) + 2
"""Whether an action is the last one of its group that is loaded."""

Entry = Group | ActionRow
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ActionsModel(QAbstractListModel):
    """Actions in the order of the list. `wanted` asks for the next page, with the number there are.

    Heads cannot be chosen: the keyboard goes from action to action, and the first of a group tells its head.
    """

    wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by = By.PARTNER
        self.today = date.min
        self.total = 0
        self.loaded = 0
        self._entries: list[Entry] = []
        self._asked = False

    @property
    def entries(self) -> Sequence[Entry]:
        """Heads and actions, as they stand beneath each other."""
        return self._entries

    def row_of(self, action_id: str) -> int:
        """The row of an action, or -1."""
        wanted = (False, action_id)
        return next((at for at, entry in enumerate(self._entries) if _key(entry) == wanted), -1)

    def show(self, page: ActionPage, by: By, today: date) -> bool:
        """Show this list. True when rows came, went or moved, so that a view has to find its place again."""
        fresh = _entries(page, None)
        same = [_key(entry) for entry in fresh] == [_key(entry) for entry in self._entries]
        self.total, self.loaded, self._asked = page.total, len(page.rows), False
        if same and by is self.by:
            self.today, self._entries = today, fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return False
        self.beginResetModel()
        self.by, self.today, self._entries = by, today, fresh
        self.endResetModel()
        return True

    def append(self, page: ActionPage) -> None:
        """Add the next page."""
        self._asked = False
        self.total = page.total
        if not page.rows:
            self.total = self.loaded
            return
        more = _entries(page, self._last_group())
        first = len(self._entries)
        self.beginInsertRows(_NOWHERE, first, first + len(more) - 1)
        self._entries.extend(more)
        self.loaded += len(page.rows)
        self.endInsertRows()
        self.dataChanged.emit(self.index(first - 1), self.index(first - 1))

    def _last_group(self) -> str | None:
        last = self._entries[-1] if self._entries else None
        return last.group if isinstance(last, ActionRow) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        match role:
            case _ if role == ENTRY:
                return entry
            case _ if role == LAST:
                return self._is_last(index.row())
            case Qt.ItemDataRole.DisplayRole:
                return entry.title if isinstance(entry, Group) else entry.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row())
            case _:
                return None

    def _is_last(self, row: int) -> bool:
        return row + 1 == len(self._entries) or isinstance(self._entries[row + 1], Group)

    def _spoken(self, row: int) -> str:
        entry = self._entries[row]
        if isinstance(entry, Group):
            return said.spoken_group(entry, self.by)
        head = self._entries[row - 1] if row else None
        told = said.spoken(entry)
        return f"{said.spoken_group(head, self.by)}. {told}" if isinstance(head, Group) else told

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and self.loaded < self.total

    def fetchMore(self, parent: Index) -> None:
        self._asked = True
        self.wanted.emit(self.loaded)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._entries[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _entries(page: ActionPage, before: str | None) -> list[Entry]:
    """The rows with the heads of their groups; a group that began `before` has its head already."""
    entries: list[Entry] = []
    group = before
    for row in page.rows:
        if row.group != group:
            group = row.group
            entries.append(page.groups[group])
        entries.append(row)
    return entries


def _key(entry: Entry) -> tuple[bool, str]:
    return isinstance(entry, Group), entry.key if isinstance(entry, Group) else entry.id
