"""Enter in the capture line until the action is durable and painted on the wall, in the real program.

The two seconds that every line waits are taken off: what is measured is the act before them and the painting
after them. Against one bare transaction that writes the very same rows into the same kind of database, plus
one repaint of the same filled page of the room (at most 3).
"""

import json
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from tests.killed import world
from tests.killed.program import Program
from tests.worlds import KEY
from zvhdesk.models import folding
from zvhdesk.models.engine import RawConnection, connect
from zvhdesk.models.guard import trigger_names
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.meetings import capture, overview, running
from zvhdesk.services.meetings.planning import agenda
from zvhdesk.ui.console.release import WAIT_MS
from zvhdesk.ui.theme import Scheme, Theme

WARM_UP, ROUNDS = 3, 15
ROOM = (1920, 1080)
BETWEEN_KEYS_MS = 60
TO_DO = ("belt de familie", "vraagt de zorgmachtiging aan", "spreekt de buren", "meldt aan", "komt langs")
Statement = tuple[str, Any, bool]


def prepare(folder: Path) -> None:
    """A house with a live meeting at its first case, with a page of actions and a decision."""
    world.make(folder)
    desk = Desk.open(folder, KEY)
    meeting = desk.read(lambda s: overview.meetings(s, desk.today(), desk.device))[0].id
    desk.change(lambda s: running.start(s, meeting, desk.device), "meeting.start")
    item = desk.read(lambda s: agenda(s, meeting, desk.today(), desk.device)).items[1].id
    desk.change(lambda s: running.go_to(s, meeting, item), "meeting.item")
    due = desk.today() + timedelta(days=14)
    for what in TO_DO:
        act = partial(capture.record_action, item_id=item, text=what, partner_id="gemeente", due_on=due)
        desk.change(act, "action.capture")
    desk.change(lambda s: capture.record_decision(s, item, "Procesregie bij de gemeente"), "decision.record")
    desk.close()


@dataclass
class Acts:
    """What the program writes, as the driver gets it, one transaction after the other."""

    done: list[list[Statement]]

    def listen(self, desk: Desk) -> None:
        """From now on."""
        event.listen(desk.engine, "begin", lambda _: self.done.append([]))
        event.listen(desk.engine, "before_cursor_execute", self._hear)

    def _hear(
        self, _connection: object, _cursor: object, sql: str, values: Any, _: object, many: bool
    ) -> None:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.done[-1].append((sql, values, many))

    def newest(self) -> list[Statement]:
        """The last one that recorded something."""
        return next(
            act
            for act in reversed(self.done)
            if any("INTO change_set" in one[0].replace('"', "") for one in act)
        )


class Table:
    """The program with the case on the wall of a large room screen."""

    def __init__(self, folder: Path, bare: Path) -> None:
        self.acts = Acts([])
        self.painted = self._asked = 0.0
        self._rows: frozenset[str] = frozenset()
        self.program = program = Program(folder)
        self.room = program.console.room
        self.window = self.room.window
        self.window.painted.connect(self._painted)
        self.room.open_window()
        self.window.resize(*ROOM)
        program.settle()
        program.workbench.window.activateWindow()
        program.press(Qt.Key.Key_F8)
        program.until(lambda: self.room.wall is not None)
        program.settle()
        program.tasks.ask(lambda desk: self._copy(desk, bare), lambda _none: None)
        program.settle()

    def _copy(self, desk: Desk, bare: Path) -> None:
        with desk.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        bare.mkdir()
        shutil.copy(desk.folder / DATABASE, bare / DATABASE)
        self.acts.listen(desk)

    def _painted(self, _item: str) -> None:
        if not self.painted and not self._shown() <= self._rows:
            self.painted = time.perf_counter()

    def _shown(self) -> frozenset[str]:
        wall = self.room.wall
        return frozenset(action.id for action in wall.actions) if wall is not None else frozenset()

    def record(self, text: str) -> float:
        """Type a line as a person does, press Enter, and wait for the wall. Seconds, less the two."""
        program = self.program
        program.press(Qt.Key.Key_F2)
        program.type(f"{text} @Gemeente Hengelo over 2 weken")
        # As long as between two keys: painted by then, but not kept as a draft yet.
        over: list[bool] = []
        QTimer.singleShot(BETWEEN_KEYS_MS, lambda: over.append(True))
        program.until(lambda: bool(over))
        self._rows, self.painted = self._shown(), 0.0
        begin = time.perf_counter()
        program.press(Qt.Key.Key_Return)
        program.until(lambda: bool(self.painted))
        took = self.painted - begin - WAIT_MS / 1000
        program.settle()
        return took

    def repaint(self) -> None:
        """The whole page of the room once more."""
        self.window.repaint()


def bare_connection(folder: Path) -> RawConnection:
    """Keyed and with the house's pragmas, and nothing that watches what is written."""
    connection = connect(folder / DATABASE, KEY)
    folding.attach(connection)
    for name in trigger_names():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def commit(connection: RawConnection, statements: list[Statement]) -> None:
    """The same rows in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, values, many in statements:
        if many:
            connection.executemany(sql, values)
        else:
            connection.execute(sql, values).fetchall()
    connection.execute("COMMIT")


def main() -> None:
    """Interleaved rounds; medians in milliseconds and the median of the ratios per round as JSON."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    theme = Theme(application, Scheme.LIGHT)
    with tempfile.TemporaryDirectory() as where:
        folder, bare = Path(where) / "house", Path(where) / "bare"
        prepare(folder)
        table = Table(folder, bare)
        connection = bare_connection(bare)
        rounds = []
        for number in range(WARM_UP + ROUNDS):
            ours = table.record(f"belt de familie, poging {number}")
            statements = table.acts.newest()
            begin = time.perf_counter()
            commit(connection, statements)
            written = time.perf_counter()
            table.repaint()
            rounds.append((ours, written - begin, time.perf_counter() - written))
        del rounds[:WARM_UP]
        connection.close()
        table.program.end()
    del theme
    figures = {
        "ms": statistics.median(ours for ours, _, _ in rounds) * 1000,
        "against_ms": statistics.median(commit + paint for _, commit, paint in rounds) * 1000,
        "of_which_commit_ms": statistics.median(commit for _, commit, _ in rounds) * 1000,
        "ratio": statistics.median(ours / (commit + paint) for ours, commit, paint in rounds),
        "at_most": 3.0,
    }
    print(json.dumps({"enter_to_wall": {name: round(value, 2) for name, value in figures.items()}}))


if __name__ == "__main__":
    main()
