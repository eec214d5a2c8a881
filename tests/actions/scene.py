"""The house of the mockup, for the pictures: `python -m tests.actions.scene DIR` makes them all."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.actions import world
from tests.actions.world import a_case, an_action, day
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.services import actions
from zvhdesk.services.actions import ActionFilters, By, Show
from zvhdesk.services.desk import Desk
from zvhdesk.ui.actions import ActionsPage
from zvhdesk.ui.shell import MainWindow, Place
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme

S = ActionStatus
DONE_IN_TIME = ((8, 4), (8, 5), (9, 5), (10, 7), (9, 6), (16, 13))
"""Of the last six fortnights, oldest first: how many actions were due and how many done in time."""


class Then:
    """A clock that goes to the day it is told."""

    def __init__(self) -> None:
        self.now = world.NOW

    def __call__(self) -> datetime:
        return self.now

    def at(self, ahead: int) -> None:
        self.now = world.NOW + timedelta(days=ahead)


def furnish(folder: Path) -> Desk:
    """Four partners with actions late, blocked and on course, and half a year of history behind them."""
    then = Then()
    desk = world.make(folder, then)
    world.put(desk, *_cases(), *_past())
    for fortnight, (_due, in_time) in enumerate(DONE_IN_TIME):
        first = -84 + 14 * fortnight
        then.at(first + 1)
        for nth in range(in_time):
            _give(desk, f"past-{fortnight}-{nth}", S.DONE, None)
    then.at(-12)
    _give(desk, "ggz-1", S.IN_PROGRESS, "GZ-psycholoog benaderd, afspraak volgt")
    _give(desk, "ggz-3", S.IN_PROGRESS, None)
    then.at(-2)
    _give(desk, "wo-1", S.BLOCKED, "wacht op politie")
    then.at(0)
    return desk


def _give(desk: Desk, action: str, status: S, reason: str | None) -> None:
    desk.change(lambda s: actions.change_status(s, action, status, reason, desk.today()), actions.STATUS)


def _cases() -> list[dict[type, list[dict[str, object]]]]:
    texts = world.TEXTS
    return [
        a_case(
            "c417",
            an_action("ggz-1", -23, owner="FACT-team", text=texts[0], made_on=day(-44), read_back=True),
            an_action("wo-1", -2, "p1", owner="leefbaarheid", text=texts[2]),
            an_action("pol-1", 9, "p3", owner="wijkteam Zuid", text="Sleutelgesprek met de buren voeren"),
            number="2025-0417",
            wall=day(-60),
        ),
        a_case(
            "c088",
            an_action("ggz-2", -6, owner="crisisdienst", text=texts[1]),
            an_action("wo-2", 4, "p1", owner="incasso", text=texts[4]),
            an_action("re-1", 12, "p2", owner="toezicht", text="Meldplicht afstemmen met de behandelaar"),
            number="2026-0088",
            surname="Nijhuis",
            wall=day(-30),
        ),
        a_case(
            "c042",
            an_action("ggz-3", 4, owner="forensisch team", text=texts[3]),
            an_action("re-2", 3, "p2", owner="", text="Verblijfplaats na detentie navragen"),
            an_action("ge-1", None, None, owner="", text="Uitzoeken wie de bewindvoerder is"),
            number="2026-0042",
            surname="Grootveld",
            wall=day(-30),
        ),
        a_case(
            "c113", an_action("ge-2", 30, "p4", owner="wmo-loket", text=texts[6]), number="2026-0113",
            surname="Çelik", wall=day(-5),
        ),
    ]  # fmt: skip


def _past() -> list[dict[type, list[dict[str, object]]]]:
    rows = [
        an_action(f"past-{fortnight}-{nth}", -84 + 14 * fortnight + 3, f"p{nth % 4}",
                  status=S.OPEN if nth < in_time else S.LAPSED)
        for fortnight, (due, in_time) in enumerate(DONE_IN_TIME)
        for nth in range(due)
    ]  # fmt: skip
    return [a_case("c001", *rows, number="2025-0301", wall=day(-90))]


class Stage:
    """The window with the page in it."""

    def __init__(self, desk: Desk, width: int, height: int) -> None:
        self.tasks = Tasks()
        self.tasks.open(lambda: desk, lambda _none: None)
        self.pages: list[ActionsPage] = []
        place = Place("actions", "Acties", "list-checks", self._build)
        self.window = MainWindow(self.tasks, [place], "Zorg en Veiligheidshuis Twente")
        self.window.resize(width, height)
        self.window.show()
        self.window.go("actions")
        self.settle()

    def _build(self) -> ActionsPage:
        self.pages.append(ActionsPage(self.tasks))
        return self.pages[0]

    @property
    def page(self) -> ActionsPage:
        """The page itself."""
        return self.pages[0]

    def settle(self) -> None:
        """Until every answer has come in and is painted."""
        for _ in range(40):
            QTest.qWait(10)
        while self.tasks.busy:
            QTest.qWait(10)

    def grab(self, folder: Path, name: str) -> None:
        """Save a picture of the window."""
        self.settle()
        self.window.grab().save(str(folder / f"{name}.png"))


def pictures(out: Path, width: int, height: int, scheme: Scheme) -> None:
    """The list in its groupings, with the pane open, and when nothing is found."""
    house = out / "house"
    house.mkdir(parents=True)
    app = QApplication.instance() or QApplication([])
    theme = Theme(app, scheme)  # type: ignore[arg-type]
    stage = Stage(furnish(house), width, height)
    name = f"{width}x{height}-{scheme.value}-{os.environ.get('QT_SCALE_FACTOR', '1')}x"
    stage.grab(out, f"{name}-late")
    for by in By:
        stage.page.filters.use(ActionFilters(Show.OPEN, by))
        stage.grab(out, f"{name}-{by.value}")
    stage.page.filters.use(ActionFilters(Show.PRESSING))
    stage.settle()
    stage.page.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(stage.page.list, Qt.Key.Key_Return)
    stage.grab(out, f"{name}-pane")
    stage.page.pane.status.status.choose("blocked")
    stage.page.pane.status.record()
    stage.grab(out, f"{name}-refused")
    stage.page.pane.close_action()
    stage.page.filters.field.setText("bestaat niet")
    QTest.qWait(300)
    stage.grab(out, f"{name}-none")
    stage.tasks.close()
    del theme


if __name__ == "__main__":
    wide, high = (int(side) for side in sys.argv[2].split("x"))
    pictures(Path(sys.argv[1]), wide, high, Scheme(sys.argv[3]))
