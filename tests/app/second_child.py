"""The program on a house that is open elsewhere; closes the window that says so.

Prints, as JSON, what was loaded in another thread than the window's.
"""

import json
import sys
import threading
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from zvhdesk.app import App
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.window import main


class Elsewhere(MetaPathFinder):
    """Finds nothing, and notes what is looked for on a lane."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Note it; whoever comes after this finds it."""
        del path, target
        if threading.current_thread() is not threading.main_thread():
            self.names.append(fullname)


class Closing(App):
    """Closes the refusal once it stands."""

    def start(self) -> None:
        super().start()
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._close_refusal)
        self._watch.start(20)

    def _close_refusal(self) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, FrontWindow) and window.objectName() == "refused":
                self._watch.stop()
                window.close()


elsewhere = Elsewhere()
sys.meta_path.insert(0, elsewhere)
status = main(sys.argv[1:], Closing)
print(json.dumps(elsewhere.names))
sys.exit(status)
