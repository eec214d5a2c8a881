"""The program on a house that is open elsewhere; closes the window that says so."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from zvhdesk import app
from zvhdesk.ui.unlock.front import FrontWindow


class Closing(app.App):
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


app.App = Closing  # type: ignore[misc]
sys.exit(app.main(sys.argv[1:]))
