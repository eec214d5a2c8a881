"""Waiting for the lanes, without asking every ten milliseconds whether they are done."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QTimer

_LIMIT_MS, _WAKE_MS = 60_000, 1_000


class Busy(Protocol):
    """What has something under way, and says so in the window's thread."""

    @property
    def busy(self) -> bool: ...


def until_idle(*lanes: Busy) -> None:
    """Turn the event loop until every answer was handed over and shown, and what it put away is gone."""
    limit = QDeadlineTimer(_LIMIT_MS)
    wake = QTimer()
    wake.start(_WAKE_MS)
    idle = False
    while not idle:
        while any(lane.busy for lane in lanes):
            assert not limit.hasExpired(), "an answer never came"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        # What the last answer added to a layout is shown in the next turn, and may ask for more.
        QCoreApplication.processEvents()
        # What was put away goes: this is no event loop, so nobody else does it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        idle = not any(lane.busy for lane in lanes)
