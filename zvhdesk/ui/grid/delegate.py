"""How a cell is painted, and the choice that stands in its place while it is changed."""

from PySide6.QtCore import QAbstractItemModel, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zvhdesk.ui.grid.columns import Choices, Column
from zvhdesk.ui.grid.model import COLUMN, MARKED, ROW, SEVERAL, Index
from zvhdesk.ui.kit import Select, paint_tag, tag_size
from zvhdesk.ui.theme import TagKind, Text, current, font, icons

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
PAD = 18.0
EDITOR = "grid.editor"


class CellSelect(Select):
    """A choice in a cell. `picked` when one was taken from the list; arrow keys go on until Enter."""

    picked = Signal()

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(EDITOR, choices, parent)
        self._by_key = self.begun = False
        self.activated.connect(self._activated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys look for a choice; the delegate takes it at Enter or Tab."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # or the table beneath would open the cell again
            return
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def _activated(self, _at: int) -> None:
        if not self._by_key:
            self.picked.emit()


class GridDelegate(QStyledItemDelegate):
    """A line of text, a tag, or a choice with its arrow; a faint line beneath every row.

    `opened` when a choice opens: until it closes it is judged by what stood there then.
    """

    opened = Signal()

    def __init__(self, parent: QWidget, *, whole_rows: bool) -> None:
        super().__init__(parent)
        self._whole_rows = whole_rows
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line with room around it."""
        return QSize(60, round(QFontMetricsF(font(Text.SUB)).height() + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        palette = current()
        column: Column = index.data(COLUMN)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and self._whole_rows:
            painter.fillRect(rect, QColor(palette.accent2))
            if index.column() == 0:
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(palette.accent))
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line2))
        inside = rect.adjusted(PAD, 0, -PAD if column.right else -8, -1)
        self._paint_words(painter, inside, index, column)
        if self._view.hasFocus() and bool(option.state & QStyle.StateFlag.State_HasFocus):
            self._paint_focus(painter, rect, column)
        painter.restore()

    def _paint_words(self, painter: QPainter, inside: QRectF, index: Index, column: Column) -> None:
        palette = current()
        if index.column() == 0 and index.data(MARKED):
            size = tag_size(SEVERAL, TagKind.ATTENTION)
            where = QPointF(inside.right() - size.width(), inside.center().y() - size.height() / 2)
            paint_tag(painter, where, SEVERAL, TagKind.ATTENTION, size.width())
            inside = inside.adjusted(0, 0, -size.width() - 8, 0)
        text = str(index.data() or "")
        kind = column.tag(index.data(ROW)) if column.tag is not None else None
        if kind is not None:
            if text:
                top = inside.center().y() - tag_size(text, kind).height() / 2
                paint_tag(painter, QPointF(inside.left(), top), text, kind, inside.width())
            return
        painter.setFont(font(Text.SUB_STRONG if column.strong else Text.SUB, figures=column.right))
        painter.setPen(QColor(palette.ink2 if column.quiet else palette.ink))
        room = inside.width() - (24 if column.is_choice else 0)
        fits = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, _RIGHT if column.right else _LEFT, fits)
        if column.is_choice:
            arrow = QRectF(inside.right() - 16, inside.center().y() - 7, 14, 14)
            icons.paint(painter, "chevron-down", arrow, palette.ink3)

    def _paint_focus(self, painter: QPainter, rect: QRectF, column: Column) -> None:
        if self._whole_rows and not column.is_choice:
            return
        painter.setPen(QColor(current().focus))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -2.5), 4, 4)
        painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -3.5), 3, 3)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The choice itself."""
        column: Column = index.data(COLUMN)
        editor = CellSelect(column.choices, parent)
        editor.setFont(font(Text.SUB))
        editor.setAccessibleName(f"{column.title}, {index.sibling(index.row(), 0).data()}")
        editor.picked.connect(lambda: self._choose(editor))
        self.opened.emit()
        return editor

    def _choose(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands there; what others write meanwhile does not move an open choice."""
        if isinstance(editor, CellSelect) and not editor.begun:
            editor.begun = True
            editor.choose(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was chosen."""
        if isinstance(editor, Select):
            model.setData(index, editor.value, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, a little within it."""
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -3))
