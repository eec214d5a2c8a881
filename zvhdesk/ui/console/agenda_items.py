"""The items of the agenda as rows: what was done, what runs, what is to come, with the minutes of each."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvhdesk.domain.terms import ItemState
from zvhdesk.services.meetings.rows import AgendaRow, Console
from zvhdesk.services.words import word
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.console.times import spent_words
from zvhdesk.ui.kit import paint_ring
from zvhdesk.ui.theme import Text, current, font

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
TIME = Qt.ItemDataRole.UserRole + 1
_MARK, _SIDE, _TOP, _TIMES = 20, 13, 10, 70
_BAR = 4
"""Before the item in view, px."""
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def item_words(row: AgendaRow) -> tuple[str, str]:
    """The two lines of an item: a case with its reason beneath, or a point by its title alone."""
    if row.case_id is None:
        return row.title, ""
    if not row.number:
        return "Niet meer in te zien", ""
    return f"{row.number} · {row.initials}", row.title


class AgendaModel(QAbstractListModel):
    """The items, and the time each took. `tick` renews the times only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AgendaRow, ...] = ()
        self._times: tuple[str, ...] = ()
        self._console: Console | None = None
        self._read_ms = 0

    @property
    def rows(self) -> tuple[AgendaRow, ...]:
        """The items in their order."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Number of items."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, its time, and for screen readers all of it in words."""
        if not index.isValid():
            return None
        row, time = self._rows[index.row()], self._times[index.row()]
        if role == ROW:
            return row
        if role == TIME:
            return time
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            first, second = item_words(row)
            return ", ".join(part for part in (first, second, word(row.state), f"{time} minuten") if part)
        return None

    def show_rows(self, console: Console, read_ms: int, now_ms: int) -> None:
        """Show the agenda as it stands; the same items in the same order keep selection and scroll."""
        same = [row.id for row in console.items] == [row.id for row in self._rows]
        self._console, self._read_ms = console, read_ms
        if not same:
            self.beginResetModel()
        self._rows = console.items
        self._times = self._spent(now_ms)
        if not same:
            self.endResetModel()
        elif self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _spent(self, now_ms: int) -> tuple[str, ...]:
        if self._console is None:
            return ()
        return tuple(spent_words(row, self._console, self._read_ms, now_ms) for row in self._rows)

    def tick(self, now_ms: int) -> None:
        """The clock went on."""
        times = self._spent(now_ms)
        for at, (old, new) in enumerate(zip(self._times, times, strict=True)):
            if old != new:
                self._times = times
                self.dataChanged.emit(self.index(at), self.index(at), [TIME])


class AgendaDelegate(QStyledItemDelegate):
    """Paints an item: mark, two lines, minutes."""

    keyed = False
    in_view = ""
    """The item in view, when that is not the one at the table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words, 48 px at least."""
        row = index.data(ROW)
        view = option.widget
        wide = _room(view.viewport().width() if isinstance(view, QListView) else 240, str(index.data(TIME)))
        first, second = item_words(row)
        high = _height(first, _size(row), wide) + (2 + _height(second, Text.SMALL, wide) if second else 0)
        return QSize(120, max(TALL, high + 2 * _TOP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one item."""
        row, time = index.data(ROW), str(index.data(TIME))
        palette = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        on = row.state is ItemState.RUNNING
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if on or over:
            painter.fillRect(rect, QColor(palette.accent2 if on else palette.sunken))
        if row.id == self.in_view:
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), QColor(palette.accent))
        ink = palette.accent2_ink if on else palette.ink
        quiet = palette.accent2_ink if on else palette.ink3
        if row.state in (ItemState.DONE, ItemState.POSTPONED):
            ink = palette.ink3
        left = rect.left() + _MARK + _SIDE
        wide = _room(int(rect.width()), time)
        first, second = item_words(row)
        high = _height(first, _size(row), wide)
        # A point of one line is 48 px high as well: its words stand in the middle of that.
        top = rect.top() + (_TOP if second else (rect.height() - high) / 2)
        _mark(painter, QPointF(rect.left() + _SIDE + 5, top + 9), row.state, quiet)
        painter.setPen(QColor(ink))
        painter.setFont(font(_size(row)))
        painter.drawText(QRectF(left, top, wide, high + 2), _WRAP, first)
        painter.setFont(font(Text.SMALL))
        if second:
            painter.setPen(QColor(palette.accent2_ink if on else palette.ink2 if ink == palette.ink else ink))
            painter.drawText(QRectF(left, top + high + 2, wide, rect.height()), _WRAP, second)
        painter.setPen(QColor(quiet))
        painter.setFont(font(Text.SMALL, figures=True))
        right = QRectF(rect.right() - _SIDE - _TIMES, top + 1, _TIMES, 20)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), time)
        painter.setPen(QPen(QColor(palette.line2), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self.keyed and option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect.adjusted(1, 1, -1, -1), 4)
        painter.restore()


def _size(row: AgendaRow) -> Text:
    return Text.STRONG if row.state is ItemState.RUNNING else Text.BODY


def _room(width: int, time: str) -> int:
    """What the words have, beside the mark and the time."""
    return (
        width - _MARK - 2 * _SIDE - QFontMetrics(font(Text.SMALL, figures=True)).horizontalAdvance(time) - 8
    )


def _height(text: str, size: Text, wide: int) -> int:
    return QFontMetrics(font(size)).boundingRect(0, 0, max(40, wide), 1000, _WRAP, text).height()


def _mark(painter: QPainter, at: QPointF, state: ItemState, ink: str) -> None:
    """Tick, arrow or dash: the state is never colour alone."""
    pen = QPen(QColor(ink), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if state is ItemState.DONE:
        painter.drawPolyline(
            QPolygonF([at + QPointF(-4.5, 0.5), at + QPointF(-1.5, 3.5), at + QPointF(4.5, -3.5)])
        )
    elif state is ItemState.POSTPONED:
        painter.drawPolyline(QPolygonF([at + QPointF(-4, 0), at + QPointF(4, 0)]))
        painter.drawPolyline(QPolygonF([at + QPointF(1, -3), at + QPointF(4, 0), at + QPointF(1, 3)]))
    elif state is ItemState.RUNNING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawPolygon(
            QPolygonF([at + QPointF(-3.5, -4.5), at + QPointF(4, 0), at + QPointF(-3.5, 4.5)])
        )
