"""The two seconds before a line reaches the wall."""

from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from zvhdesk.ui.console.release import WAIT_MS, Release


def test_two_seconds_is_the_rule() -> None:
    assert WAIT_MS == 2000


def test_a_row_is_released_by_itself_and_not_a_moment_too_soon(qtbot: QtBot) -> None:
    release = Release(wait_ms=60)
    began = monotonic()
    with qtbot.waitSignal(release.released, timeout=5000) as told:
        release.wait("a")
        assert release.waiting == {"a"}
    assert told.args == ["a"]
    assert monotonic() - began >= 0.059
    assert release.waiting == frozenset()


def test_rows_are_released_in_the_order_they_were_recorded(qtbot: QtBot) -> None:
    release, order = Release(wait_ms=30), list[str]()
    release.released.connect(order.append)
    for row in ("a", "b", "c"):
        release.wait(row)
    qtbot.waitUntil(lambda: not release.waiting, timeout=5000)
    assert order == ["a", "b", "c"]


def test_stop_keeps_the_newest_back_and_only_that_one(qtbot: QtBot) -> None:
    release, order = Release(wait_ms=40), list[str]()
    release.released.connect(order.append)
    for row in ("a", "b", "c"):
        release.wait(row)
    assert release.stop() == "c"
    assert release.waiting == {"a", "b"}
    assert release.stop() == "b"
    qtbot.waitUntil(lambda: not release.waiting, timeout=5000)
    assert order == ["a"]
    assert release.stop() is None


def test_a_row_that_is_taken_back_is_never_released(qtbot: QtBot) -> None:
    release, order = Release(wait_ms=20), list[str]()
    release.released.connect(order.append)
    release.wait("a")
    release.wait("b")
    release.forget("a")
    release.forget("unknown")
    qtbot.waitUntil(lambda: order == ["b"], timeout=5000)
    release.wait("c")
    release.clear()
    assert release.waiting == frozenset()
    assert release.stop() is None


def test_waiting_again_begins_anew(qtbot: QtBot) -> None:
    release, order = Release(wait_ms=30), list[str]()
    release.released.connect(order.append)
    release.wait("a")
    release.wait("b")
    release.wait("a")
    assert release.stop() == "a"
    qtbot.waitUntil(lambda: not release.waiting, timeout=5000)
    assert order == ["b"]


@pytest.mark.parametrize("act", ["wait", "forget"])
def test_every_change_of_what_waits_is_told(qtbot: QtBot, act: str) -> None:
    release = Release(wait_ms=10_000)
    if act == "forget":
        release.wait("a")
    with qtbot.waitSignal(release.changed, timeout=1000):
        getattr(release, act)("a")
