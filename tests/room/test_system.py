"""What the room screen asks of the system: an awake display, windows out of the capture, its own scale."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.ui.room.window import RoomWindow
from zvhdesk.ui.room.windows import CaptureShield, exclude_from_capture

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "room"


def environment(home: Path, **more: str) -> dict[str, str]:
    plain = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return {**plain, "QT_QPA_PLATFORM": "offscreen", **more}


@pytest.mark.parametrize(
    "saver, heard",
    [
        (["saver"], ["inhibit ZVH Desk Bijeenkomst", "let go False", "end False"]),
        ([], ["end False"]),
    ],
)
def test_the_display_is_kept_awake_while_live_and_no_longer(
    tmp_path: Path, saver: list[str], heard: list[str]
) -> None:
    assert shutil.which("dbus-run-session"), "the tests need dbus: python tools/setup.py dev"
    run = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(HERE / "awake_child.py"), *saver],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=environment(tmp_path),
        check=False,
    )
    assert (run.returncode, run.stdout.splitlines()) == (0, heard), run.stderr


def test_at_twice_the_scale_the_wall_is_twice_as_sharp(tmp_path: Path) -> None:
    for factor in ("1", "2"):
        run = subprocess.run(
            [sys.executable, str(HERE / "scaled_child.py")],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=ROOT,
            env=environment(tmp_path, QT_SCALE_FACTOR=factor),
            check=False,
        )
        assert run.stdout.split() == [str(float(factor)), "True", "True"], run.stderr


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_window_but_the_rooms_is_kept_out_of_what_is_shared(
    qtbot: QtBot, console: QWidget, window: RoomWindow
) -> None:
    kept: list[int] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    shield = CaptureShield("room.window", owner, kept.append)
    shield.raise_()
    shield.raise_()
    assert int(console.winId()) in kept
    dialog, menu = QDialog(console), QMenu(console)
    qtbot.addWidget(dialog)
    dialog.open()
    menu.addAction("Gereed")
    menu.show()
    assert {int(dialog.winId()), int(menu.winId())} <= set(kept)
    window.hide()
    window.show()
    assert int(window.winId()) not in kept
    shield.lower()
    count = len(kept)
    dialog.hide()
    dialog.show()
    assert len(kept) == count
    menu.close()


def test_elsewhere_than_on_windows_there_is_nothing_to_exclude() -> None:
    exclude_from_capture(1)
