"""The foot of the console: the keys, and whether everything is kept."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.console.look import KeyHint
from zvhdesk.ui.kit import SaveState, label, rule
from zvhdesk.ui.theme import Text, current

_WORDS = {
    SaveState.SAVED: "Alles opgeslagen",
    SaveState.SAVING: "Bezig met opslaan",
    SaveState.NOT_SAVED: "Nog niet opgeslagen",
}
_HINTS = (
    (("Alt ←", "Alt →"), "stap"),
    (("Ctrl PgDn",), "volgende casus"),
    (("F2",), "vastleggen"),
    (("F6",), "ander deel"),
    (("F7",), "deur"),
    (("F8",), "toon"),
    (("F9",), "afdekken"),
)


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.state = SaveState.SAVED
        self.setFixedSize(12, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        colors = {SaveState.SAVED: palette.saved, SaveState.SAVING: palette.ink3}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(palette.ink3))
        painter.setBrush(QColor(colors.get(self.state, palette.danger)))
        painter.drawEllipse(QPointF(5, 10), 4, 4)


class Footer(QFrame):
    """Keys that fit the width, from the left; at the right the save state."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "paper")
        self._hints = [KeyHint(keys, words) for keys, words in _HINTS]
        self._dot = _Dot()
        self.saved = label("", Text.SUB, "2", name="console.saved")
        line = rule()
        row = QHBoxLayout()
        row.setContentsMargins(18, 6, 18, 6)
        row.setSpacing(16)
        for hint in self._hints:
            row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(self._dot)
        row.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(row)
        self.show_state(SaveState.SAVED)

    def show_state(self, state: SaveState) -> None:
        """`Alles opgeslagen` is always true when it stands there."""
        self._dot.state = state
        self._dot.update()
        self.saved.setText(_WORDS[state])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit is left out, the least used first."""
        super().resizeEvent(event)
        room = self.width() - 220
        for hint in (*self._hints[-3:], *self._hints[:-3]):
            room -= hint.sizeHint().width() + 16
            hint.setVisible(room >= 0)

    def minimumSizeHint(self) -> QSize:
        """Hints come and go; they ask for no width."""
        return QSize(200, super().minimumSizeHint().height())
