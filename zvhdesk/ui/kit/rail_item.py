"""What stands on the rail: a place with its badge, and the dot of the save state."""

from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from zvhdesk.services.words import many
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font, icons

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class SaveState(Enum):
    """What the foot of the rail says about saving; the value is the sentence."""

    SAVED = "Alles opgeslagen"
    SAVING = "Opslaan"
    NOT_SAVED = "Niet opgeslagen"


class RailItem(QAbstractButton):
    """One place. Checked is the place that is shown."""

    stepped = Signal(int)

    def __init__(self, key: str, text: str, icon: str, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"rail.{key}")
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = icon
        self._shortcut = shortcut
        self._count = 0
        self._hot = True
        self._by_key = False
        self._name()

    @property
    def count(self) -> int:
        """Number on the badge; 0 when there is none."""
        return self._count

    def set_count(self, number: int, *, hot: bool) -> None:
        """Change the badge."""
        self._count, self._hot = number, hot
        self._name()
        self.update()

    def _name(self) -> None:
        asks = f", {many(self._count, 'punt vraagt', 'punten vragen')} aandacht" if self._count else ""
        self.setAccessibleName(self.text() + asks)
        self.setAccessibleDescription(self._shortcut)
        self.setToolTip(f"{self.text()} ({self._shortcut})" if self._shortcut else self.text())

    def sizeHint(self) -> QSize:
        """As high as the words ask, never under 36 px."""
        return QSize(184, max(36, self.fontMetrics().height() + 16))

    def minimumSizeHint(self) -> QSize:
        """Never lower: the rail scrolls instead."""
        return QSize(60, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """Checked is set by the rail when the page is shown, not by the click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step along the rail, Enter opens."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lighten beneath the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And back."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Row with icon, word and badge."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        ink = palette.rail_ink
        if self.isChecked() or self.underMouse():
            fill = QColor(palette.rail_on)
            if not self.isChecked():
                fill.setAlphaF(0.45)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(whole, RADIUS_SMALL, RADIUS_SMALL)
        if self.isChecked():
            ink = palette.rail_on_ink
        icons.paint(painter, self._icon, QRectF(10, whole.center().y() - 8.5, 17, 17), ink)
        right = self._paint_badge(painter, whole)
        painter.setFont(font(Text.STRONG if self.isChecked() else Text.BODY))
        painter.setPen(QColor(ink))
        room = QRectF(37, 0, right - 37 - 6, whole.height())
        words = QFontMetricsF(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, words)
        if self.hasFocus() and self._by_key:
            paint_ring(painter, whole, RADIUS_SMALL)

    def _paint_badge(self, painter: QPainter, whole: QRectF) -> float:
        """Draw the badge; returns the x up to which the word may run."""
        if not self._count:
            return whole.right() - 4
        palette = current()
        painter.setFont(font(Text.TAG))
        metrics = QFontMetricsF(painter.font())
        width = max(22.0, metrics.horizontalAdvance(str(self._count)) + 14)
        pill = QRectF(whole.right() - 10 - width, whole.center().y() - 9.5, width, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.rail_hot if self._hot else palette.rail_badge))
        painter.drawRoundedRect(pill, 9.5, 9.5)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), str(self._count))
        return pill.left()


class SaveDot(QWidget):
    """Line in the foot: a dot and whether everything is kept. Shape differs too, not the colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail.saved")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_state(SaveState.SAVED)

    @property
    def state(self) -> SaveState:
        """What is shown."""
        return self._state

    def set_state(self, state: SaveState) -> None:
        """Show another state."""
        self._state = state
        self.setAccessibleName(state.value)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(140, max(20, self.fontMetrics().height() + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Full dot: kept. Ring: under way. Square: not kept."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark = QRectF(0, self.height() / 2 - 4, 8, 8)
        color = QColor(palette.saved if self._state is not SaveState.NOT_SAVED else "#FFB28A")
        if self._state is SaveState.SAVING:
            painter.setPen(color)
            painter.drawEllipse(mark.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(mark) if self._state is SaveState.SAVED else painter.drawRect(mark)
        painter.setPen(QColor(palette.rail_ink))
        painter.setFont(font(Text.FOOT))
        painter.drawText(QRectF(14, 0, self.width() - 14, self.height()), _LEFT, self._state.value)
