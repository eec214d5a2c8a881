"""The real program at work in a live meeting, in a process of its own. Its parent kills it.

It is made ready first and begins when it reads a line of JSON: the folder of a house, a seed, and what it
should do most. What it says is told in tests.killed.books.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from random import Random
from types import TracebackType

from PySide6.QtWidgets import QApplication

from tests.killed.acts import Worker
from tests.killed.program import Program
from zvhdesk.ui.theme import Scheme, Theme


def _end_by_a_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Also of an error in a slot. Not the usual end: that would close the house."""
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def main() -> None:
    """Get ready, wait for the word, and work until killed."""
    application = QApplication([])
    theme = Theme(application, Scheme.LIGHT)
    sys.excepthook = _end_by_a_bug
    said = sys.stdin.readline()
    if not said:
        return  # its parent went away before there was anything to do
    order = json.loads(said)
    Worker(Program(Path(order["folder"])), Random(order["seed"]), order["most"]).work()
    del theme
