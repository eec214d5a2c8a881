"""Screens that come and go while a meeting is live, on a real display server of the test's own."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest

ROOT = Path(__file__).parents[2]
DESK = ("--setmonitor", "DESK", "1280/339x1080/286+0+0", "screen")
WALL = ("--setmonitor", "WALL", "1920/509x1080/286+1280+0", "none")
MOVED = ("--setmonitor", "BEAMER", "1920/509x1080/286+1280+0", "none")
MIRROR = ("--setmonitor", "WALL", "1280/339x1080/286+0+0", "none")
GONE = ("--delmonitor", "WALL")
WAIT = 15.0


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A display of 3200 by 1080 with one screen of 1280 on it."""
    for program in ("Xvfb", "xrandr"):
        assert shutil.which(program), f"the tests need {program}: python tools/setup.py dev"
    told, tell = os.pipe()
    with (tmp_path / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(tell), "-screen", "0", "3200x1080x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(tell,),
            stdout=log,
            stderr=log,
        )
    os.close(tell)
    with os.fdopen(told) as answer:
        number = answer.readline().strip()
    try:
        assert number, f"Xvfb did not start: {(tmp_path / 'xvfb.log').read_text('utf-8')}"
        xrandr(f":{number}", *DESK)
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(WAIT)


def xrandr(display: str, *change: str) -> None:
    env = {"DISPLAY": display, "PATH": os.environ["PATH"]}
    subprocess.run(["xrandr", *change], env=env, check=True, capture_output=True, timeout=WAIT)


class Live:
    """The child with its meeting: tell it a step, wait for a line."""

    def __init__(self, display: str, folder: Path) -> None:
        home = folder / "house"
        home.mkdir()
        self.display = display
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "room" / "screens_child.py"), str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(folder),
                "PYTHONPATH": str(ROOT),
                "DISPLAY": display,
                "QT_QPA_PLATFORM": "xcb",
                "LC_ALL": "C.UTF-8",
            },
        )
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.seen: list[str] = []

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def tell(self, step: str) -> list[str]:
        """Do a step; what was said until it was done."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{step}\n")
        self.process.stdin.flush()
        return self.until(f"done {step}")

    def until(self, start: str) -> list[str]:
        """Lines up to and with the first that begins so."""
        said: list[str] = []
        try:
            while not said or not said[-1].startswith(start):
                said.append(self._lines.get(timeout=WAIT))
        except Empty:
            pytest.fail(f"waited for {start!r}, heard {said}")
        self.seen += said
        return said

    def change(self, *what: str) -> None:
        xrandr(self.display, *what)

    def close(self) -> None:
        """End it by closing its input, or at once when it does not listen."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            status = self.process.wait(WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()
        assert status == 0, self.seen


@pytest.fixture
def live(display: str, tmp_path: Path) -> Iterator[Live]:
    made = Live(display, tmp_path)
    try:
        made.until("ready 1")
        yield made
    finally:
        made.close()


def holds(live: Live, *what: str) -> str:
    """What the display holds where the wall is, once it is one of these."""
    for _ in range(100):
        held = next(line for line in live.tell("look") if line.startswith("holds"))
        if held in {f"holds ['{name}']" for name in what}:
            break
    return held


def test_plugged_unplugged_while_live_back_again_mirrored_and_dragged(live: Live) -> None:
    # One screen: it says so, and there is no window.
    assert live.tell("begin")[0].startswith("told Er is één scherm.")
    # A second one: it asks, and only then opens there, covered, without taking the keyboard.
    live.change(*WALL)
    assert live.until("asked")[-1] == "asked Er is een tweede scherm: WALL. Daar het zaalscherm openen?"
    assert "opened True" in live.tell("yes")
    said = live.tell("look")
    assert "console DESK window True (1280, 0, 1920, 1080)" in said
    assert holds(live, "cover") == "holds ['cover']"
    assert "active False keyboard False" in said
    # A case, then another: on the display itself, with a cover in between.
    live.tell("show")
    live.until("painted item-1")
    assert holds(live, "item-1") == "holds ['item-1']"
    said = live.tell("show2")
    assert [line for line in said if line.startswith("painted")] == ["painted cover"]
    live.until("painted item-2")
    assert holds(live, "item-2") == "holds ['item-2']"
    assert (
        "holds ['item-1']" not in live.seen[live.seen.index("show True", live.seen.index("painted item-1")) :]
    )
    # Unplugged while live: covered, closed, told. It never came to the chair's screen.
    live.change(*GONE)
    said = live.until("told")
    assert "painted cover" in said
    assert "painted item-2" not in said
    assert said[-1] == "told Het zaalscherm is weg: het is afgedekt en gesloten."
    assert live.tell("look")[0].startswith("console DESK window False")
    assert live.until("told")[-1].startswith("told Er is één scherm.")
    # Back: remembered, asked, not opened by itself.
    live.change(*WALL)
    assert live.until("asked")[-1] == "asked Zaalscherm WALL is er weer. Daar openen?"
    assert "window False" in live.tell("look")[0]
    live.tell("yes")
    live.tell("show")
    live.until("painted item-1")
    # The chair's own window dragged onto it: covered and away.
    assert live.tell("drag")
    live.until("told Het zaalscherm kwam op uw eigen scherm")
    assert "window False" in live.tell("look")[0]


def test_a_mirrored_screen_is_refused_with_the_reason(live: Live) -> None:
    live.change(*MIRROR)
    live.tell("begin")
    said = live.until("told Het tweede scherm toont hetzelfde als dit scherm")
    assert not [line for line in said if line.startswith("asked")]
    assert "window False" in live.tell("look")[0]
