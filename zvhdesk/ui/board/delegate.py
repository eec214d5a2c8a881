"""How a card is painted: square, number and table; initials; what it is about; why it asks attention."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from zvhdesk.domain.attention import Kind
from zvhdesk.services.board import BoardCard
from zvhdesk.ui.board.model import CARD, HEADING
from zvhdesk.ui.kit import paint_ring, paint_tag, tag_size
from zvhdesk.ui.kit.painting import LEFT, RIGHT, elided, square, two_lines
from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import RADIUS, TagKind, Text, current, font

Index = QModelIndex | QPersistentModelIndex
_PAD = 12.0
_TOP = 10.0
_EDGE = 2
"""Room around the card for the ring of the keyboard."""
_GAP = 8
"""Between two cards."""
_HEADING = 24
_LEAST = 112.0
_TAGS = {
    Kind.LATE: TagKind.LATE,
    Kind.SOON: TagKind.ATTENTION,
    Kind.INFO: TagKind.NEW,
    Kind.WAITING: TagKind.WAITING,
    Kind.OK: TagKind.ON_COURSE,
    Kind.PLAIN: TagKind.FEATURE,
}


class _Type:
    """The fonts of a card with their line heights, made once: a font costs more than a card."""

    def __init__(self) -> None:
        self.small, self.name, self.sub, self.foot = (
            font(size) for size in (Text.SMALL, Text.NAME, Text.SUB, Text.FOOT)
        )
        self.group = font(Text.SUB_STRONG)
        self.small_m, self.name_m, self.sub_m, self.foot_m, self.group_m = (
            QFontMetricsF(made) for made in (self.small, self.name, self.sub, self.foot, self.group)
        )
        self.small_h, self.name_h, self.sub_h = (
            round(metrics.height() * 1.18) for metrics in (self.small_m, self.name_m, self.sub_m)
        )
        self.tag_h = max(19.0, QFontMetricsF(font(Text.TAG)).height() + 4)

    def height(self, lines: int) -> float:
        """Of a card whose line about the case takes so many lines."""
        text = self.small_h + 2 + self.name_h + 2 + lines * self.sub_h
        return max(_LEAST, _TOP + text + 7 + self.tag_h + _TOP)


class CardDelegate(QStyledItemDelegate):
    """Paints cards; what does not fit is elided and then stands in the tooltip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._type = _Type()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card: BoardCard = index.data(CARD)
        width = option.rect.width() - 2 * _EDGE - 2 * _PAD
        height = self._type.height(1 if self._fits(card, width) else 2) + 2 * _EDGE + _GAP - 4
        return QSize(60, int(height) + (_HEADING if index.data(HEADING) else 0))

    def _fits(self, card: BoardCard, width: float) -> bool:
        return self._type.sub_m.horizontalAdvance(card.summary) <= width

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: BoardCard = index.data(CARD)
        heading: str = index.data(HEADING)
        whole = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading:
            self._paint_heading(painter, whole, heading)
            whole.setTop(whole.top() + _HEADING)
        box = whole.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE - _GAP + 4)
        self._paint_frame(painter, option, box)
        inner = box.adjusted(_PAD, _TOP, -_PAD, -_TOP)
        self._paint_head(painter, card, inner)
        self._paint_middle(painter, card, inner)
        self._paint_foot(painter, card, inner)
        painter.restore()

    def _paint_heading(self, painter: QPainter, whole: QRectF, heading: str) -> None:
        painter.setFont(self._type.group)
        painter.setPen(QColor(current().ink2))
        room = QRectF(whole.left() + _EDGE + 2, whole.top(), whole.width() - 2 * _EDGE - 4, _HEADING - 2)
        painter.drawText(room, LEFT, elided(self._type.group_m, heading, room.width()))

    def _paint_frame(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        palette = current()
        state = option.state
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(QColor(palette.paper))
        painter.setPen(QPen(QColor(palette.field_line if over else palette.line), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE), RADIUS + 1, inner=False)

    def _paint_head(self, painter: QPainter, card: BoardCard, inner: QRectF) -> None:
        palette, kind = current(), self._type
        line = QRectF(inner.left(), inner.top(), inner.width(), kind.small_h)
        used = square(painter, line.left(), line.center().y(), card.colour)
        painter.setFont(kind.small)
        painter.setPen(QColor(palette.ink3))
        number = line.adjusted(used, 0, 0, 0)
        painter.drawText(number, LEFT, elided(kind.small_m, card.number, number.width()))
        left = kind.small_m.horizontalAdvance(card.number) + 4
        table = number.adjusted(left, 0, 0, 0)
        if table.width() > 20:
            painter.drawText(table, RIGHT, elided(kind.small_m, card.table, table.width()))

    def _paint_middle(self, painter: QPainter, card: BoardCard, inner: QRectF) -> None:
        palette, kind = current(), self._type
        top = inner.top() + kind.small_h + 2
        painter.setFont(kind.name)
        painter.setPen(QColor(palette.ink))
        name = QRectF(inner.left(), top, inner.width(), kind.name_h)
        painter.drawText(name, LEFT, elided(kind.name_m, card.name or card.initials, name.width()))
        painter.setFont(kind.sub)
        painter.setPen(QColor(palette.ink2))
        at = top + kind.name_h + 2
        for words in two_lines(card.summary, kind.sub, kind.sub_m, inner.width()):
            painter.drawText(QRectF(inner.left(), at, inner.width(), kind.sub_h), LEFT, words)
            at += kind.sub_h

    def _paint_foot(self, painter: QPainter, card: BoardCard, inner: QRectF) -> None:
        kind = self._type
        line = QRectF(inner.left(), inner.bottom() - kind.tag_h, inner.width(), kind.tag_h)
        age = kind.foot_m.horizontalAdvance(card.age) + 6
        if card.tags:
            first = card.tags[0]
            tag = _TAGS[first.kind]
            said = (first.words, *first.shorter)
            words = next((one for one in said if tag_size(one, tag).width() <= line.width()), said[-1])
            used = paint_tag(painter, line.topLeft(), words, tag, line.width())
            if used.width() + age > line.width():
                # The reason needs the room; how long stands in the tooltip.
                return
        painter.setFont(kind.foot)
        painter.setPen(QColor(current().ink3))
        painter.drawText(line, RIGHT, card.age)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What the card cannot show in full: the line about the case, the table, the other reasons."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), tip(tooltip(index.data(CARD))), view)
        return True


def tooltip(card: BoardCard) -> str:
    """The card in full, one thing per line."""
    lines = [card.summary, *(reason.full for reason in card.tags)]
    return "\n".join([*lines, f"{card.table or 'geen casustafel'}, {card.age_full}"])


def card_at(index: Index) -> BoardCard | None:
    """The card of an index, if it is one."""
    found = index.data(CARD) if index.isValid() else None
    return found if isinstance(found, BoardCard) else None


__all__ = ["CardDelegate", "card_at", "tooltip"]
