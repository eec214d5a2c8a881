"""The organisations that `@` offers: a list over the window that never takes the keyboard from the line."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from zvhdesk.domain.capture_line import Organisation
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

_MOST = 6
_PAD, _GAP = 14, 24
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def presence(one: Organisation) -> str:
    """Whether somebody of it is at the table, in words."""
    return "aan tafel" if one.present else "niet aan tafel"


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Organisation, ...] = ()

    def show(self, rows: Sequence[Organisation]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {presence(row)}"
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, TALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, Organisation):
            return
        palette = current()
        rect = QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on:
            painter.setPen(QColor(palette.accent2_line) if palette.tag_line else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent2))
            painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), RADIUS_SMALL, RADIUS_SMALL)
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.setFont(font(Text.SUB))
        painter.setPen(QColor(palette.accent2_ink if on else palette.ink3))
        painter.drawText(inside, _RIGHT, presence(row))
        inside.setRight(inside.right() - QFontMetricsF(font(Text.SUB)).horizontalAdvance(presence(row)) - 12)
        _paint_dot(painter, QPointF(inside.left() + 4, rect.center().y()), present=row.present)
        inside.setLeft(inside.left() + 18)
        painter.setFont(font(Text.STRONG if on else Text.BODY))
        painter.setPen(QColor(palette.accent2_ink if on else palette.ink))
        words = QFontMetricsF(painter.font()).elidedText(
            row.name, Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, _LEFT, words)
        painter.restore()


def _paint_dot(painter: QPainter, centre: QPointF, *, present: bool) -> None:
    """Full for who is here, a ring for who is not: the shape says it without colour."""
    palette = current()
    painter.setPen(QColor(palette.ok if present else palette.field_line))
    painter.setBrush(QColor(palette.ok) if present else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 3.5, 3.5)


class Suggestions(QFrame):
    """The list. `taken` carries the organisation that was clicked; keys come from the line."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card-chosen")
        self.setObjectName("capture.suggestions")
        self.setAccessibleName("Organisaties")
        self._model = _Model()
        self._view = QListView()
        self._view.setObjectName("capture.suggestions.list")
        self._view.setAccessibleName("Organisaties")
        self._view.setProperty("look", "bare")
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Delegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(lambda index: self.taken.emit(self._model.rows[index.row()]))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 4, 2, 4)
        column.addWidget(self._view)
        self.hide()

    @property
    def rows(self) -> tuple[Organisation, ...]:
        """What is offered, best first."""
        return self._model.rows

    @property
    def chosen(self) -> Organisation | None:
        """What Enter would take."""
        at = self._view.currentIndex()
        return self._model.rows[at.row()] if at.isValid() else None

    @property
    def told(self) -> str:
        """The choice in words for a screen reader: `Politie, aan tafel, 1 van 3`."""
        one = self.chosen
        if one is None:
            return ""
        return f"{one.name}, {presence(one)}, {self._view.currentIndex().row() + 1} van {len(self.rows)}"

    def offer(self, rows: Sequence[Organisation]) -> None:
        """Other organisations, the first of them chosen; the same ones keep the choice."""
        if tuple(rows) != self._model.rows:
            self._model.show(rows)
            self._choose(0)

    def step(self, by: int) -> None:
        """Choose another one, round from the last to the first."""
        if self.rows:
            self._choose((self._view.currentIndex().row() + by) % len(self.rows))

    def _choose(self, row: int) -> None:
        self._view.setCurrentIndex(self._model.index(row, 0))

    def wanted(self, most_width: int) -> QSize:
        """Its size: as wide as the longest name, at most six rows high."""
        names = QFontMetricsF(font(Text.STRONG))
        words = QFontMetricsF(font(Text.SUB))
        wide = max(
            (
                names.horizontalAdvance(one.name) + words.horizontalAdvance(presence(one)) + 18
                for one in self.rows
            ),
            default=0.0,
        )
        scroll = 12 if len(self.rows) > _MOST else 0
        width = max(280, round(wide) + 2 * _PAD + _GAP + 4 + scroll)
        return QSize(min(width, most_width), min(len(self.rows), _MOST) * TALL + 12)

    def stand(self, corner: QPoint, size: QSize) -> None:
        """Show it at a place in its parent."""
        self.setGeometry(corner.x(), corner.y(), size.width(), size.height())
        self.show()
        self.raise_()
