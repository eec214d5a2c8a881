"""A window that stands before the house is open."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from zvhdesk.ui.theme import dress


class FrontWindow(QWidget):
    """Sends `closed` when the person closes it: then the run is over."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell it and close."""
        super().closeEvent(event)
        self.closed.emit()
