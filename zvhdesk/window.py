"""The window as a program: Qt around one run of the application."""

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from zvhdesk.app import App
from zvhdesk.surroundings import parse
from zvhdesk.ui.theme import STYLE, Theme


def main(arguments: Sequence[str], kind: type[App] = App) -> int:
    """Run the window until it is closed. Returns the exit status: 0, 1 refused, 3 open elsewhere."""
    around = parse(arguments)
    qt = QApplication([sys.argv[0], *STYLE])
    qt.setApplicationName("ZVH Desk")
    # Qt's own file dialog would write down which folders were visited; here nothing can be written.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, f"{os.devnull}/none")
    # App says when the run is over: a lock hides the last window long before that.
    qt.setQuitOnLastWindowClosed(False)
    theme = Theme(qt, at_a_glance=True)
    app = kind(around)
    app.stands.connect(theme.ask_system)
    app.finished.connect(qt.exit)
    sys.excepthook = app.hook
    app.start()
    status = qt.exec()
    del theme
    return status
