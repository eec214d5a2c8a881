"""The real program of one desk at the meeting, in a process of its own, that does what its parent says.

It reads lines of JSON: [what, argument]. It answers each with one line of JSON, when it is done.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from tests.killed.program import CTRL, Program
from zvhdesk.line.address import Address, keep_address
from zvhdesk.services.clock import system_clock
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import play
from zvhdesk.ui.theme import Scheme, Theme


class Desk:
    """One program, and what it can be told to do. Its clock stands still: it can wait for no time to pass."""

    def __init__(self, folder: str, url: str) -> None:
        now = system_clock()
        self.program = Program(Path(folder), lambda: now)
        self.server = Server(url)

    def exchange(self, _: str) -> None:
        """One pass with the server."""
        self.program.tasks.ask(lambda desk: play(exchange(), desk, self.server), lambda _done: None)

    def connect(self, url: str) -> None:
        """From here on by its own line: news, passes, all as in the program."""
        self.program.tasks.ask(lambda desk: keep_address(desk, Address(url)), lambda _none: None)
        self.program.settle()
        self.program.workbench.line.begin()

    def see(self, item: str, line: str) -> None:
        """Wait until the chair is at that item, and that line stands there."""
        while (state := self.state("")) and (state["item"] != item or line not in state["lines"]):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def meeting(self, meeting_id: str) -> None:
        """Open the console of a meeting."""
        self.program.workbench.window.go("console", meeting_id)

    def press(self, key: str) -> None:
        """Press a key."""
        self.program.press(Qt.Key[f"Key_{key}"])

    def ctrl(self, key: str) -> None:
        """Press a key with Ctrl."""
        self.program.press(Qt.Key[f"Key_{key}"], CTRL)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self.program.type(text)

    def wall(self, _: str) -> None:
        """Open a room screen and show the case on it."""
        page = self.program.console
        page.room.open_window()
        self.program.press(Qt.Key.Key_F8)
        self.program.until(lambda: page.room.wall is not None)

    def type_on(self, text: str) -> NoReturn:
        """Type for ever: it is killed in the middle of it."""
        _say("typing")
        while True:
            self.program.type(text)
            QCoreApplication.processEvents()

    def state(self, _: str) -> dict[str, Any]:
        """What stands on the console."""
        page = self.program.console
        seen = page.seen
        assert seen is not None
        console, case = seen.console, seen.console.case
        return {
            "leads": console.here,
            "item": console.chair_at,
            "ends_ms": console.current.ends_ms if console.current is not None else None,
            "step": case.step if case is not None else "",
            "lines": [row.text for row in case.actions] if case is not None else [],
            "offered": page.board.header.take_over.isVisible(),
            "wall": page.room.wall.item_id if page.room.wall is not None else "",
        }


def _say(said: object) -> None:
    print(json.dumps(said), flush=True)


def _end_by_a_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def main() -> None:
    """Open the house, then do what is said until killed."""
    application = QApplication([])
    theme = Theme(application, Scheme.LIGHT)
    sys.excepthook = _end_by_a_bug
    desk: Desk | None = None
    for line in sys.stdin:
        what, argument = json.loads(line)
        if desk is None:
            desk = Desk(*argument)
            answer = None
        else:
            answer = getattr(desk, what)(*argument if isinstance(argument, list) else (argument,))
            desk.program.settle()
        _say(answer)
    del theme
