"""How a case that may go on the agenda is painted: who, what it is about, why now, and a plus."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.ui.kit import paint_ring, paint_tag, tag_size
from zvhdesk.ui.kit.painting import line_height, write
from zvhdesk.ui.tables.candidates_model import CANDIDATE, TODAY
from zvhdesk.ui.tables.wording import known_of
from zvhdesk.ui.theme import RADIUS_SMALL, TagKind, Text, current, icons

Index = QModelIndex | QPersistentModelIndex
_SIDE = 18.0
PLUS = 34.0
"""The square of the plus at the right, in px; a click within it adds."""


def plus_of(rect: QRectF) -> QRectF:
    """Where the plus of a row stands."""
    return QRectF(rect.right() - 12 - PLUS, rect.center().y() - PLUS / 2, PLUS, PLUS)


def tag_of(candidate: Candidate) -> tuple[str, TagKind] | None:
    """The most pressing reason, and as what."""
    if not candidate.why:
        return None
    kind = (
        TagKind.LATE if candidate.late_actions else TagKind.ATTENTION if candidate.asks else TagKind.FEATURE
    )
    return candidate.why[0], kind


class CandidateDelegate(QStyledItemDelegate):
    """Two lines: number, initials and the reason; then the question and when it was last at the table."""

    by_key = False
    """Whether the keyboard came by key; the view says so."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, round(line_height(Text.STRONG) + line_height(Text.SUB) + 23))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        candidate: Candidate = index.data(CANDIDATE)
        today: date = index.data(TODAY)
        rect = QRectF(option.rect)
        state, palette = option.state, current()
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        at_it = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if at_it or over:
            painter.fillRect(rect, QColor(palette.accent2 if at_it else palette.sunken))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line2))
        self._paint_plus(painter, plus_of(rect), loud=at_it or over)
        inner = rect.adjusted(_SIDE, 10, -PLUS - 24, -10)
        upper = QRectF(inner.left(), inner.top(), inner.width(), line_height(Text.STRONG))
        self._paint_head(painter, upper, candidate)
        lower = QRectF(inner.left(), upper.bottom() + 2, inner.width(), line_height(Text.SUB))
        used = write(painter, lower, known_of(candidate, today), Text.SUB, palette.ink2)
        if candidate.question:
            rest = lower.adjusted(used, 0, 0, 0)
            write(painter, rest, f" · {candidate.question}", Text.SUB, palette.ink3)
        if at_it and self.by_key:
            paint_ring(painter, rect.adjusted(3, 2, -3, -2), RADIUS_SMALL, inner=False)
        painter.restore()

    def _paint_head(self, painter: QPainter, room: QRectF, candidate: Candidate) -> None:
        palette = current()
        used = write(painter, room, candidate.number, Text.STRONG, palette.ink)
        rest = room.adjusted(used, 0, 0, 0)
        used += write(painter, rest, f" · {candidate.initials}", Text.STRONG, palette.ink)
        left = room.left() + used + 12
        for at, words in enumerate(candidate.why):
            kind = (tag_of(candidate) or ("", TagKind.FEATURE))[1] if at == 0 else TagKind.FEATURE
            size = tag_size(words, kind)
            if left + size.width() > room.right() and at:
                # The rest stands in what a screen reader says, and in the dossier.
                return
            top = room.center().y() - size.height() / 2
            drawn = paint_tag(painter, QPointF(left, top), words, kind, max(40.0, room.right() - left))
            left = drawn.right() + 8

    def _paint_plus(self, painter: QPainter, box: QRectF, *, loud: bool) -> None:
        palette = current()
        painter.setPen(QPen(QColor(palette.accent2_line if loud else palette.line), 1))
        painter.setBrush(QColor(palette.paper))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = box.center()
        icons.paint(painter, "plus", QRectF(middle.x() - 8, middle.y() - 8, 16, 16), palette.accent)
