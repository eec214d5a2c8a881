"""Keeps the display on while a meeting is live."""

import ctypes
import sys

from PySide6.QtDBus import QDBusConnection, QDBusMessage

_SAVER = "org.freedesktop.ScreenSaver"
_PATH = "/org/freedesktop/ScreenSaver"
_LINE = "zvhdesk.awake"
_CONTINUOUS, _DISPLAY = 0x8000_0000, 0x0000_0002


class Awake:
    """Asks the system to leave the display on. Nothing is said when the system has no such thing.

    Linux: the session's screen saver on D-Bus (GNOME, KDE, Cinnamon, Xfce answer it), over a line of its own:
    it forgets what was asked when that line is closed, also by a crash. Windows: SetThreadExecutionState.
    macOS: nothing is done.
    """

    def __init__(self) -> None:
        self.held = False

    def hold(self) -> None:
        """From now on the display stays on."""
        if self.held:
            return
        self.held = True
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _DISPLAY)
        elif sys.platform == "linux":
            line = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _LINE)
            ask = QDBusMessage.createMethodCall(_SAVER, _PATH, _SAVER, "Inhibit")
            ask.setArguments(["ZVH Desk", "Bijeenkomst"])
            # Without waiting for an answer: a hung screen saver must not hold up a meeting.
            line.send(ask)

    def release(self) -> None:
        """The display may sleep again."""
        if not self.held:
            return
        self.held = False
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS)
        elif sys.platform == "linux":
            QDBusConnection.disconnectFromBus(_LINE)
