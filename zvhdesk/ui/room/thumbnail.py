"""A small live picture of the room screen for the chair: the same painter, the same values."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.domain.room import Seats, body_size
from zvhdesk.ui.room.painting import paint
from zvhdesk.ui.room.shown import Cover, Shown
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font


class Thumbnail(QWidget):
    """Keeps the proportions of the room's window: what breaks a line there breaks it here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room.thumbnail")
        self.setAccessibleName("Nu op het zaalscherm")
        self.setMinimumSize(160, 90)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: Shown | None = Cover()
        self._size = QSizeF(1920, 1080)
        self._seats = Seats()
        self._page: int | None = None

    def set(self, shown: Shown | None, size: QSize, seats: Seats, page: int | None, words: str) -> None:
        """What the room's window of that size shows; None when there is no such window."""
        self._shown, self._size, self._seats, self._page = shown, QSizeF(size), seats, page
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As in the drawing of the console."""
        return QSize(240, self.heightForWidth(240))

    def heightForWidth(self, width: int) -> int:
        """In the proportions of the room's window."""
        return round(width * self._size.height() / max(self._size.width(), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The room's picture, made small."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / self._size.width(), self.height() / self._size.height())
        box = QRectF(0, 0, self._size.width() * scale, self._size.height() * scale)
        around = QPainterPath()
        around.addRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        if self._shown is None:
            painter.fillPath(around, QColor(current().mute2))
            painter.setPen(QColor(current().ink2))
            painter.setFont(font(Text.SMALL))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "Geen zaalscherm")
            return
        painter.setClipPath(around)
        painter.scale(scale, scale)
        size = self._size
        paint(painter, self._shown, size, body_size(self._seats, size.width(), size.height()), self._page)
