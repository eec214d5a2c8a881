"""The self-test says what holds, fails when something does not, and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tour.running import ROOT, environment
from zvhdesk import selftest
from zvhdesk.selftest import Failed


def test_it_holds_on_this_installation_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Where there is no display, it draws in memory."""
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "zvhdesk", "--self-test"],
        cwd=ROOT,
        env={**environment(home), "QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"ok    {name}" for name, _ in selftest.CHECKS]
    assert "(offscreen)" in done.stdout
    left = [path for path in home.rglob("*") if path.is_file() and "fontconfig" not in path.parts]
    assert left == []


def test_a_check_that_fails_is_said_and_makes_the_status(capsys: pytest.CaptureFixture[str]) -> None:
    def holds(_: Path) -> str:
        return "goed"

    def fails(_: Path) -> str:
        raise Failed("het is stuk")

    def breaks(folder: Path) -> str:
        (folder / "geheim van mevrouw").read_text("utf-8")
        return ""

    assert selftest.run((("twee", fails),)) == selftest.run((("drie", breaks),)) == 1
    capsys.readouterr()
    assert selftest.run((("een", holds), ("twee", fails), ("drie", breaks), ("vier", holds))) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok    een: goed",
        "FOUT  twee: het is stuk",
        "FOUT  drie: FileNotFoundError",
        "ok    vier: goed",
    ]


def test_the_folder_of_a_check_is_gone_afterwards() -> None:
    seen: list[Path] = []

    def leaves(folder: Path) -> str:
        (folder / "rest.txt").write_text("rest", "utf-8")
        seen.append(folder)
        return ""

    selftest.run((("een", leaves),))
    assert seen
    assert not seen[0].exists()
