"""The focus ring, the same around everything that can have the keyboard."""

from PySide6 import QtCore
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen

from zvhdesk.ui.theme import current


def by_key(event: QFocusEvent, before: bool) -> bool:
    """Whether the keyboard came by key, so that a ring is wanted; a window that returns changes nothing."""
    reason = QtCore.Qt.FocusReason
    back = (reason.ActiveWindowFocusReason, reason.PopupFocusReason)
    return before if event.reason() in back else event.reason() != reason.MouseFocusReason


def paint_ring(painter: QPainter, rect: QRectF, radius: float, *, inner: bool = True) -> None:
    """Draw a ring just within `rect` (logical px): 2 px in the focus colour, then 1 px of paper.

    The paper line keeps the ring visible on a filled control, whose colour lies near the ring's.
    """
    palette = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(palette.focus), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    if inner:
        painter.setPen(QPen(QColor(palette.paper), 1))
        painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -2.5), radius - 1, radius - 1)
    painter.restore()
