"""Run inside a private D-Bus: asks for the display to stay on, and lets go. With `saver` it plays both parts.

The other part is the session's screen saver, which forgets what was asked by whoever leaves the bus.
"""

import sys
from typing import Any, cast

from PySide6.QtCore import SLOT, ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection

from zvhdesk.ui.room.awake import Awake

# The stubs know ClassInfo without its argument.
described = cast("Any", ClassInfo)


@described({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    """Prints what it is asked, has the asker let go then, and prints that it heard of it."""

    @Slot(str, str, result="uint")
    def Inhibit(self, program: str, why: str) -> int:  # noqa: N802 - the name on the bus
        print("inhibit", program, why, flush=True)
        QTimer.singleShot(0, awake.release)
        return 41

    @Slot(str, str, str)
    def changed(self, name: str, before: str, after: str) -> None:
        if name.startswith(":") and before and not after:
            print("let go", awake.held, flush=True)
            application.quit()


application = QCoreApplication([])
awake = Awake()
if "saver" in sys.argv:
    saver = Saver()
    bus = QDBusConnection.sessionBus()
    everything = QDBusConnection.RegisterOption.ExportAllSlots
    assert bus.registerObject("/org/freedesktop/ScreenSaver", saver, everything)
    assert bus.registerService("org.freedesktop.ScreenSaver")
    signal = cast("bytes", SLOT("changed(QString,QString,QString)"))
    owner = "org.freedesktop.DBus"
    assert bus.connect(owner, "/org/freedesktop/DBus", owner, "NameOwnerChanged", saver, signal)
    awake.hold()
    awake.hold()
    application.exec()
else:
    awake.hold()
    awake.release()
    awake.release()
print("end", awake.held, flush=True)
