"""Linux: what logind and the screen savers say on D-Bus."""

from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

_LOGIN = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class BusWatch(QObject):
    """Sends `locked` for a screen saver, a suspend, a lock asked by logind, or a closed lid.

    A bus that is not there is passed over: idleness still locks.
    """

    locked = Signal()

    def __init__(
        self, session: QDBusConnection, system: QDBusConnection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._system = system
        for name in _SCREEN_SAVERS:
            session.connect("", "", name, "ActiveChanged", self, _slot("on_active(bool)"))
        manager = f"{_LOGIN}.Manager"
        system.connect("", _MANAGER, manager, "PrepareForSleep", self, _slot("on_active(bool)"))
        system.connect("", "", f"{_LOGIN}.Session", "Lock", self, _slot("on_lock()"))
        properties = "org.freedesktop.DBus.Properties"
        system.connect(
            "", _MANAGER, properties, "PropertiesChanged", self, _slot("on_properties(QDBusMessage)")
        )

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """A screen saver became active, or the system prepares for sleep."""
        if active:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """Logind asks the session to lock."""
        self.locked.emit()

    @Slot(QDBusMessage)
    def on_properties(self, _message: QDBusMessage) -> None:
        """Something of logind changed: ask whether the lid is closed now."""
        manager = QDBusInterface(_LOGIN, _MANAGER, f"{_LOGIN}.Manager", self._system)
        if manager.property("LidClosed") is True:
            self.locked.emit()


def _slot(signature: str) -> bytes:
    # PySide6's stubs ask for bytes; what it takes at run time is the text that SLOT gives.
    return cast("bytes", SLOT(signature))
