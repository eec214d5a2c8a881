"""The attendance list as rows to choose from: who, as what, and how they take part now."""

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
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvhdesk.domain.terms import Capacity, Presence
from zvhdesk.services.meetings.rows import AttendeeRow
from zvhdesk.services.words import class_words, word
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.kit import paint_ring, paint_tag, tag_size
from zvhdesk.ui.theme import TagKind, Text, current, font

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_TAGS = {
    Presence.IN_ROOM: TagKind.ON_COURSE,
    Presence.ONLINE: TagKind.ON_COURSE,
    Presence.PHONE: TagKind.ON_COURSE,
}


def fits(row: AttendeeRow, typed: str) -> bool:
    """Whether every typed word begins a word of the organisation or the name."""
    words = f"{row.organisation} {row.name}".casefold().split()
    return all(any(each.startswith(part) for each in words) for part in typed.casefold().split())


def as_what(row: AttendeeRow) -> str:
    """Class, name and capacity, and what is still missing, in one quiet line."""
    parts = [class_words(row.class_, unscreened=row.unscreened), row.name if row.organisation else ""]
    parts += [word(row.capacity).lower() if row.capacity is not Capacity.PARTNER else ""]
    parts += ["niet getekend" if row.unsigned else "getekend" if row.must_sign else ""]
    parts += ["niet gescreend door de werkgever" if row.screened is False else ""]
    return " · ".join(part for part in parts if part)


class AttendeeModel(QAbstractListModel):
    """The rows that fit what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[AttendeeRow, ...] = ()
        self._rows: list[AttendeeRow] = []
        self._typed = ""

    @property
    def rows(self) -> list[AttendeeRow]:
        """The rows in view."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, and for screen readers all of it in words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.organisation or row.name}, {as_what(row)}: {word(row.presence)}"
        return None

    def show_rows(self, rows: tuple[AttendeeRow, ...]) -> None:
        """The list as it stands."""
        self._all = rows
        self.type(self._typed)

    def type(self, typed: str) -> None:
        """Keep only what fits. The same rows in the same order keep the selection."""
        self._typed = typed
        wanted = [row for row in self._all if fits(row, typed)]
        same = [row.id for row in wanted] == [row.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = wanted
        if not same:
            self.endResetModel()
        elif wanted:
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))


class AttendeeDelegate(QStyledItemDelegate):
    """Paints a row of the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, 52 px."""
        return QSize(200, max(TALL + 4, round(QFontMetricsF(font(Text.BODY)).height() * 2) + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name, what they are, and the tag of their presence."""
        row: AttendeeRow = index.data(ROW)
        palette = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(palette.accent2))
        words, kind = word(row.presence).lower(), _TAGS.get(row.presence, TagKind.FEATURE)
        size = tag_size(words, kind)
        left = rect.right() - size.width() - 14
        paint_tag(painter, QPointF(left, rect.center().y() - size.height() / 2), words, kind)
        room = left - rect.left() - 28
        for text, style, ink, top in (
            (row.organisation or row.name or "gast", Text.STRONG, palette.ink, 7.0),
            (as_what(row), Text.SMALL, palette.danger if row.unsigned else palette.ink2, 27.0),
        ):
            painter.setFont(font(style))
            painter.setPen(QColor(palette.accent2_ink if chosen and ink == palette.ink else ink))
            metrics = QFontMetricsF(painter.font())
            where = QRectF(rect.left() + 14, rect.top() + top, room, metrics.height() + 2)
            fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), fitting)
        painter.setPen(QColor(palette.line2))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect.adjusted(1, 1, -1, -1), 4)
        painter.restore()


class AttendeeList(QListView):
    """The rows. The field above it has the keyboard, and moves the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.door.list")
        self.setAccessibleName("Aanwezigheidslijst")
        self.setProperty("look", "list")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.attendees = AttendeeModel(self)
        self.setModel(self.attendees)
        self.setItemDelegate(AttendeeDelegate(self))

    @property
    def chosen(self) -> AttendeeRow | None:
        """The row chosen."""
        row = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        return row if isinstance(row, AttendeeRow) else None

    def choose(self, at: int) -> None:
        """Choose a row by its place, kept within the list."""
        count = self.attendees.rowCount()
        if count:
            self.setCurrentIndex(self.attendees.index(min(max(0, at), count - 1)))
