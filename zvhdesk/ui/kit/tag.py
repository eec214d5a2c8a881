"""Tags: a status as word, icon shape and colour together; a characteristic as a grey label.

`paint_tag` is for delegates, `TagLabel` for pages. Both draw the same.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import RADIUS_TAG, TagKind, Text, current, font

_PAD = 7.0
_GAP = 4.0
_ICON = {
    TagKind.LATE: 8.0,
    TagKind.ATTENTION: 10.0,
    TagKind.ON_COURSE: 9.0,
    TagKind.NEW: 6.0,
    TagKind.WAITING: 5.0,
    TagKind.FEATURE: 0.0,
}


def tag_size(text: str, kind: TagKind) -> QSizeF:
    """Size of the whole tag in logical px."""
    metrics = QFontMetricsF(font(Text.TAG))
    icon = _ICON[kind]
    width = metrics.horizontalAdvance(text) + 2 * _PAD + (icon + _GAP if icon else 0)
    return QSizeF(width, max(19.0, metrics.height() + 4))


def paint_tag(
    painter: QPainter, at: QPointF, text: str, kind: TagKind, max_width: float = 10_000.0
) -> QRectF:
    """Draw a tag with its top left at `at`, eliding its word at `max_width`; returns where it stands."""
    size = tag_size(text, kind)
    rect = QRectF(at, QSizeF(min(size.width(), max_width), size.height()))
    ink, fill = (QColor(color) for color in current().tag(kind))
    line = current().tag_line
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(QColor(line), 1) if line else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if line else rect, RADIUS_TAG, RADIUS_TAG)
    left = rect.left() + _PAD
    if _ICON[kind]:
        paint_shape(painter, QPointF(left + _ICON[kind] / 2, rect.center().y()), kind, ink)
        left += _ICON[kind] + _GAP
    painter.setFont(font(Text.TAG))
    painter.setPen(ink)
    room = rect.right() - _PAD - left
    words = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room + 0.5)
    where = QRectF(left, rect.top(), room + 1, rect.height())
    painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
    painter.restore()
    return rect


def paint_shape(painter: QPainter, centre: QPointF, kind: TagKind, ink: QColor) -> None:
    """Draw the icon shape of a status around `centre`: triangle, quarter clock, tick, dot, pause."""
    half = _ICON[kind] / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    match kind:
        case TagKind.LATE:
            up, low = centre.y() - half + 0.5, centre.y() + half - 0.5
            corners = [
                QPointF(centre.x(), up),
                QPointF(centre.x() + half, low),
                QPointF(centre.x() - half, low),
            ]
            painter.drawPolygon(QPolygonF(corners))
        case TagKind.NEW:
            painter.drawEllipse(centre, half, half)
        case TagKind.WAITING:
            for left in (centre.x() - half, centre.x() + half - 1.7):
                painter.drawRect(QRectF(left, centre.y() - 4.5, 1.7, 9))
        case TagKind.ON_COURSE:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            bend = QPointF(centre.x() - 1.2, centre.y() + 3)
            tick = [QPointF(centre.x() - half + 0.6, centre.y() + 0.4), bend]
            painter.drawPolyline(QPolygonF([*tick, QPointF(centre.x() + half - 0.4, centre.y() - 3.2)]))
        case TagKind.ATTENTION:
            round_ = QRectF(centre.x() - half + 0.6, centre.y() - half + 0.6, 2 * half - 1.2, 2 * half - 1.2)
            painter.drawPie(round_, 0, 90 * 16)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, 1.2))
            painter.drawEllipse(round_)
        case TagKind.FEATURE:
            pass


class TagLabel(QWidget):
    """A tag on a page. Screen readers hear the status and the word."""

    def __init__(self, text: str, kind: TagKind = TagKind.FEATURE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_tag(text, kind)

    @property
    def text(self) -> str:
        """The word of the tag."""
        return self._text

    @property
    def kind(self) -> TagKind:
        """The status the tag stands for."""
        return self._kind

    def show_tag(self, text: str, kind: TagKind) -> None:
        """Show another status."""
        self._text, self._kind = text, kind
        same = kind is TagKind.FEATURE or text == kind.value
        self.setAccessibleName(text if same else f"{kind.value}: {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The whole tag."""
        size = tag_size(self._text, self._kind)
        return QSize(int(size.width()) + 1, int(size.height()) + 1)

    def minimumSizeHint(self) -> QSize:
        """Room for the icon and a few letters; the rest elides and is the tooltip."""
        return QSize(min(self.sizeHint().width(), 60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tag."""
        del event
        whole = tag_size(self._text, self._kind).width()
        self.setToolTip(tip(self._text) if whole > self.width() else "")
        paint_tag(QPainter(self), QPointF(0, 0), self._text, self._kind, self.width())
