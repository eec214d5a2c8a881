"""How the console looks where it differs from the other pages: large targets, key caps, the dark header."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from zvhdesk.ui.kit import Button
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, RADIUS_TAG, Text, current, font

TALL = 48
"""Least height of anything that can be clicked in a live meeting, in px."""
_PAD, _GAP = 14.0, 8.0
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class TallButton(Button):
    """A button of the kit that is 48 px high to hit while one looks at people, and drawn a little lower."""

    def sizeHint(self) -> QSize:
        """Never lower than 48 px."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), TALL))

    def minimumSizeHint(self) -> QSize:
        """Nor may a layout make it so."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def outdented(widget: QWidget) -> QHBoxLayout:
    """An in-place field with its text, not its frame, in line with the headings above it."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addSpacing(-10)
    row.addWidget(widget)
    return row


def cap_width(key: str) -> float:
    """Width of a key cap in px."""
    return QFontMetricsF(font(Text.KEY)).horizontalAdvance(key) + 10


def paint_cap(painter: QPainter, at: QPointF, key: str, ink: str, line: str) -> float:
    """Draw a key cap whose left middle is at `at`; returns its width."""
    wide, high = cap_width(key), QFontMetricsF(font(Text.KEY)).height() + 4
    box = QRectF(at.x() + 0.5, at.y() - high / 2, wide - 1, high)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(line), 1))
    painter.drawRoundedRect(box, RADIUS_TAG, RADIUS_TAG)
    painter.setFont(font(Text.KEY))
    painter.setPen(QColor(ink))
    painter.drawText(box, _CENTRE, key)
    return wide


class KeyHint(QWidget):
    """One or more key caps with what they do; `short` where that does not fit. Not for clicking."""

    def __init__(self, keys: tuple[str, ...], words: str, short: str = "") -> None:
        super().__init__()
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(words, short)

    def say(self, words: str, short: str = "") -> None:
        """Other words for the same keys."""
        self._words, self._short = words, short or words
        self.setAccessibleName(f"{' '.join(self._keys)}: {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Caps and words on one line."""
        words = QFontMetricsF(font(Text.SUB)).horizontalAdvance(self._words)
        return QSize(round(sum(cap_width(key) + 4 for key in self._keys) + words + 6), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Caps, then words."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0.0, self.height() / 2
        for key in self._keys:
            left += paint_cap(painter, QPointF(left, middle), key, palette.ink2, palette.field_line) + 4
        painter.setFont(font(Text.SUB))
        painter.setPen(QColor(palette.ink2))
        room = QRectF(left + 2, 0, self.width() - left - 2, self.height())
        metrics = QFontMetricsF(painter.font())
        words = self._words if metrics.horizontalAdvance(self._words) <= room.width() else self._short
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, words)


class EnterButton(QAbstractButton):
    """A button that Enter presses as well as the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class HeaderButton(EnterButton):
    """A button on the dark header. `lit` says that something stands on the wall now: word, dot and colour.

    `short` are its words where there is little room; a screen reader hears the long ones.
    """

    def __init__(self, text: str, name: str, key: str = "", short: str = "") -> None:
        super().__init__()
        self._key, self._lit, self._by_key = key, False, False
        self._long, self._short, self._narrow = text, short or text, False
        self.setObjectName(name)
        self.setFont(font(Text.BUTTON))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, short)

    @property
    def lit(self) -> bool:
        """Whether it stands out."""
        return self._lit

    def set_narrow(self, *, narrow: bool) -> None:
        """Take less room."""
        self._narrow = narrow
        self.setText(self._short if narrow else self._long)
        self.updateGeometry()

    def say(self, text: str, short: str = "", *, lit: bool = False) -> None:
        """Other words, lit or not."""
        self._lit = lit
        self._long, self._short = text, short or text
        self.setText(self._short if self._narrow else self._long)
        self.setAccessibleName(f"{text}, {self._key}" if self._key else text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The words and the key, 48 px high."""
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        key = cap_width(self._key) + _GAP if self._key else 0.0
        return QSize(round(words + key + 2 * self._pad + (14 if self._lit else 0)), TALL)

    @property
    def _pad(self) -> float:
        return _PAD - 4 if self._narrow else _PAD

    def minimumSizeHint(self) -> QSize:
        """A cut word is worse than a wrapped line."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, dot, words, key."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, line, ink = palette.rail_on, palette.rail_line, palette.rail_on_ink
        if self._lit:
            fill, line, ink = palette.ok, palette.saved, palette.paper
        if not self.isEnabled():
            fill, ink = palette.rail, palette.rail_muted
        box = QRectF(self.rect()).adjusted(0.5, 4.5, -0.5, -4.5)
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        left = self._pad
        if self._lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            painter.drawEllipse(QPointF(left + 4, self.height() / 2), 4, 4)
            left += 14
        painter.setFont(self.font())
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), _LEFT, self.text())
        if self._key:
            left += QFontMetricsF(self.font()).horizontalAdvance(self.text()) + _GAP
            paint_cap(painter, QPointF(left, self.height() / 2), self._key, ink, ink)
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()).adjusted(0, 3, 0, -3), RADIUS_SMALL)
