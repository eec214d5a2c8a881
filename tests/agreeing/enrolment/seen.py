"""The program on a desk of CTER in a process of its own: it says its page, or the words of its window."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from tests.worlds import FixedClock
from zvhdesk.app import App
from zvhdesk.surroundings import Surroundings
from zvhdesk.ui.theme import STYLE, Theme
from zvhdesk.workbench import Workbench


def main(folder: str, passphrase: str) -> None:
    """Unlock when it asks, close the window that says why it cannot, and end when the program does."""
    qt = QApplication(["zvhdesk", *STYLE])
    qt.setQuitOnLastWindowClosed(False)
    theme = Theme(qt)
    app = App(Surroundings(Path(folder), FixedClock(), lambda: None, (sys.executable, "-c", ""), apart=True))
    app.opened.connect(_say_page)
    app.finished.connect(qt.quit)
    look = QTimer(interval=20)
    look.timeout.connect(lambda: _look(app, passphrase, look))
    look.start()
    app.start()
    qt.exec()
    del theme


def _say_page(bench: Workbench) -> None:
    print(bench.window.key, flush=True)


def _look(app: App, passphrase: str, look: QTimer) -> None:
    if app.front is not None and app.front.objectName() == "revoked":
        look.stop()
        print("\n".join(label.text() for label in app.front.findChildren(QLabel)), flush=True)
        app.front.close()
    elif app.unlocking is not None and not app.tasks.busy and not app.unlocking.property("typed"):
        app.unlocking.setProperty("typed", True)
        app.unlocking.submitted.emit(passphrase)
