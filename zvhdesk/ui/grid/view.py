"""The view of a grid: by keyboard as by mouse, its columns divided over the width."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zvhdesk.ui.grid.columns import Choices, Column
from zvhdesk.ui.grid.delegate import EDITOR, GridDelegate
from zvhdesk.ui.grid.head import GridHead
from zvhdesk.ui.grid.model import GridModel
from zvhdesk.ui.kit import Select, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL


class Grid(QTableView):
    """A table. With `whole_rows` one row is chosen at a time: `row_chosen` carries its id, empty for none.

    `edited` carries id, column key and value of a choice changed in place: a click, or Enter on the cell.
    Without `scrolls` it is always as high as its rows.
    """

    row_chosen = Signal(str)
    edited = Signal(str, str, str)

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        *,
        whole_rows: bool = True,
        scrolls: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole_rows = whole_rows
        self._scrolls = scrolls
        self.rows = GridModel(columns)
        self.rows.edited.connect(self.edited)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("look", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if whole_rows else mode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setModel(self.rows)
        delegate = GridDelegate(self, whole_rows=whole_rows)
        delegate.opened.connect(self._opened)
        self.setItemDelegate(delegate)
        self._rev = self._opened_at = 0
        self._dress_headers()
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._moved)
        self._told = ""

    def _dress_headers(self) -> None:
        self.setHorizontalHeader(GridHead(self))
        beside = self.verticalHeader()
        beside.hide()
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def rev(self) -> int:
        """What the rows were read at."""
        return self._rev

    @property
    def opened_at(self) -> int:
        """The rev that was shown when the choice that was made last was opened (DATA.md 7)."""
        return self._opened_at

    def _opened(self) -> None:
        self._opened_at = self._rev

    def show_rows(self, rows: Sequence[Any], rev: int = 0, marked: frozenset[str] = frozenset()) -> None:
        """Show these rows as they stood at `rev`, keeping the chosen one and the scroll.

        `marked` are the ids of those about which desks disagree.
        """
        self._rev = rev
        self.rows.mark(marked)
        before, kept = self._told, self.verticalScrollBar().value()
        height = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)
        column = max(0, self.currentIndex().column())
        self.rows.show(rows)
        if before and self.rows.at(before) >= 0:
            self.setCurrentIndex(self.rows.index(self.rows.at(before), column))
        elif before:
            self._tell("")
        self.verticalScrollBar().setValue(kept)
        self.updateGeometry()

    def offer(self, key: str, choices: Choices) -> None:
        """Another list to choose from in the column with that key."""
        at = self.rows.column_at(key)
        columns = list(self.rows.columns)
        columns[at] = replace(columns[at], choices=tuple(choices))
        self.rows.columns = tuple(columns)

    def only_read(self) -> None:
        """Nothing is chosen in a cell any more."""
        self.rows.columns = tuple(replace(column, choices=()) for column in self.rows.columns)

    @property
    def chosen(self) -> str:
        """Id of the row that is chosen; empty for none."""
        return self._told

    def choose(self, row_id: str) -> None:
        """Choose a row, or with an empty id none."""
        at = self.rows.at(row_id)
        if at >= 0:
            self.setCurrentIndex(self.rows.index(at, max(0, self.currentIndex().column())))
            self.scrollTo(self.currentIndex())
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._tell(self.rows.rows[index.row()].id if index.isValid() else "")

    def _tell(self, row_id: str) -> None:
        if row_id != self._told:
            self._told = row_id
            self.row_chosen.emit(row_id)

    def _clicked(self, index: QModelIndex) -> None:
        if self.rows.columns[index.column()].is_choice:
            self.edit(index)
            editor = self.findChild(Select, EDITOR)
            if isinstance(editor, Select):
                editor.showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open a choice; everything else as always."""
        opens = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        index = self.currentIndex()
        if event.key() in opens and index.isValid() and self.rows.columns[index.column()].is_choice:
            self.edit(index)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """The keyboard begins at the first row, where something can be chosen."""
        if not self.currentIndex().isValid() and self.rows.rows:
            choices = [at for at, column in enumerate(self.rows.columns) if column.is_choice]
            self.setCurrentIndex(self.rows.index(0, choices[0] if choices else 0))
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where a row is chosen as a whole, the keyboard is at all of it."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not self._whole_rows or not self.hasFocus() or not index.isValid():
            return
        columns = [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]
        row = QRect()
        for at in columns:
            row = row.united(self.visualRect(index.siblingAtColumn(at)))
        paint_ring(QPainter(self.viewport()), QRectF(row).adjusted(1, 0, -1, -1), RADIUS_SMALL)

    def sizeHint(self) -> QSize:
        """High enough for all rows."""
        rows = self.verticalHeader().length() or self.verticalHeader().defaultSectionSize()
        return QSize(480, self.horizontalHeader().sizeHint().height() + rows + 1)

    def minimumSizeHint(self) -> QSize:
        """The head and three rows, or all of them where the page scrolls instead."""
        if not self._scrolls:
            return QSize(200, self.sizeHint().height())
        three = 3 * self.verticalHeader().defaultSectionSize()
        least = self.horizontalHeader().sizeHint().height() + three
        return QSize(200, min(least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the width over the columns."""
        super().resizeEvent(event)
        self.divide()

    def show_columns(self, keys: Collection[str]) -> None:
        """Show these columns and no others."""
        for at, column in enumerate(self.rows.columns):
            self.setColumnHidden(at, column.key not in keys)
        self.divide()

    def divide(self) -> None:
        """Give every column that is shown its part of the width."""
        columns = self.rows.columns
        shown = [column for at, column in enumerate(columns) if not self.isColumnHidden(at)]
        left = self.viewport().width() - sum(column.width for column in shown)
        shares = sum(column.share for column in shown if not column.width) or 1
        for at, column in enumerate(columns):
            self.setColumnWidth(at, column.width or max(60, left * column.share // shares))
