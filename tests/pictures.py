"""Pictures of what would cost the tour too much: a test that has it on the screen keeps it, when asked to.

`tools/pictures.py` asks, with the folder in the environment. In any other run nothing is kept.
"""

import os
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

FOLDER = "ZVH_PICTURES"


def keep(window: QWidget, name: str) -> None:
    """A picture of a window that is shown, as it is drawn now."""
    folder = os.environ.get(FOLDER)
    if folder:
        QApplication.processEvents()
        window.grab().save(str(Path(folder) / f"{name}.png"))
