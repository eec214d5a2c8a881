"""A machine with a dead battery starts in 1970 or 2000: it says so, all opens, and what is typed is kept."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.lanes import OnLanes
from tests.meetings.world import Template
from tests.worlds import KEY, FixedClock
from zvhdesk.models.cases import Case
from zvhdesk.services import editing, opening
from zvhdesk.services.desk import Desk
from zvhdesk.ui.shell import Page
from zvhdesk.ui.theme import Theme
from zvhdesk.workbench import Workbench

PAGES = ("board", "actions", "tables", "plans", "import", "admin", "enrol", "server")


class Bench(OnLanes[Page]):
    """A house in its window, at a clock."""

    def __init__(self, qtbot: QtBot, folder: Path, clock: FixedClock) -> None:
        super().__init__(qtbot)
        self.tasks.open(lambda: Desk.open(folder, KEY, clock), lambda _none: None)
        words = self.asked(lambda desk: desk.read(lambda s: opening.house_words(s, desk.user)))
        self.bench = Workbench(self.tasks, words, clock)
        self.bench.show()
        self.settle()

    def end(self) -> None:
        """As the program ends."""
        self.bench.leave()
        self.bench.hang_up()
        self.settle()
        self.bench.window.deleteLater()
        self.bench.deleteLater()
        self.tasks.close()


@pytest.fixture(params=[1970, 2000])
def opened(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, made: Template, clock: FixedClock
) -> Iterator[Bench]:
    clock.now = datetime(request.param, 1, 1, 0, 3, tzinfo=ZoneInfo("Europe/Amsterdam"))
    bench = Bench(qtbot, made.folder, clock)
    yield bench
    bench.end()


def test_it_says_so_and_everything_opens(opened: Bench, clock: FixedClock) -> None:
    window = opened.bench.window
    assert f"De klok van deze computer staat op 1 jan {clock.now.year}" in window.notice.text
    case = opened.asked(lambda desk: desk.read(lambda s: s.scalars(select(Case.id)).first()))
    assert case is not None
    for key in PAGES:
        window.go(key)
        opened.settle()
    window.go("dossier", case)
    opened.settle()
    assert window.key == "dossier"


def test_what_is_typed_is_kept_and_stays_when_the_clock_is_right(opened: Bench, clock: FixedClock) -> None:
    case = opened.asked(lambda desk: desk.read(lambda s: s.scalars(select(Case.id)).first()))
    cell = ("case_", str(case), "question")
    opened.asked(
        lambda desk: desk.change(lambda s: editing.save(s, "d", cell, "Wie belt?", 10**6), "case.edit")
    )
    clock.now = datetime(2026, 3, 12, 9, 41, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert opened.asked(lambda desk: desk.read(lambda s: s.get_one(Case, cell[1]).question)) == "Wie belt?"


def test_a_right_clock_is_not_spoken_of(
    qtbot: QtBot, theme: Theme, made: Template, clock: FixedClock
) -> None:
    bench = Bench(qtbot, made.folder, clock)
    assert "klok" not in bench.bench.window.notice.text
    bench.end()
