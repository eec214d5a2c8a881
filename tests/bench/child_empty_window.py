"""The yardstick: an empty PySide6 window, ended at its first paint."""

import os
import sys
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Empty(QMainWindow):
    """Ends the run once it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        os._exit(0)


application = QApplication([])
window = Empty()
window.resize(1000, 640)
window.show()
sys.exit(application.exec())
