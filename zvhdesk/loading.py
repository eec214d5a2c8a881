"""Loads what stands behind the first window, while that window stands and is typed in.

Whatever makes no class of Qt is loaded on a lane. The screens are loaded here, in the window's thread, a few
at each turn of its loop: PySide6 keeps what it knows of classes without a lock, and a class that was made on
a lane while the loop gave an event to another ended the process now and then, on a busy machine.
"""

from collections.abc import Callable
from importlib import import_module
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from zvhdesk import ui
from zvhdesk.behind import load_early, modules_of
from zvhdesk.ui.bug import bug_of
from zvhdesk.ui.tasks import Tasks

_TURN_S = 0.01
"""No key waits longer than this and one module."""


class Loading(QObject):
    """Sends `done` once all is there; `broke` carries the Bug of what could not be loaded."""

    done = Signal()
    broke = Signal(object)

    def __init__(self, tasks: Tasks, behind: Callable[[], None], parent: QObject) -> None:
        """`behind` loads what is no screen."""
        super().__init__(parent)
        self._tasks, self._behind = tasks, behind
        self._names = modules_of(ui)

    def begin(self) -> None:
        """Load it."""
        self._tasks.work(lambda _ticket: self._behind(), lambda _none: self._turn(), owner=self)

    def _turn(self) -> None:
        until = perf_counter() + _TURN_S
        try:
            for name in self._names:
                load_early(name)
                if perf_counter() > until:
                    QTimer.singleShot(0, self, self._turn)
                    return
            import_module("zvhdesk.late")
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits must hear of it
            self.broke.emit(bug_of(error))
            return
        self.done.emit()
