"""Windows: session and power messages of the program's own window."""

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

POWER_BROADCAST = 0x0218
SUSPEND = 4
SESSION_CHANGE = 0x02B1
SESSION_LOCK = 7


class _Message(ctypes.Structure):
    """Win32's MSG, as far as the filter reads it."""

    _fields_ = [
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("first", ctypes.c_size_t),
        ("second", ctypes.c_ssize_t),
    ]


def means_lock(message: int, first: int) -> bool:
    """Whether this message says that the session was locked or the machine suspends (a closed lid does)."""
    return (message, first) in {(SESSION_CHANGE, SESSION_LOCK), (POWER_BROADCAST, SUSPEND)}


class SessionFilter(QAbstractNativeEventFilter):
    """Calls `locked` for the messages that mean it."""

    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: Any
    ) -> tuple[bool, int]:
        if QByteArray(kind).data() == b"windows_generic_MSG":
            told = _Message.from_address(int(message))
            if means_lock(told.message, told.first):
                self._locked()
        return False, 0


def ask_for_session_messages(window: int) -> None:
    """Have Windows tell this window when the session is locked. Does nothing elsewhere."""
    if sys.platform == "win32":
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, 0)
