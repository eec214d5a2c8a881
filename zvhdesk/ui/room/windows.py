"""Windows: every window but the room's keeps itself out of screen sharing and recording."""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

_EXCLUDE_FROM_CAPTURE = 0x11


def exclude_from_capture(window: int) -> None:
    """Leave this window (its native handle) out of what is shared. Does nothing elsewhere.

    Windows 10 of before May 2020 shows it black instead, which serves as well.
    """
    if sys.platform == "win32":
        ctypes.windll.user32.SetWindowDisplayAffinity(window, _EXCLUDE_FROM_CAPTURE)


_HERE = exclude_from_capture if sys.platform == "win32" else None


class CaptureShield(QObject):
    """Excludes each window of the program as it comes up, except those named `spared` (objectName).

    Where no window can be excluded (`exclude` is None) it looks at nothing: every event would pass by it.
    """

    def __init__(self, spared: str, parent: QObject, exclude: Callable[[int], object] | None = _HERE) -> None:
        super().__init__(parent)
        self._spared = spared
        self._exclude = exclude
        self._on = False

    def raise_(self) -> None:
        """From now on, and for the windows that are up already."""
        application = QCoreApplication.instance()
        if self._on or application is None or self._exclude is None:
            return
        self._on = True
        application.installEventFilter(self)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                self._hide(widget)

    def lower(self) -> None:
        """Windows that come up from now on may be shared again; those that are excluded stay so."""
        application = QCoreApplication.instance()
        if self._on and application is not None:
            application.removeEventFilter(self)
        self._on = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing is held back; it only looks at what comes up."""
        if isinstance(event, QShowEvent) and isinstance(watched, QWidget) and watched.isWindow():
            self._hide(watched)
        return False

    def _hide(self, window: QWidget) -> None:
        if self._exclude is not None and window.objectName() != self._spared:
            self._exclude(int(window.winId()))
