"""Garbage is collected in the thread of the windows and in no other.

Python collects in whichever thread happens to allocate. What a closed window left in a cycle would then be
destroyed on a lane while Qt is at work with it, and the program falls over.
"""

import gc
import threading

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_LIMITS = (20_000, 10, 10)
"""Objects more than at the last look at the young, such looks since the last one at the middle, and of those
since the last one at all of them: which is at most once in a hundred seconds."""


class Garbage(QObject):
    """Takes it over from Python, for good: threads that were started before go on as long as the process."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(look)
        self._timer.start()


def look() -> None:
    """Collect as much as is due, in this thread, which must be that of the windows."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("what is of Qt is destroyed in the thread of the windows")
    young, middle, old = (count >= limit for count, limit in zip(gc.get_count(), _LIMITS, strict=True))
    if young:
        gc.collect(0 if not middle else 1 if not old else 2)
