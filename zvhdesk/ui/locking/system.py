"""The system locks its screen, suspends, or its lid closes: the desk locks at once and never asks."""

import sys

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtDBus import QDBusConnection

from zvhdesk.ui.locking.linux import BusWatch
from zvhdesk.ui.locking.macos import SessionWatch, screen_is_locked
from zvhdesk.ui.locking.windows import SessionFilter, ask_for_session_messages


class SystemWatch(QObject):
    """Sends `locked` when the system locks, suspends or closes its lid.

    On Linux through D-Bus, on Windows through messages to `window` (its native handle), on macOS by asking.
    """

    locked = Signal()

    def __init__(self, window: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "linux":
            bus = BusWatch(QDBusConnection.sessionBus(), QDBusConnection.systemBus(), self)
            bus.locked.connect(self.locked)
        if sys.platform == "darwin":
            SessionWatch(screen_is_locked, self).locked.connect(self.locked)
        application = QCoreApplication.instance()
        if sys.platform == "win32" and application is not None:
            ask_for_session_messages(window)
            self._filter = SessionFilter(self.locked.emit)
            application.installNativeEventFilter(self._filter)
