"""The screens of this computer, and when they change: cover at once, look again, look once more, then say."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from zvhdesk.domain.room import Screen

SETTLE_MS, AGAIN_MS = 350, 1000


def describe(screen: QScreen) -> Screen:
    """A screen as the rules know it."""
    box = screen.geometry()
    return Screen(
        screen.manufacturer(),
        screen.model(),
        screen.serialNumber(),
        screen.name(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
    )


def all_screens() -> tuple[Screen, ...]:
    """All screens there are now."""
    return tuple(describe(screen) for screen in QGuiApplication.screens())


def find(wanted: Screen) -> QScreen | None:
    """The screen of the system that fits this description in full; None when it is gone or changed."""
    return next((screen for screen in QGuiApplication.screens() if describe(screen) == wanted), None)


class Screens(QObject):
    """Watches the screens. `moving` comes at the first sign of a change, before Qt moves any window.

    `gone` carries a QScreen that is being removed. `settled` comes once the screens were the same for a
    second, 350 ms after the last change: plugs chatter, and a projector takes its time.
    """

    moving = Signal()
    gone = Signal(object)
    settled = Signal()

    def __init__(self, parent: QObject, settle_ms: int = SETTLE_MS, again_ms: int = AGAIN_MS) -> None:
        super().__init__(parent)
        self._seen: tuple[Screen, ...] = ()
        self._wait = QTimer(self, singleShot=True, interval=settle_ms)
        self._wait.timeout.connect(self._look)
        self._again = QTimer(self, singleShot=True, interval=again_ms)
        self._again.timeout.connect(self._look_again)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._added)
            application.screenRemoved.connect(self._removed)
            application.primaryScreenChanged.connect(self._changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._changed)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._changed()

    def _removed(self, screen: QScreen) -> None:
        self.gone.emit(screen)
        self._changed()

    def _changed(self, _what: object = None) -> None:
        self._again.stop()
        self._wait.start()
        self.moving.emit()

    def _look(self) -> None:
        self._seen = all_screens()
        self._again.start()

    def _look_again(self) -> None:
        if all_screens() != self._seen:
            self._wait.start()
            return
        self.settled.emit()
