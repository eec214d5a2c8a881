"""How a row of the finder is painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvhdesk.services.finding import Hit, TextHit
from zvhdesk.ui.find.commands import Command
from zvhdesk.ui.find.rows import ROW, FoundRow, Heading
from zvhdesk.ui.kit import paint_tag, tag_size
from zvhdesk.ui.kit.painting import LEFT, RIGHT, write
from zvhdesk.ui.theme import RADIUS_SMALL, TagKind, Text, current, font, icons

_PAD = 14.0
_ICON = 18.0


class FoundDelegate(QStyledItemDelegate):
    """Number and initials of a case with its phase behind; an icon and words for the rest."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """40 px and higher with the text; a heading is lower."""
        line = QFontMetricsF(font(Text.BODY)).height()
        low = isinstance(index.data(ROW), Heading)
        return QSize(300, round(line + (14 if low else 22)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One row."""
        palette = current()
        row: FoundRow = index.data(ROW)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent2))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), RADIUS_SMALL, RADIUS_SMALL)
            # Not colour alone: the chosen row carries a bar as well.
            painter.setBrush(QColor(palette.accent))
            painter.drawRoundedRect(QRectF(rect.left() + 6, rect.top() + 6, 3, rect.height() - 12), 1.5, 1.5)
        inside = rect.adjusted(_PAD + 6, 0, -_PAD - 6, 0)
        match row:
            case Heading():
                painter.setFont(font(Text.TAG))
                painter.setPen(QColor(palette.ink3))
                painter.drawText(inside.adjusted(0, 6, 0, 0), LEFT, row.words)
            case Command():
                _paint_command(painter, inside, row)
            case Hit():
                _paint_hit(painter, inside, row)
            case TextHit():
                _paint_text(painter, inside, row)
        painter.restore()


def _paint_command(painter: QPainter, inside: QRectF, row: Command) -> None:
    palette = current()
    mark = QRectF(inside.left(), inside.center().y() - _ICON / 2, _ICON, _ICON)
    icons.paint(painter, row.icon, mark, palette.ink3)
    write(painter, inside.adjusted(_ICON + 12, 0, -90, 0), row.words, Text.BODY, palette.ink)
    painter.setFont(font(Text.FOOT))
    painter.setPen(QColor(palette.ink3))
    painter.drawText(inside, RIGHT, row.keys)


def _paint_hit(painter: QPainter, inside: QRectF, row: Hit) -> None:
    room = _paint_whose(painter, inside, row, row.phase)
    aside = " · ".join(part for part in (row.role, row.table) if part)
    write(painter, room, aside, Text.SUB, current().ink2)


def _paint_text(painter: QPainter, inside: QRectF, row: TextHit) -> None:
    room = _paint_whose(painter, inside, row, row.what)
    write(painter, room, " ".join(row.text.split()), Text.SUB, current().ink2)


def _paint_whose(painter: QPainter, inside: QRectF, row: Hit | TextHit, tag: str) -> QRectF:
    """Number and initials of the case in front, the tag behind; returns the room between them."""
    palette = current()
    size = tag_size(tag, TagKind.FEATURE)
    tag_left = inside.right() - size.width()
    paint_tag(painter, QPointF(tag_left, inside.center().y() - size.height() / 2), tag, TagKind.FEATURE)
    room = QRectF(inside.left(), inside.top(), tag_left - inside.left() - 12, inside.height())
    used = write(painter, room, row.number, Text.SUB, palette.ink3, least=78)
    room.setLeft(room.left() + used + 12)
    used = write(painter, room, row.who, Text.STRONG, palette.ink, least=56)
    room.setLeft(room.left() + used + 12)
    return room
