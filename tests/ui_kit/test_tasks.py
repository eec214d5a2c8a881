"""The lanes with a real encrypted desk."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.worlds import KEY, FixedClock, SmallHouse, small_house
from zvhdesk.domain.refusals import BadInput, NothingToUndo, Refused
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.services.desk import Changes, Desk
from zvhdesk.ui.bug import Bug
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.ticket import Stopped, Ticket


def idle(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> Tasks:
    folder = tmp_path / "lane"
    folder.mkdir()
    heard: list[None] = []
    tasks.open(lambda: Desk.create(folder, KEY, FixedClock()), heard.append)
    idle(qtbot, tasks)
    assert heard == [None]
    return tasks


class Page(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take(self, value: object) -> None:
        self.got.append(value)


def test_the_desk_lives_on_one_thread_and_answers_come_in_this_one(qtbot: QtBot, opened: Tasks) -> None:
    there: list[int] = []
    here: set[int] = set()
    for _ in range(3):
        opened.ask(lambda _desk: threading.get_ident(), there.append)
        opened.read(lambda _session: threading.get_ident(), there.append)
        opened.read(lambda _session: 1, lambda _one: here.add(threading.get_ident()))
    idle(qtbot, opened)
    assert here == {threading.get_ident()}
    assert len(there) == 6
    assert len(set(there)) == 1
    assert here.isdisjoint(there)


def test_a_change_is_announced_before_its_answer(qtbot: QtBot, opened: Tasks) -> None:
    heard: list[object] = []
    opened.changed.connect(heard.append)
    opened.ask(small_house, heard.append)
    idle(qtbot, opened)
    assert [type(one) for one in heard] == [Changes, SmallHouse]


def test_a_change_runs_in_one_act(qtbot: QtBot, opened: Tasks) -> None:
    acts: list[object] = []
    opened.change(lambda session: session.act.intent, "case.edit", acts.append, base_rev=0)
    idle(qtbot, opened)
    assert acts == ["case.edit"]


def _refuse(_session: object) -> None:
    raise Refused(BadInput("name", "Vul een naam in."))


def test_a_refusal_goes_to_who_asked_and_else_to_everyone(qtbot: QtBot, opened: Tasks) -> None:
    asked: list[object] = []
    all_: list[object] = []
    opened.refused.connect(all_.append)
    opened.read(_refuse, asked.append, asked.append)
    idle(qtbot, opened)
    assert asked == [BadInput("name", "Vul een naam in.")]
    opened.read(_refuse, asked.append)
    idle(qtbot, opened)
    assert len(asked) == 1
    assert all_ == asked


def test_a_house_that_stays_closed_says_why(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    heard: list[object] = []
    tasks.open(lambda: Desk.open(tmp_path, KEY), lambda _none: heard.append("open"), heard.append)
    idle(qtbot, tasks)
    assert len(heard) == 1
    assert heard != ["open"]


def test_store_refusals_and_rule_refusals_travel_the_same_road(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[object] = []

    def no(ticket: Ticket) -> None:
        raise StoreRefused(NothingToUndo())  # type: ignore[arg-type]

    tasks.work(no, heard.append, heard.append)
    idle(qtbot, tasks)
    assert heard == [NothingToUndo()]


def test_an_error_of_ours_becomes_a_bug_without_its_words(qtbot: QtBot, opened: Tasks) -> None:
    bugs: list[Bug] = []
    opened.bug.connect(bugs.append)

    def fail(_session: object) -> None:
        raise ValueError("Jan Jansen, 123456782")

    opened.read(fail, lambda _none: None, bugs.append)
    idle(qtbot, opened)
    (bug,) = bugs
    assert bug.kind == "ValueError"
    assert bug.places[-1].startswith("tests.ui_kit.test_tasks:") or "test_tasks" in bug.places[-1]
    assert "Jan" not in bug.report()
    assert "1234" not in bug.report()


def test_without_a_desk_reading_is_a_bug_and_not_a_crash(qtbot: QtBot, tasks: Tasks) -> None:
    bugs: list[Bug] = []
    tasks.bug.connect(bugs.append)
    tasks.read(lambda _session: 1, lambda _one: None)
    idle(qtbot, tasks)
    assert [bug.kind for bug in bugs] == ["RuntimeError"]


def test_answers_for_a_page_that_is_gone_are_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    page, other = Page(), Page()
    heard: list[object] = []
    gate = threading.Event()

    def slowly(_ticket: Ticket) -> int:
        gate.wait(10)
        return 7

    tasks.work(slowly, page.take)
    tasks.work(lambda _ticket: 8, heard.append, owner=page)
    tasks.work(lambda _ticket: 9, other.take)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    gate.set()
    idle(qtbot, tasks)
    assert (page.got, heard, other.got) == ([], [], [9])


def test_work_tells_how_far_it_is_and_ends_at_its_last_step(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[tuple[int, int]] = []

    def count(ticket: Ticket) -> str:
        for at in range(1, 1001):
            ticket.report(at, 1000)
        return "klaar"

    done: list[str] = []
    tasks.work(count, done.append, progress=lambda at, all_: steps.append((at, all_)))
    idle(qtbot, tasks)
    assert done == ["klaar"]
    assert steps[-1] == (1000, 1000)
    assert steps == sorted(steps)
    assert len(steps) < 1000, "not one signal per row"


def test_work_that_is_stopped_answers_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[object] = []
    tasks.bug.connect(heard.append)
    started, gate = threading.Event(), threading.Event()

    def endless(ticket: Ticket) -> None:
        started.set()
        gate.wait(10)
        ticket.report(1, 2)

    ticket = tasks.work(endless, heard.append, heard.append)
    assert started.wait(10)
    ticket.stop()
    gate.set()
    idle(qtbot, tasks)
    assert heard == []
    assert ticket.stopped
    with pytest.raises(Stopped):
        ticket.report(2, 2)


def test_busy_is_said_once_per_stretch(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[bool] = []
    tasks.busy_changed.connect(heard.append)
    tasks.work(lambda _ticket: 1, lambda _one: tasks.work(lambda _ticket: 2, lambda _two: None))
    idle(qtbot, tasks)
    assert heard == [True, False]
