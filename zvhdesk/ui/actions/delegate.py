"""How the list is painted: heads of groups, and beneath each its actions as lines of one white card."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from zvhdesk.services.actions import ActionRow, Group
from zvhdesk.ui.actions import said
from zvhdesk.ui.actions.columns import PAD, Columns, cell, columns
from zvhdesk.ui.actions.model import ENTRY, LAST, ActionsModel, Index
from zvhdesk.ui.kit import paint_ring, paint_tag, tag_size
from zvhdesk.ui.kit.painting import LEFT, elided, two_lines
from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import RADIUS, RADIUS_SMALL, TagKind, Text, current, font

_ABOVE, _BENEATH = 14.0, 9.0
"""Room around the head of a group."""
_AIR = 10.0
"""Above and beneath the words of a line."""
INSET = 2.0
"""Beside the cards, for the ring of the keyboard."""


class _Type:
    """The fonts with their line heights, made once: a font costs more than a line."""

    def __init__(self) -> None:
        self.body, self.head, self.count, self.small = (
            font(size) for size in (Text.BODY, Text.STRONG, Text.SUB_STRONG, Text.SMALL)
        )
        self.body_m, self.head_m, self.count_m, self.small_m = (
            QFontMetricsF(made) for made in (self.body, self.head, self.count, self.small)
        )
        self.line = round(self.body_m.height() * 1.2)
        self.second = round(self.small_m.height() * 1.25)
        self.tag = tag_size("x", TagKind.LATE).height()


class ActionDelegate(QStyledItemDelegate):
    """Paints heads and lines; what does not fit is elided and then stands in the tooltip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._type = _Type()
        self._measured: tuple[float, object] | None = None
        self._columns = Columns(stacked=True, text=(0, 0))

    def columns_at(self, width: float, model: ActionsModel) -> Columns:
        """The columns of a card in a list that is so wide."""
        if self._measured != (width, model.by):
            self._measured = (width, model.by)
            self._columns = columns(width - 2 * INSET, model.by)
        return self._columns

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry, kind = index.data(ENTRY), self._type
        if isinstance(entry, Group):
            return QSize(60, round(_ABOVE + max(kind.head_m.height(), kind.tag) + _BENEATH))
        at = self.columns_at(option.rect.width(), index.model())  # type: ignore[arg-type]
        fits = kind.body_m.horizontalAdvance(entry.text) <= at.text[1]
        height = 2 * _AIR + (1 if fits else 2) * kind.line
        if at.stacked:
            model: ActionsModel = index.model()  # type: ignore[assignment]
            beneath = _tags(entry) and not self._beside(entry, at, model)
            height += 4 + kind.second + (4 + kind.tag if beneath else 0)
        return QSize(60, round(max(40.0, height)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        model: ActionsModel = index.model()  # type: ignore[assignment]
        box = QRectF(option.rect).adjusted(INSET, 0, -INSET, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Group):
            self._paint_head(painter, box, entry, model)
        else:
            first = index.row() == 0 or isinstance(model.entries[index.row() - 1], Group)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_card(painter, option, box, first=first, last=bool(index.data(LAST)))
            at = self.columns_at(option.rect.width(), model)
            (self._paint_stacked if at.stacked else self._paint_line)(painter, box, entry, at, model, chosen)
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint_ring(painter, box.adjusted(1, 1, -1, -1), RADIUS_SMALL)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRectF, group: Group, model: ActionsModel) -> None:
        kind, palette = self._type, current()
        line = QRectF(box.left() + 4, box.top() + _ABOVE, box.width() - 8, box.height() - _ABOVE - _BENEATH)
        tag, count = said.group_tag(group, model.by), said.group_count(group, model.by)
        beside = kind.count_m.horizontalAdvance(count) + 12
        beside += tag_size(*tag).width() + 10 if tag else 0
        title = elided(kind.head_m, group.title, max(80.0, line.width() - beside))
        _write(painter, line, title, kind.head, palette.ink)
        left = line.left() + kind.head_m.horizontalAdvance(title) + 10
        if tag and left < line.right() - 40:
            at = QPointF(left, line.center().y() - kind.tag / 2)
            left = paint_tag(painter, at, *tag, line.right() - left).right() + 12
        room = QRectF(left, line.top(), max(0.0, line.right() - left), line.height())
        _write(painter, room, elided(kind.count_m, count, room.width()), kind.count, palette.ink2)

    def _paint_line(
        self, painter: QPainter, box: QRectF, row: ActionRow, at: Columns, model: ActionsModel, chosen: bool
    ) -> None:
        kind, ink, quiet = self._type, *_inks(chosen)
        note, text = cell(box, at.note), cell(box, at.text)
        if row.several:
            wide = tag_size(said.SEVERAL, TagKind.ATTENTION).width()
            beside = note if note.width() >= wide else text.adjusted(text.width() - wide, 0, 0, 0)
            corner = QPointF(beside.left(), beside.center().y() - kind.tag / 2)
            paint_tag(painter, corner, said.SEVERAL, TagKind.ATTENTION, wide)
            beside.setLeft(beside.left() + wide + 8)
            text.setRight(text.right() if note is beside else text.right() - wide - 8)
        self._paint_text(painter, text, row.text, ink)
        for column, words in ((at.case, said.case(row)), (at.who, said.who(row, model.by))):
            place = cell(box, column)
            _write(painter, place, elided(kind.body_m, words, place.width()), kind.body, ink)
        self._paint_term(painter, cell(box, at.term), row, model, ink)
        place = cell(box, at.status)
        if row.status in said.TAGS:
            corner = QPointF(place.left(), place.center().y() - kind.tag / 2)
            paint_tag(painter, corner, said.status(row), said.TAGS[row.status], place.width())
        else:
            _write(painter, place, elided(kind.body_m, said.status(row), place.width()), kind.body, ink)
        _write(painter, note, elided(kind.small_m, row.reason, max(0.0, note.width())), kind.small, quiet)

    def _paint_stacked(
        self, painter: QPainter, box: QRectF, row: ActionRow, at: Columns, model: ActionsModel, chosen: bool
    ) -> None:
        kind, ink, quiet = self._type, *_inks(chosen)
        inner = QRectF(box.left() + at.text[0], box.top() + _AIR, at.text[1], box.height() - 2 * _AIR)
        beside = self._beside(row, at, model)
        lines = two_lines(row.text, kind.body, kind.body_m, inner.width())
        for nth, words in enumerate(lines):
            place = QRectF(inner.left(), inner.top() + nth * kind.line, inner.width(), kind.line)
            _write(painter, place, words, kind.body, ink)
        top = inner.top() + len(lines) * kind.line + 4
        place = QRectF(inner.left(), top, inner.width() - beside, kind.second)
        _write(painter, place, elided(kind.small_m, _second(row, model), place.width()), kind.small, quiet)
        left, top = inner.left(), top + kind.second + 4
        if beside:
            left, top = inner.right() - beside + 8, box.center().y() - kind.tag / 2
        for words, shape in _tags(row):
            if left < inner.right() - 40:
                left = paint_tag(painter, QPointF(left, top), words, shape, inner.right() - left).right() + 8

    def _beside(self, row: ActionRow, at: Columns, model: ActionsModel) -> float:
        """Px at the right for the tags of a stacked line; none where its words need all there is."""
        kind, wide = self._type, sum(tag_size(*tag).width() + 8 for tag in _tags(row))
        words = kind.body_m.horizontalAdvance(row.text), kind.small_m.horizontalAdvance(_second(row, model))
        return wide if max(words) + wide <= at.text[1] else 0.0

    def _paint_text(self, painter: QPainter, place: QRectF, text: str, ink: str) -> None:
        kind = self._type
        lines = two_lines(text, kind.body, kind.body_m, place.width())
        top = place.center().y() - len(lines) * kind.line / 2
        for nth, words in enumerate(lines):
            _write(painter, QRectF(place.left(), top + nth * kind.line, place.width(), kind.line), words,
                   kind.body, ink)  # fmt: skip

    def _paint_term(
        self, painter: QPainter, place: QRectF, row: ActionRow, model: ActionsModel, ink: str
    ) -> None:
        kind = self._type
        if row.days_late:
            corner = QPointF(place.left(), place.center().y() - kind.tag / 2)
            paint_tag(painter, corner, said.late(row), TagKind.LATE, place.width())
        else:
            words = said.term(row.due_on, model.today)
            _write(painter, place, elided(kind.body_m, words, place.width()), kind.body, ink)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What a line cannot show in full."""
        entry = index.data(ENTRY) if index.isValid() else None
        if event.type() != QEvent.Type.ToolTip or not isinstance(entry, ActionRow):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), tip("\n".join(said.lines(entry))), view)
        return True


def _inks(chosen: bool) -> tuple[str, str]:
    palette = current()
    return (palette.accent2_ink, palette.accent2_ink) if chosen else (palette.ink, palette.ink3)


def _case(row: ActionRow, model: ActionsModel) -> str:
    return "" if model.by.value == "case" else said.case(row)


def _second(row: ActionRow, model: ActionsModel) -> str:
    """The quiet words of a stacked line: all that has no shape of its own."""
    parts = [_case(row, model), said.who(row, model.by)]
    parts += [] if row.days_late else [said.term(row.due_on, model.today)]
    parts += [] if row.status in said.TAGS else [said.status(row)]
    return " · ".join(part for part in parts if part)


def _tags(row: ActionRow) -> list[tuple[str, TagKind]]:
    """What a stacked line says with a shape, beneath its words."""
    found = [(said.late(row), TagKind.LATE)] if row.days_late else []
    found += [(said.status(row), said.TAGS[row.status])] if row.status in said.TAGS else []
    return [*found, (said.SEVERAL, TagKind.ATTENTION)] if row.several else found


def _paint_card(
    painter: QPainter, option: QStyleOptionViewItem, box: QRectF, *, first: bool, last: bool
) -> None:
    """The piece of a group's card that lies behind one line."""
    palette = current()
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    fill = palette.accent2 if chosen else palette.sunken if over else palette.paper
    # The card reaches beyond the line where it goes on; what lies outside is cut off.
    card = box.adjusted(0.5, 0.5 if first else -RADIUS, -0.5, -0.5 if last else RADIUS)
    path = QPainterPath()
    path.addRoundedRect(card, RADIUS, RADIUS)
    painter.save()
    painter.setClipRect(box)
    painter.fillPath(path, QColor(fill))
    if chosen:
        # Not by a tint alone: in high contrast there is none.
        painter.fillRect(QRectF(box.left() + 1, box.top() + 1, 4, box.height() - 2), QColor(palette.accent))
    painter.setPen(QPen(QColor(palette.line), 1))
    painter.drawPath(path)
    if not last:
        painter.fillRect(QRectF(box.left() + 1, box.bottom() - 1, box.width() - 2, 1), QColor(palette.line2))
    painter.restore()


def _write(painter: QPainter, place: QRectF, words: str, used: QFont, ink: str) -> None:
    painter.setFont(used)
    painter.setPen(QColor(ink))
    painter.drawText(place.adjusted(0, 0, 2, 0), LEFT, words)


__all__ = ["INSET", "PAD", "ActionDelegate"]
