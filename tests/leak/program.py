"""The program as the leak test runs it: a house full of canaries, every page, a crash, a copy, a lock.

    python -m tests.leak.program ROOM

ROOM/house is the house, ROOM/copies its daily copies, ROOM/saved.pdf the one paper that the user keeps. What
stands on disk while the house is open is copied to ROOM/snapshots, because closing tidies some of it away,
together with what others can see of the process (traces.py). ROOM/opened.txt lists every file that Python
opened for writing, and every one that this process held open.
"""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import inspect, select

from tests.leak import at_the_table, papers
from tests.leak.canaries import PASSPHRASE, TYPED, canaries, text_columns
from tests.leak.house import fill
from tests.leak.traces import Listener, write_traces
from zvhdesk.domain.terms import Phase
from zvhdesk.models.base import Replicated
from zvhdesk.services import opening
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.dossier import open_from_board
from zvhdesk.tour.reading import reopened
from zvhdesk.tour.report import Report
from zvhdesk.tour.runner import Chapter, Runner
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until
from zvhdesk.tour.world import World, Worlds
from zvhdesk.ui.theme import Scheme, Theme

_LABEL = "Testhuis"
"""What stands on the unlock window, and so in the clear in vault.json; the name of the house is a canary."""
_SURNAME = canaries()["person.surname"]
_NUMBER = canaries()["case_.number"]


def build(room: Path, keyring: MemoryKeyring) -> World:
    """The house of canaries, as services make it."""
    house, copies = room / "house", room / "copies"
    copies.mkdir()
    made = opening.make_vault(house, _LABEL, PASSPHRASE, keyring, system_clock())
    desk = Desk.create(house, made.key, system_clock)
    desk.change(lambda session: fill(session, desk.user), "house.setup")
    desk.set_setting(BACKUP_FOLDER, str(copies))
    desk.close()
    return World(room, house, keyring, made.key, PASSPHRASE)


class Visit:
    """The chapter: see everything, type, crash, keep one paper, lock."""

    def __init__(self, room: Path, listener: Listener) -> None:
        self._room = room
        self._listener = listener
        self._taken = 0

    def play(self, stage: Stage) -> Steps:
        """The whole visit."""
        yield from stage.start()
        driver.fill("unlock.passphrase", TYPED["typed.draft"])
        driver.press(driver.Key.Key_Return)
        yield Until("het huis weigert", lambda: bool(driver.texts("unlock.message")[0]))
        yield from stage.unlock()
        yield from self._board(stage)
        yield from self._find(stage)
        yield from self._dossier(stage)
        yield from self._paper(stage)
        yield from at_the_table.visit(stage, self._snapshot)
        yield from papers.visit(stage, self._snapshot)
        yield from self._places(stage)
        yield from self._crash(stage)
        yield Until("de reservekopie komt", lambda: any((self._room / "copies").glob("*.zip")))
        yield from self._lock(stage)

    def _snapshot(self) -> None:
        """What stands on disk now."""
        self._listener.note_held()
        self._taken += 1
        write_traces(self._room / "snapshots" / str(self._taken) / "seen")
        for name in ("house", "home"):
            shutil.copytree(
                self._room / name, self._room / "snapshots" / str(self._taken) / name, symlinks=True
            )

    def _board(self, stage: Stage) -> Steps:
        driver.click("board.names")
        yield stage.settled()
        stage.check("names are on the board", held=any(_SURNAME in said for said in _cards()))
        self._snapshot()

    def _find(self, stage: Stage) -> Steps:
        driver.press(driver.Key.Key_K, driver.CTRL)
        yield stage.seen("find.field")
        driver.write(_SURNAME)
        yield Until("er is gevonden", lambda: any(_NUMBER in said for said in driver.spoken("find.list")))
        self._snapshot()
        driver.press(driver.Key.Key_Escape)
        yield stage.settled()

    def _dossier(self, stage: Stage) -> Steps:
        yield from open_from_board(stage, Phase.AT_TABLE, _NUMBER)
        driver.click("dossier.names")
        yield stage.settled()
        for tab in ("Personen", "Informatie", "Plan", "Geschiedenis", "Overzicht"):
            driver.click_tab("dossier.tabs.bar", tab)
            yield stage.settled()
        driver.fill("dossier.question", TYPED["typed.draft"])
        yield stage.settled()
        self._snapshot()

    def _paper(self, stage: Stage) -> Steps:
        driver.click("dossier.print")
        yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
        yield stage.settled()
        self._snapshot()
        driver.click("preview.save")
        yield from stage.answer_file_dialog(self._room / "saved.pdf")
        yield stage.settled()
        driver.click("preview.close")
        yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
        stage.window.activateWindow()
        yield stage.settled()

    def _places(self, stage: Stage) -> Steps:
        """The board again, and every section of Beheer."""
        for key in (driver.Key.Key_1, driver.Key.Key_5):
            driver.press(key, driver.ALT)
            yield stage.settled()
        for words in ("Mensen", "Partners", "Casustafels", "Register", "Reservekopie"):
            driver.click_tab("admin.tabs.bar", words)
            yield stage.settled()
        self._snapshot()

    def _crash(self, stage: Stage) -> Steps:
        """An error of ours in a lane and one in the window, each with a canary in its message."""
        if stage.app is None:
            return
        app = stage.app
        app.tasks.bug.disconnect(stage.heard)  # this one is meant
        sys.excepthook = app.failures.hook
        app.tasks.ask(_break, lambda _: None)
        yield Until("het programma meldt een fout", lambda: driver.shown("failure") is not None)
        app.failures.hook(ValueError, ValueError(TYPED["typed.crash"]), None)
        yield stage.settled()
        driver.click("failure.copy")
        print(QApplication.clipboard().text())
        driver.click("failure.close")
        sys.excepthook = stage.caught
        stage.window.activateWindow()
        yield stage.settled()

    def _lock(self, stage: Stage) -> Steps:
        self._snapshot()
        driver.press(driver.Key.Key_L, driver.CTRL)
        yield Until("het programma eindigt", lambda: stage.ended is not None and stage.restarted.exists())
        yield from stage.close()


def _cards() -> list[str]:
    return driver.spoken(f"board.list.{Phase.AT_TABLE}")


def _break(desk: Desk) -> None:
    del desk
    raise ValueError(TYPED["typed.crash"])


def _stood(world: World) -> list[str]:
    """Which canaries the house holds in their own columns, by name."""
    with reopened(world.house, world.key) as session:
        return [
            name
            for (cls, column), (name, word) in zip(text_columns(), canaries().items(), strict=True)
            if any(
                word in (value or "")
                for value in session.scalars(select(getattr(cls, _attribute(cls, column))))
            )
        ]


def _attribute(cls: type[Replicated], column: str) -> str:
    """The name in Python of a column: `class_` is `class_` in both, but nobody promises that."""
    return next(one.key for one in inspect(cls).column_attrs if one.columns[0].name == column)


def main(room: Path) -> int:
    """Run the visit. 0 when the program did all of it."""
    listener = Listener(room / "opened.txt")
    sys.addaudithook(listener.hear)
    qt = QApplication(["zvhdesk"])
    qt.setApplicationName("ZVH Desk")
    qt.setQuitOnLastWindowClosed(False)
    theme = Theme(qt, Scheme.LIGHT)
    report = Report(room / "pictures")
    world = build(room, MemoryKeyring())
    (room / "stood.txt").write_text("\n".join(_stood(world)), "utf-8")
    # The stage clears a world away; this one stays to be searched.
    aside = room / "aside"
    aside.mkdir()
    visit = Visit(room, listener)
    runner = Runner(
        [Chapter("leak", visit.play, lambda _w, _n: replace(world, room=aside))], report, Worlds(aside)
    )
    runner.finished.connect(qt.quit)
    runner.start()
    qt.exec()
    del theme
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
