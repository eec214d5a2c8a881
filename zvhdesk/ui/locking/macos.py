"""macOS: whether the screen of this session is locked, asked of the window server every second.

It has no message for it that a program without Objective-C can hear. That the machine slept shows in the two
clocks: the one of the day went on, and the other stood still.
"""

import ctypes
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_EVERY_MS = 1000
_STOOD_STILL = 5.0
"""Seconds that one clock may run ahead of the other in a look: less is a correction, or a busy machine."""
_FRAMEWORKS = "/System/Library/Frameworks"
_UTF_8 = 0x0800_0100


class SessionWatch(QObject):
    """Sends `locked` when `is_locked` begins to be true, and when the machine slept since the last look."""

    locked = Signal()

    def __init__(
        self,
        is_locked: Callable[[], bool],
        parent: QObject | None = None,
        clocks: Callable[[], tuple[float, float]] = lambda: (time.time(), time.monotonic()),
    ) -> None:
        """`clocks`: the time of the day, and one that stands still while the machine sleeps, in seconds."""
        super().__init__(parent)
        self._is_locked, self._clocks = is_locked, clocks
        self._was, self._ahead = is_locked(), self._difference()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_EVERY_MS)

    def look(self) -> None:
        """Ask now."""
        was, ahead = self._was, self._ahead
        self._was, self._ahead = self._is_locked(), self._difference()
        if (self._was and not was) or self._ahead - ahead > _STOOD_STILL:
            self.locked.emit()

    def _difference(self) -> float:
        day, running = self._clocks()
        return day - running


def screen_is_locked() -> bool:
    """Whether the window server says so of this session. False elsewhere than on macOS."""
    return sys.platform == "darwin" and _is_locked(
        ctypes.CDLL(f"{_FRAMEWORKS}/ApplicationServices.framework/ApplicationServices"),
        ctypes.CDLL(f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation"),
    )


def _is_locked(graphics: ctypes.CDLL, core: ctypes.CDLL) -> bool:
    pointer = ctypes.c_void_p
    graphics.CGSessionCopyCurrentDictionary.restype = pointer
    core.CFStringCreateWithCString.restype = core.CFDictionaryGetValue.restype = pointer
    core.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
    core.CFDictionaryGetValue.argtypes = (pointer, pointer)
    core.CFBooleanGetValue.restype = ctypes.c_ubyte
    core.CFBooleanGetValue.argtypes = core.CFRelease.argtypes = (pointer,)
    session = graphics.CGSessionCopyCurrentDictionary()
    if not session:
        return False  # no window server: nobody sees anything either
    name = core.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", _UTF_8)
    value = core.CFDictionaryGetValue(session, name)
    found = bool(value) and bool(core.CFBooleanGetValue(value))
    core.CFRelease(name)
    core.CFRelease(session)
    return found
