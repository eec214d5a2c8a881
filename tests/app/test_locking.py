"""The desk hears the system's own lock: a real D-Bus of the test's own, real signals on it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.ui.locking.idle import IdleWatch
from zvhdesk.ui.locking.macos import SessionWatch, screen_is_locked
from zvhdesk.ui.locking.windows import means_lock

ROOT = Path(__file__).parents[2]
SCREEN_SAVER = ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true")
SESSION = ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock")
AWAKE = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false")


def test_screen_lock_suspend_and_logind_lock_are_heard_and_waking_is_not(tmp_path: Path) -> None:
    assert shutil.which("dbus-run-session"), "the tests need dbus"
    sends = "; ".join(
        "dbus-send --session --type=signal " + " ".join(signal)
        for signal in (SCREEN_SAVER, SLEEP, AWAKE, SESSION)
    )
    script = (
        f"coproc CHILD {{ exec {sys.executable} {ROOT}/tests/app/bus_child.py; }}\n"
        'read -r first <&"${CHILD[0]}"; echo "$first"\n'
        f"{sends}\n"
        'for _ in 1 2 3; do read -r line <&"${CHILD[0]}"; echo "$line"; done\n'
        'exec {CHILD[1]}>&-; cat <&"${CHILD[0]}"\n'
    )
    run = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
        },
        check=False,
    )
    assert run.stdout.split("\n")[:4] == ["ready True", "locked", "locked", "locked"], run.stderr
    assert run.stdout.count("locked") == 3


def test_a_session_that_is_asked_locks_once_it_is_locked_or_slept(qtbot: QtBot) -> None:
    """For macOS, whose answers come from here: nobody is asked on the machine that runs this."""
    said, day, running, heard = [False], [1000.0], [50.0], list[float]()
    watch = SessionWatch(lambda: said[0], clocks=lambda: (day[0], running[0]))
    watch.locked.connect(lambda: heard.append(day[0]))

    def looks(*, locked: bool = False, slept: float = 0.0) -> int:
        said[0], day[0], running[0] = locked, day[0] + 1 + slept, running[0] + 1
        watch.look()
        return len(heard)

    assert [looks(), looks(locked=True), looks(locked=True), looks()] == [0, 1, 1, 1]
    assert [looks(slept=3600), looks(), looks(slept=-3600), looks()] == [2, 2, 2, 2]
    assert looks(slept=2) == 2, "a clock that was corrected"
    assert screen_is_locked() is False


@pytest.mark.parametrize(
    "message, first, locks",
    [(0x02B1, 7, True), (0x02B1, 8, False), (0x0218, 4, True), (0x0218, 7, False), (0x0010, 7, False)],
)
def test_windows_messages_that_mean_a_lock(message: int, first: int, locks: bool) -> None:
    assert means_lock(message, first) is locks


def test_idleness_locks_and_a_key_begins_the_wait_anew(qtbot: QtBot, qapp: QApplication) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = IdleWatch(0.005)
    qapp.installEventFilter(watch)
    with qtbot.waitSignal(watch.idle, timeout=5_000):
        QTest.keyClick(widget, Qt.Key.Key_A)
    watch.set_minutes(10)
    assert not watch.away
    seen = QObject()
    assert not watch.eventFilter(seen, QEvent(QEvent.Type.KeyPress))
    qapp.removeEventFilter(watch)


def test_who_comes_back_to_the_program_is_noticed(qtbot: QtBot, qapp: QApplication) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = IdleWatch(10, away_ms=1)
    qapp.installEventFilter(watch)
    qtbot.waitUntil(lambda: watch.away)
    with qtbot.waitSignal(watch.back, timeout=5_000):
        QTest.keyClick(widget, Qt.Key.Key_A)
    qapp.removeEventFilter(watch)
