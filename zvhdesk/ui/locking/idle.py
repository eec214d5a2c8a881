"""Idleness: no key, no mouse for so many minutes. And Ctrl+L from wherever the keyboard is."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
AWAY_MS = 120_000
"""Nobody touched the program for so long: they are reading, or they are not there."""
_LOCK = Qt.Modifier.CTRL | Qt.Key.Key_L


class IdleWatch(QObject):
    """Sends `idle` once nobody touched the program for `minutes`. Install it on the application.

    `back`: it was touched after it had not been for a while (`away`). `asked` is Ctrl+L in a dialog: the
    window's own shortcut does not reach past one that is open over it.
    """

    idle = Signal()
    back = Signal()
    asked = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None, away_ms: int = AWAY_MS) -> None:
        super().__init__(parent)
        self._away_ms = away_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """The house's setting, 1 to 15; the wait begins anew."""
        self._timer.start(int(minutes * 60_000))

    @property
    def away(self) -> bool:
        """Nobody touched the program for a while."""
        return self._timer.remainingTime() < self._timer.interval() - self._away_ms

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every sign of life begins the wait anew. Nothing is held back but Ctrl+L."""
        # Every event of the program passes here, and asking for the type of each takes longer than this.
        if isinstance(event, QInputEvent) and event.type() in _SIGNS_OF_LIFE:
            was_away = self.away
            self._timer.start()
            if was_away:
                self.back.emit()
            if isinstance(event, QKeyEvent) and event.keyCombination() == _LOCK:
                self.asked.emit()
                return True
        return False
