"""A light button with its key on it: a click does what the key does."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from zvhdesk.ui.console.look import TALL, EnterButton, cap_width, paint_cap
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

_PAD, _GAP = 10.0, 7.0
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class KeyButton(EnterButton):
    """48 px high to hit, drawn lower. The Tab key passes it by: its key is the shorter way."""

    def __init__(self, key: str, words: str, name: str, *, short: str = "", tab: bool = False) -> None:
        super().__init__()
        self._key, self._by_key = key, False
        self._long, self._short, self._narrow = "", "", False
        self._pad, self._gap = _PAD, _GAP
        self.setObjectName(name)
        self.setFont(font(Text.SUB))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(words, short)

    def set_narrow(self, *, narrow: bool, tight: bool = False) -> None:
        """Fewer words where there is little room; `tight` is smaller as well."""
        self._narrow = narrow
        self._pad, self._gap = (5.0, 5.0) if tight else (_PAD, _GAP)
        self.setFont(font(Text.SMALL if tight else Text.SUB))
        self._write()
        self.updateGeometry()

    def say(self, words: str, short: str = "") -> None:
        """Other words; `short` where there is little room."""
        self._long, self._short = words, short or words
        self.setAccessibleName(f"{words}, {self._key}" if self._key else words)
        self._write()

    def _write(self) -> None:
        words = self._short if self._narrow else self._long
        if words != self.text():
            self.setText(words)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Key and words."""
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        cap = cap_width(self._key) + self._gap if self._key else 0.0
        return QSize(round(cap + words + 2 * self._pad), TALL)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the frame darker."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, key, words."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 6.5, -0.5, -6.5)
        over = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(QColor(palette.field_line if over else palette.line), 1))
        painter.setBrush(QColor(palette.accent2 if self.isDown() else palette.paper))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        ink = palette.ink if self.isEnabled() else palette.ink3
        # In the middle where it is wider than its words.
        left = self._pad + max(0.0, (self.width() - self.sizeHint().width()) / 2)
        if self._key:
            left += paint_cap(painter, QPointF(left, self.height() / 2), self._key, ink, palette.field_line)
            left += self._gap
        painter.setFont(self.font())
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _LEFT, self.text())
        if self.hasFocus() and self._by_key:
            paint_ring(painter, box, RADIUS_SMALL)
