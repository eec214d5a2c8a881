"""For every test: no screen, no unexpected log record, and a real encrypted house to work in."""

import functools
import gc
import itertools
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A process that a test starts and that crashes says where.
os.environ.setdefault("PYTHONFAULTHANDLER", "1")

from tests import beside, statements
from tests.bot import DressingBot
from tests.nursery import Nursery
from tests.worlds import FixedClock, SmallHouse, filled_house, new_desk, no_more, small_house, small_house_in
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import kek
from zvhdesk.ui import garbage
from zvhdesk.ui.theme import Scheme, Theme

# As in the program itself: what a test left of its windows is destroyed in their thread, and not on a lane.
gc.disable()
# Argon2 is a function of its arguments alone and takes a second by intent: the same passphrase with the same
# salt at the same cost is stretched once in a test run. The first time it is the real one. The houses of one
# run share a salt, or each of a hundred would take its second anew.
kek.stretched = functools.cache(kek.stretched)
kek.new_salt = functools.cache(kek.new_salt)
statements.share()
_ALL_OF_IT = 200
"""Tests after which everything is looked through, for what lived through the smaller looks: it takes half a
second in the end."""
_ended = itertools.count(1)


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Between the tests, as far as the windows' own look did not come to it."""
    yield
    if next(_ended) % _ALL_OF_IT:
        garbage.look()
    else:
        gc.collect()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: it is not looked through again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, and all else in the order of chance."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def _no_unexpected_log_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or worse in the log fails the test that caused it, unless it cleared the record itself."""
    yield
    for phase in ("setup", "call", "teardown"):
        for record in caplog.get_records(phase):
            assert record.levelno < logging.WARNING, (
                f"unexpected log record: {record.name} {record.levelname}"
            )


@pytest.fixture(autouse=True)
def _beside(request: pytest.FixtureRequest) -> Iterator[None]:
    """What ran beside a test travels with its report."""
    yield
    request.node.user_properties.extend((beside.PROPERTY, one) for one in beside.taken())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the processes and databases that ran beside the tests."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    told = [told for report in reports for told in getattr(report, "user_properties", ())]
    if seen := {value for key, value in told if key == beside.PROPERTY}:
        terminalreporter.section("ran beside the tests, in processes of their own")
        for line in beside.lines(sorted(seen)):
            terminalreporter.write_line(line)


@pytest.fixture
def clock() -> FixedClock:
    """The desk's clock: do 12 mrt 2026, 09:41 in Enschede; it moves only when a test says so."""
    return FixedClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """An empty new house, opened; with `house` it is that one."""
    folder = tmp_path / "house"
    folder.mkdir()
    if "house" in request.fixturenames and clock() == FixedClock()():
        opened = filled_house(folder, clock, no_more)[0].desk
    else:
        opened = new_desk(folder, clock)
    yield opened
    opened.close()


@pytest.fixture
def house(desk: Desk) -> SmallHouse:
    """A house with settings, partners, tables and one case in assessment with a betrokkene."""
    return small_house_in(desk) or small_house(desk)


@pytest.fixture
def qtbot(theme: Theme, request: pytest.FixtureRequest) -> DressingBot:
    """The bot of pytest-qt, under the look of the program."""
    return DressingBot(request)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the program, which every window needs once."""
    found = qapp.findChild(Theme)
    return found if isinstance(found, Theme) else Theme(qapp, Scheme.LIGHT)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where the programs that are killed are forked."""
    made = Nursery("tests.killed.child", "tests.attack.working_child")
    yield made
    made.close()
