"""Run on a display of its own: a meeting is live while screens come and go. Prints what happened.

Each line of the input is a step of the test: `begin`, `yes` (the chair agrees), `show`, `look`. `look` prints
where the windows are and what the room's window holds. Every sentence and question is printed as it comes.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from tests.room.walls import FIRST, SECOND, drawn, same
from tests.worlds import KEY, FixedClock
from zvhdesk.domain.room import ScreenChoice
from zvhdesk.services.desk import Desk
from zvhdesk.ui.room import Room
from zvhdesk.ui.room.shown import Cover, Shown
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme

COVER = Cover("Huis", "Top-X")


def say(*words: object) -> None:
    print(*words, flush=True)


class Child:
    """The chair's window on the first screen, and a room."""

    def __init__(self, folder: Path) -> None:
        self.tasks = Tasks()
        self.tasks.open(lambda: Desk.create(folder, KEY, FixedClock()), lambda _nothing: None)
        self.console = QWidget()
        self.console.setGeometry(40, 40, 700, 500)
        self.console.show()
        self.room = Room(self.tasks, self.console)
        self.room.told.connect(lambda sentence: say("told", sentence))
        self.room.asked.connect(self.asked)
        self.room.window.painted.connect(lambda item: say("painted", item or "cover"))
        self.room.changed.connect(self.ready)
        self.choice: ScreenChoice | None = None

    def ready(self) -> None:
        if self.room.memory is not None:
            self.room.changed.disconnect(self.ready)
            say("ready", len(QGuiApplication.screens()))

    def asked(self, choice: ScreenChoice) -> None:
        self.choice = choice
        say("asked", choice.sentence)

    def do(self, step: str) -> None:
        room = self.room
        if step == "begin":
            room.begin("Huis", "Top-X")
        elif step == "yes" and self.choice is not None:
            say("opened", room.open_full(self.choice.screen))
        elif step in ("show", "show2"):
            say("show", room.show(FIRST if step == "show" else SECOND, room.token))
        elif step == "look":
            self.look()
        elif step == "drag":
            self.console.move(1500, 40)
        say("done", step)

    def look(self) -> None:
        """What the display itself holds, read from its frame buffer."""
        window = self.room.window
        say(
            "console", self.console.screen().name(), "window", window.isVisible(), window.geometry().getRect()
        )
        if window.isVisible():
            held = window.screen().grabWindow(0).toImage()
            names: dict[str, Shown] = {"cover": COVER, "item-1": FIRST, "item-2": SECOND}
            say("holds", [name for name, what in names.items() if same(held, drawn(what, window.size()))])
        say("active", QApplication.activeWindow() is window, "keyboard", window.hasFocus())


def main() -> None:
    application = QApplication([])
    Theme(application, Scheme.LIGHT)
    child = Child(Path(sys.argv[1]))
    listener = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)

    def step() -> None:
        line = sys.stdin.readline()
        if not line:
            application.quit()
            return
        child.do(line.strip())

    listener.activated.connect(step)
    application.exec()
    child.room.end()
    child.tasks.close()


main()
