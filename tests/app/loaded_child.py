"""Starts the program on a house and prints what was loaded when its unlock window was painted, as JSON."""

import json
import os
import sys

from PySide6 import QtCore, QtWidgets
from PySide6.QtGui import QPaintEvent

from zvhdesk.__main__ import main
from zvhdesk.ui.plain.button import WordButton

_BEFORE = frozenset(sys.modules)  # json is of this child itself
_paint = WordButton.paintEvent


def _last_paint(self: WordButton, event: QPaintEvent) -> None:
    _paint(self, event)
    if self.objectName() == "unlock.forgot":
        focus = QtWidgets.QApplication.focusWidget()
        told = {
            "modules": sorted(set(sys.modules) - _BEFORE),
            "enumerations": [
                name
                for module, name in ((QtCore, "Qt"), (QtWidgets, "QStyle"))
                # Not getattr: asking is what loads them.
                if name in vars(module)
            ],
            "focus": [] if focus is None else [focus.objectName()],
            "windows": [window.objectName() for window in QtWidgets.QApplication.topLevelWidgets()],
        }
        print(json.dumps(told), flush=True)
        os._exit(0)


WordButton.paintEvent = _last_paint  # type: ignore[method-assign]
sys.exit(main(sys.argv[1:]))
