"""What the system itself says of the network: a hint, never the truth.

A house may have its server on this machine or in its own building: that the internet is gone says nothing of
it. So each change only makes the desk ask its server, at once and with little patience.
"""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation


class NetworkWatch(QObject):
    """Sends `changed` when the system says that the network went, came back or became another one.

    By NetworkManager, ConnMan or GLib on Linux, by the means of Windows and macOS there. Where there is none
    it never does: the silence of the server and the next try say it a little later.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QNetworkInformation.loadDefaultBackend()
        known = QNetworkInformation.instance()
        if known is not None:
            known.reachabilityChanged.connect(self._is_otherwise)
            # Whoever logged in at the portal of a train or an hotel is on the network from then on.
            known.isBehindCaptivePortalChanged.connect(self._is_otherwise)

    @Slot()
    def _is_otherwise(self) -> None:
        self.changed.emit()
