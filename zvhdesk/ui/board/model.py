"""The cards of one column as an item model. A refresh changes only what differs, so selection survives."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from zvhdesk.domain.terms import Phase
from zvhdesk.services.board import BoardCard
from zvhdesk.services.words import word

MIME = "application/x-zvhdesk-case"
"""What is dragged: the id of a case and nothing else."""
CARD = int(Qt.ItemDataRole.UserRole) + 1
HEADING = int(Qt.ItemDataRole.UserRole) + 2
"""The casustafel that begins at this card when cards are grouped; empty within a group."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def spoken(card: BoardCard) -> str:
    """The whole card in words, for a screen reader; the tag shows only the first reason, this all of them."""
    who = card.name or card.initials
    parts = [f"{card.number}, {who}", card.table or "geen casustafel", card.summary]
    parts += [reason.full for reason in card.tags]
    return ". ".join([*parts, f"{word(card.phase)} {card.age_full}"])


class ColumnModel(QAbstractListModel):
    """Cards of one phase. `wanted` asks for the next page, with the number of cards there are."""

    wanted = Signal(int)

    def __init__(self, phase: Phase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phase = phase
        self.total = 0
        self.by_table = False
        self._cards: list[BoardCard] = []
        self._asked = False

    @property
    def cards(self) -> Sequence[BoardCard]:
        """What is loaded."""
        return self._cards

    def row_of(self, case_id: str) -> int:
        """The row of a case, or -1."""
        return next((row for row, card in enumerate(self._cards) if card.id == case_id), -1)

    def show(self, cards: Sequence[BoardCard], total: int, *, by_table: bool) -> None:
        """Show these cards: rows that stay keep their place in every view."""
        self.total, self._asked = total, False
        kept = {card.id for card in cards}
        shared = sum(1 for card in self._cards if card.id in kept)
        if by_table != self.by_table or shared * 2 < len(self._cards):
            # So much differs that there is nothing to keep: one reset is quicker than many moves.
            self.beginResetModel()
            self.by_table, self._cards = by_table, list(cards)
            self.endResetModel()
            return
        self._drop(kept)
        for row, card in enumerate(cards):
            self._place(row, card)
        if by_table and self._cards:
            # A heading belongs to the first of its group, and who that is may have changed.
            self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1), [HEADING])

    def append(self, cards: Sequence[BoardCard]) -> None:
        """Add the next page; cards that came meanwhile by a refresh are passed over."""
        self._asked = False
        known = {card.id for card in self._cards}
        new = [card for card in cards if card.id not in known]
        if not new:
            self.total = len(self._cards)
            return
        self.beginInsertRows(_NOWHERE, len(self._cards), len(self._cards) + len(new) - 1)
        self._cards.extend(new)
        self.endInsertRows()

    def _drop(self, kept: set[str]) -> None:
        for row in reversed(range(len(self._cards))):
            if self._cards[row].id not in kept:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._cards[row]
                self.endRemoveRows()

    def _place(self, row: int, card: BoardCard) -> None:
        if row < len(self._cards) and self._cards[row].id == card.id:
            if self._cards[row] != card:
                self._cards[row] = card
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        at = self.row_of(card.id)
        if at < 0:
            self.beginInsertRows(_NOWHERE, row, row)
            self._cards.insert(row, card)
            self.endInsertRows()
            return
        self.beginMoveRows(_NOWHERE, at, at, _NOWHERE, row)
        self._cards.insert(row, self._cards.pop(at))
        self.endMoveRows()
        self._place(row, card)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == CARD:
            return card
        if role == HEADING:
            return self._heading(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return card.number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(card)
        return None

    def _heading(self, row: int) -> str:
        if not self.by_table:
            return ""
        table = self._cards[row].table
        begins = row == 0 or self._cards[row - 1].table != table
        return (table or "Zonder tafel") if begins else ""

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self._cards) < self.total

    def fetchMore(self, parent: Index) -> None:
        self._asked = True
        self.wanted.emit(len(self._cards))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        made.setData(MIME, QByteArray(self._cards[indexes[0].row()].id.encode("ascii", "replace")))
        return made
