"""A desk in a process of its own with its real window at a meeting: it says what it painted in one field."""

import gc
import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from tests.killed.program import Program
from zvhdesk.ui.theme import Scheme, Theme

BEGINS = "vraag "


class Painted(QObject):
    """Says each text that begins so once, when the widget that shows it has painted."""

    def __init__(self) -> None:
        super().__init__()
        self._last = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Of an editor it is the viewport that paints."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            words = _words(watched.parentWidget())
            if words.startswith(BEGINS) and words != self._last:
                self._last = words
                # After this event: then it stands in the window.
                QTimer.singleShot(0, lambda: _say(words))
        return False


def _words(widget: QWidget | None) -> str:
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit | QTextEdit) else ""


def _say(words: object) -> None:
    print(json.dumps(words), flush=True)


def main(folder: str, _url: str, meeting: str) -> None:
    """Open the house at the meeting, and go on until it is ended."""
    gc.disable()  # as bench_sync.py says
    application = QApplication([])
    theme = Theme(application, Scheme.LIGHT)
    painted = Painted()
    application.installEventFilter(painted)
    program = Program(Path(folder))
    program.workbench.window.go("console", meeting)
    program.settle()
    line = program.workbench.line
    program.until(lambda: line.standing.last_contact is not None)
    _say("open")
    application.exec()
    del theme


if __name__ == "__main__":
    main(*sys.argv[1:])
