"""A program in a network of its own: it takes lines, and says when the system tells of a change.

`up` gives it a way out, `down` takes it away. Answers are `ready NAME` once, and `changed REACHABILITY`.
"""

import fcntl
import socket
import struct
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from PySide6.QtNetwork import QNetworkInformation

from zvhdesk.line.network import NetworkWatch

_SET_FLAGS, _UP, _LOOPBACK = 0x8914, 0x1, 1
_NEW_ROUTE, _ASKED_TO_MAKE = 24, 0x1 | 0x400
_MAIN, _BY_HAND, _ON_LINK, _TO_ONE = 254, 3, 253, 1
_OUT_OF = 4
_PATIENCE_MS = 30_000


def up() -> None:
    """Everything is out of the one interface there is."""
    _interface(_UP)
    route = struct.pack("BBBBBBBBI", socket.AF_INET, 0, 0, 0, _MAIN, _BY_HAND, _ON_LINK, _TO_ONE, 0)
    out = struct.pack("HHI", 8, _OUT_OF, _LOOPBACK)
    whole = struct.pack("IHHII", 16 + len(route + out), _NEW_ROUTE, _ASKED_TO_MAKE, 1, 0) + route + out
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as asked:
        asked.send(whole)


def down() -> None:
    """The cable is out."""
    _interface(0)


def _interface(flags: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags))


def main() -> int:
    """Until there are no more lines."""
    application = QCoreApplication([])
    watch = NetworkWatch()
    known = QNetworkInformation.instance()
    watch.changed.connect(lambda: print("changed", known.reachability().name, flush=True))

    def obey() -> None:
        said = sys.stdin.readline().strip()
        if said:
            {"up": up, "down": down}[said]()
        else:
            application.quit()

    lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    lines.activated.connect(obey)
    # Nobody waits for a word that never comes.
    QTimer.singleShot(_PATIENCE_MS, application.quit)
    print("ready", known.backendName(), flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
