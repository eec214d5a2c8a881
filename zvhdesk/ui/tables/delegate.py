"""How a meeting of the list is painted: when, which table with how much on it, where and by whom."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.kit import paint_ring, paint_tag, tag_size
from zvhdesk.ui.kit.painting import line_height, square, write
from zvhdesk.ui.tables.model import HEADING, MEETING, TODAY
from zvhdesk.ui.tables.wording import about, cases_words, day_words, hours, status
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

Index = QModelIndex | QPersistentModelIndex
_SIDE = 18.0


class MeetingDelegate(QStyledItemDelegate):
    """A row of two lines, under a heading where a group begins."""

    by_key = False
    """Whether the keyboard came by key; the view says so."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, round(self._row_height() + (self._heading_height() if index.data(HEADING) else 0)))

    def _row_height(self) -> float:
        return line_height(Text.STRONG) + line_height(Text.SUB) + 24

    def _heading_height(self) -> float:
        return line_height(Text.SUB_STRONG) + 18

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        meeting: MeetingRow = index.data(MEETING)
        today: date = index.data(TODAY)
        heading: str = index.data(HEADING)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading:
            self._paint_heading(painter, rect, heading)
            rect.setTop(rect.top() + self._heading_height())
        self._paint_ground(painter, option, rect, index.row())
        inner = rect.adjusted(_SIDE, 11, -_SIDE, -11)
        room = self._paint_status(painter, inner, meeting, today)
        self._paint_when(painter, inner, meeting, today)
        self._paint_table(painter, room, meeting)
        if option.state & QStyle.StateFlag.State_HasFocus and self.by_key:
            paint_ring(painter, rect.adjusted(3, 2, -3, -2), RADIUS_SMALL, inner=False)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, heading: str) -> None:
        room = QRectF(
            rect.left() + _SIDE, rect.top() + 8, rect.width() - 2 * _SIDE, self._heading_height() - 12
        )
        write(painter, room, heading, Text.SUB_STRONG, current().ink3)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, row: int) -> None:
        palette = current()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, QColor(palette.accent2))
            # Not colour alone: the chosen row carries a bar as well.
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(palette.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(palette.sunken))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line2))

    def _paint_status(self, painter: QPainter, inner: QRectF, meeting: MeetingRow, today: date) -> QRectF:
        """Returns what is left for the table."""
        room = inner.adjusted(self._when_width() + 20, 0, 0, 0)
        words, kind = status(meeting, today)
        size = tag_size(words, kind)
        if meeting.state is MeetingState.CLOSED or room.width() < size.width() + 140:
            # The heading says it too.
            return room
        top = QPointF(inner.right() - size.width(), inner.center().y() - size.height() / 2)
        paint_tag(painter, top, words, kind)
        return room.adjusted(0, 0, -size.width() - 16, 0)

    def _when_width(self) -> float:
        day = QFontMetricsF(font(Text.STRONG)).horizontalAdvance("30 sep 2030")
        return max(day, QFontMetricsF(font(Text.SUB)).horizontalAdvance("09:00 tot 12:00"))

    def _paint_when(self, painter: QPainter, inner: QRectF, meeting: MeetingRow, today: date) -> None:
        palette, width = current(), self._when_width() + 8
        upper = QRectF(inner.left(), inner.top(), width, line_height(Text.STRONG))
        write(painter, upper, day_words(meeting.held_on, today), Text.STRONG, palette.ink)
        lower = QRectF(inner.left(), upper.bottom() + 2, width, line_height(Text.SUB))
        write(painter, lower, hours(meeting), Text.SUB, palette.ink3)

    def _paint_table(self, painter: QPainter, room: QRectF, meeting: MeetingRow) -> None:
        palette = current()
        upper = QRectF(room.left(), room.top(), room.width(), line_height(Text.STRONG))
        upper.setLeft(upper.left() + square(painter, upper.left(), upper.center().y(), meeting.colour))
        used = write(painter, upper, meeting.table, Text.STRONG, palette.ink)
        rest = upper.adjusted(used, 0, 0, 0)
        write(painter, rest, f" · {cases_words(meeting.cases)}", Text.BODY, palette.ink2)
        lower = QRectF(room.left(), upper.bottom() + 2, room.width(), line_height(Text.SUB))
        write(painter, lower, about(meeting), Text.SUB, palette.ink3)
