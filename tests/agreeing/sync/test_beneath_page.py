"""A case whose making was taken back, with work of a colleague in it: the page brings it back by a button."""

from functools import partial

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.agreeing.enrolment.in_house import InHouse
from tests.agreeing.sync import disagreeing
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import goal
from tests.agreeing.sync.test_apart import case as made
from tests.agreeing.sync.test_beneath import goals, take_back
from tests.pictures import keep
from zvhdesk.domain.standing import Stand
from zvhdesk.services.clock import system_clock


def test_one_click_brings_the_case_back_with_the_work_in_it(qtbot: QtBot, two: Two) -> None:
    first, second, _old = two
    for one in (first, second):
        one.clock.now = system_clock()
    both = disagreeing.Two(first, second)
    case = made(first, "2026-0300")
    disagreeing.agree(both)
    goal(second, case, "Veilig thuis")
    take_back(first)
    disagreeing.agree(both)
    assert goals(second, case) == set()
    folder, url = first.desk.folder, first.server.address
    first.close()
    seen = InHouse(qtbot, folder, url, first.clock)
    seen.show_window()
    seen.main.go("server")
    with qtbot.waitSignal(seen.line.passed, timeout=20_000):
        seen.line.begin()
    seen.settle()
    assert seen.line.standing.stand is Stand.ATTENTION
    found = partial(seen.window.findChildren, QPushButton)
    (back,) = (one for one in found() if one.objectName().endswith(".restore"))
    assert back.text() == "Terugzetten"
    keep(seen.window, "samenwerken-terugzetten")
    back.click()
    seen.until(lambda: not any(one.objectName().endswith(".restore") and one.isVisible() for one in found()))
    seen.until(lambda: second.exchange().halt is None and goals(second, case) == {"Veilig thuis"})
    seen.line.close()
    seen.tasks.close()
