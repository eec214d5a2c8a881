"""The board measured against itself and against the least that could be done, in one run.

`board_1000_to_10000`: opening the page until it is painted, with ten times the cases. `unlock_to_board`: from
the database key to the painted board with 10,000 cases, against the same SQL through bare sqlcipher3 and
painting the rows with a delegate that draws one string.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from operator import truediv
from pathlib import Path

from PySide6.QtCore import QEventLoop, QStringListModel
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QStyledItemDelegate, QWidget
from sqlalchemy import event, text

from tests.board import world
from tests.worlds import KEY
from zvhdesk.domain.terms import BOARD_PHASES
from zvhdesk.models.engine import connect
from zvhdesk.services import board
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.ui.board import BoardPage
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme

ROUNDS = 15
SIZE = (1232, 900)
Statement = tuple[str, tuple[object, ...]]


class OneString(QStyledItemDelegate):
    """The least a delegate can do: draw one string."""

    def paint(self, painter: QPainter, option: object, index: object) -> None:
        painter.drawText(option.rect, index.data())  # type: ignore[attr-defined]


def until(app: QApplication, done: Callable[[], bool]) -> None:
    """Sleep in the event loop until it is so; turning idly would take the interpreter from the lane."""
    while not done():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def opened(app: QApplication, folder: Path, tasks: Tasks) -> float:
    """Seconds from asking for the page to its painted cards; the desk is open already."""
    begin = time.perf_counter()
    page = BoardPage(tasks)
    page.resize(*SIZE)
    page.show()
    page.opened()
    until(app, lambda: page.rows is not None)
    page.grab()
    took = time.perf_counter() - begin
    page.close()
    page.deleteLater()
    app.processEvents()
    return took


def lane(app: QApplication, folder: Path) -> Tasks:
    """The lanes with that house open."""
    tasks = Tasks()
    tasks.open(lambda: Desk.open(folder, KEY, lambda: world.NOW), lambda _none: None)
    until(app, lambda: not tasks.busy)
    return tasks


def unlocked(app: QApplication, folder: Path) -> float:
    """Seconds from the key to the painted board."""
    tasks = Tasks()
    begin = time.perf_counter()
    tasks.open(lambda: Desk.open(folder, KEY, lambda: world.NOW), lambda _none: None)
    took = time.perf_counter() - begin + opened(app, folder, tasks)
    tasks.close()
    return took


def bare(app: QApplication, folder: Path, statements: list[Statement]) -> float:
    """The same SQL and as many painted rows, with nothing in between."""
    begin = time.perf_counter()
    connection = connect(folder / DATABASE, KEY)
    rows = [connection.execute(sql, values).fetchall() for sql, values in statements]
    columns: dict[str, list[str]] = {phase.value: [] for phase in BOARD_PHASES}
    cards = next(found for found, (sql, _) in zip(rows, statements, strict=True) if "c.number" in sql)
    for row in cards:
        columns[row[2]].append(row[1])
    window = QWidget()
    window.resize(*SIZE)
    layout = QHBoxLayout(window)
    for numbers in columns.values():
        view = QListView()
        view.setModel(QStringListModel(numbers, view))
        view.setItemDelegate(OneString(view))
        layout.addWidget(view)
    window.show()
    window.grab()
    took = time.perf_counter() - begin
    connection.close()
    window.close()
    window.deleteLater()
    app.processEvents()
    return took


def statements_of(folder: Path) -> list[Statement]:
    """What the board asks the database, as the driver gets it."""
    desk = Desk.open(folder, KEY, lambda: world.NOW)
    heard: list[Statement] = []

    def hear(_connection: object, _cursor: object, sql: str, values: object, *_rest: object) -> None:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            heard.append((sql, tuple(values)))  # type: ignore[arg-type]

    event.listen(desk.engine, "before_cursor_execute", hear)
    desk.read(lambda s: board.board(s, world.TODAY, board.BoardFilters(), desk.user))
    desk.close()
    return heard


def house(folder: Path, cases: int) -> Path:
    """A house with so many open cases."""
    folder.mkdir()
    desk = world.make(folder)
    world.put(desk, *world.many(cases))
    desk.read(lambda s: s.execute(text("SELECT 1")).all())
    desk.close()
    return folder


def main() -> None:
    """Prints the figures as one line of JSON."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    Theme(app, Scheme.LIGHT)
    with tempfile.TemporaryDirectory() as where:
        few, many = house(Path(where) / "few", 1_000), house(Path(where) / "many", 10_000)
        sql = statements_of(many)
        lanes = {folder: lane(app, folder) for folder in (few, many)}
        small, large, ours, least = [], [], [], []
        for _ in range(ROUNDS):
            small.append(opened(app, few, lanes[few]))
            large.append(opened(app, many, lanes[many]))
        for tasks in lanes.values():
            tasks.close()
        for _ in range(ROUNDS):
            ours.append(unlocked(app, many))
            least.append(bare(app, many, sql))
    print(
        json.dumps(
            {
                "board_1000_to_10000": figures(large, small, 1.5),
                "unlock_to_board": figures(ours, least, 3.0),
            }
        )
    )


def figures(ours: list[float], measure: list[float], at_most: float) -> dict[str, float]:
    """Medians in milliseconds, and the median of the ratios per round: a machine changes its speed midway."""
    top, bottom = statistics.median(ours), statistics.median(measure)
    return {
        "ms": round(top * 1000, 1),
        "against_ms": round(bottom * 1000, 1),
        "ratio": round(statistics.median(map(truediv, ours, measure)), 2),
        "at_most": at_most,
    }


if __name__ == "__main__":
    main()
