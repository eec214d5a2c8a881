"""What an agenda item is dragged by."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.ui.theme import TARGET, current


class Grip(QWidget):
    """Six dots. `held` carries the height of the pointer on the screen, `let_go` ends it; False: do not move.

    The keyboard has Alt+Up and Alt+Down for it, so Tab passes it by.
    """

    held = Signal(float)
    let_go = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setToolTip("Sleep om te verplaatsen, of gebruik Alt ↑ en Alt ↓")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._begun: float | None = None
        self._moving = False

    def sizeHint(self) -> QSize:
        """Wide enough to hit."""
        return QSize(22, TARGET)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begun = event.globalPosition().y()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry, after the few px that tell it from a click."""
        at = event.globalPosition().y()
        if self._begun is not None and (self._moving or abs(at - self._begun) > 4):
            self._moving = True
            self.held.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        moving, self._moving, self._begun = self._moving, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if moving:
            self.let_go.emit(event.button() == Qt.MouseButton.LeftButton)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two columns of three dots."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().ink3))
        middle = QRectF(self.rect()).center()
        for across in (-3.0, 3.0):
            for down in (-5.5, 0.0, 5.5):
                painter.drawEllipse(QRectF(middle.x() + across - 1.25, middle.y() + down - 1.25, 2.5, 2.5))
