"""The bot of a test: what it puts on the screen wears what the windows of the program wear."""

from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.ui.theme import dress


class DressingBot(QtBot):
    """Dresses a part of a page that a test shows without the window in which it stands."""

    def addWidget(self, widget: QWidget, **told: Any) -> None:  # noqa: N802 - its name
        """Dress it, and close it at the end."""
        _dress(widget)
        super().addWidget(widget, **told)

    def waitActive(self, widget: QWidget, *, timeout: int = 5000) -> Any:  # noqa: N802 - its name
        """Dress it; what comes in the `with` shows it."""
        _dress(widget)
        return super().waitActive(widget, timeout=timeout)


def _dress(widget: QWidget) -> None:
    if widget.parentWidget() is None and not widget.styleSheet():
        ours = type(widget).__module__.startswith("zvhdesk")
        assert not (ours and widget.windowTitle()), "a window of the program dresses itself"
        dress(widget)
