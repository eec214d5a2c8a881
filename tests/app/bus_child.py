"""Run inside a private D-Bus: prints `locked` for each time the watch says so, until its input closes."""

import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import QDBusConnection

from zvhdesk.ui.locking.linux import BusWatch

application = QCoreApplication([])
# The private bus plays both parts: the test sends what logind and the screen saver would.
bus = QDBusConnection.sessionBus()
watch = BusWatch(bus, bus)
watch.locked.connect(lambda: print("locked", flush=True))
listener = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
listener.activated.connect(application.quit)
print("ready", bus.isConnected(), flush=True)
application.exec()
