"""The two seconds between recording and showing, in which a line can still be kept off the wall."""

from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal

WAIT_MS = 2000
"""How long a recorded line waits before the room sees it (SCREENS.md, Chairing)."""


class Release(QObject):
    """Rows that were recorded and not shown yet. Each is released by itself when its time is over.

    `released` carries the id of the row; `changed` follows every change of `waiting`. Nothing is kept here
    that must survive: a row that was stopped is marked by its service, and a desk that starts again shows
    nothing before F8.
    """

    released = Signal(str)
    changed = Signal()

    def __init__(self, parent: QObject | None = None, wait_ms: int = WAIT_MS) -> None:
        super().__init__(parent)
        self._wait_ms = wait_ms
        self._due: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # A coarse timer may be 5 % early, and two seconds are promised.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    @property
    def waiting(self) -> frozenset[str]:
        """The ids of the rows that the room does not see yet."""
        return frozenset(self._due)

    def wait(self, row_id: str) -> None:
        """Begin the two seconds of a row; again for one that waits already."""
        self._due.pop(row_id, None)
        self._due[row_id] = monotonic() * 1000 + self._wait_ms
        self._set()
        self.changed.emit()

    def stop(self) -> str | None:
        """Keep the newest row that waits from the wall: its id, or None when nothing waits."""
        if not self._due:
            return None
        newest = next(reversed(self._due))
        self.forget(newest)
        return newest

    def forget(self, row_id: str) -> None:
        """A row that need not be released any more: taken back, or its case left the table."""
        if self._due.pop(row_id, None) is not None:
            self._set()
            self.changed.emit()

    def clear(self) -> None:
        """Release nothing any more."""
        for row_id in tuple(self._due):
            self.forget(row_id)

    def _set(self) -> None:
        if self._due:
            self._timer.start(max(0, round(next(iter(self._due.values())) - monotonic() * 1000 + 0.5)))
        else:
            self._timer.stop()

    def _look(self) -> None:
        now = monotonic() * 1000
        for row_id in [row_id for row_id, due in self._due.items() if due <= now]:
            # Whoever heard of the one before may have stopped this one.
            if self._due.pop(row_id, None) is not None:
                self.released.emit(row_id)
                self.changed.emit()
        self._set()
