"""tools/setup.py: once is enough, a changed lock is seen, what it may not install it names."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.frame.tree import ROOT

SCRIPTS: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
"""The commands of the project, and what each of them calls."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with only the set-up in it, and an environment that looks finished."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", root / "requirements")
    interpreter = root / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text("", "utf-8")
    return root


def ask(checkout: Path, code: str) -> list[str]:
    asked = subprocess.run(
        [sys.executable, "-P", "-c", f"import setup; {code}"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(checkout / "tools")},
    )
    return asked.stdout.split()


def test_who_has_the_tests_has_the_program_too(checkout: Path) -> None:
    said = ask(checkout, "setup.stamp('dev'); print(setup.is_ready('dev'), setup.is_ready('demo'))")
    assert said == ["True", "True"]


def test_who_has_the_program_has_not_the_tests(checkout: Path) -> None:
    said = ask(checkout, "setup.stamp('demo'); print(setup.is_ready('dev'), setup.is_ready('demo'))")
    assert said == ["False", "True"]


def test_a_changed_lock_is_installed_anew(checkout: Path) -> None:
    ask(checkout, "setup.stamp('dev')")
    lock = checkout / "requirements" / "desk.txt"
    lock.write_text(lock.read_text("utf-8").replace("==", "==9", 1), "utf-8")
    assert ask(checkout, "print(setup.is_ready('dev'), setup.is_ready('demo'))") == ["True", "False"]


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_each_command_of_the_project_is_there_and_answers(name: str) -> None:
    """Of the checkout, and as an installed package calls it: without any words."""
    module, _, function = SCRIPTS[name].partition(":")
    installed = f"import sys; from {module} import {function}; sys.argv[0] = {name!r}; sys.exit({function}())"
    here = [str(Path(sys.executable).parent / name)]
    for command in (here, [sys.executable, "-c", installed]):
        done = subprocess.run([*command, "--help"], check=False, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert f": {name} [-h]" in done.stdout.splitlines()[0]


def test_a_checkout_that_was_moved_is_installed_anew(checkout: Path) -> None:
    ask(checkout, "setup.stamp('demo')")
    moved = checkout.parent / "elsewhere"
    checkout.rename(moved)
    assert ask(moved, "print(setup.is_ready('demo'))") == ["False"]


def test_what_it_may_not_install_it_names_and_stops(checkout: Path) -> None:
    # With nothing on the path there is no apt-get either, whoever asks.
    done = subprocess.run(
        [sys.executable, str(checkout / "tools" / "setup.py"), "dev"],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": str(checkout / "nothing"), "HOME": str(checkout)},
    )
    assert done.returncode == 1
    missing = done.stderr.splitlines()[0]
    assert missing.startswith("Missing on this system: ")
    assert missing.endswith("xvfb x11-xserver-utils gnome-keyring dbus")
    assert f"apt-get install --no-install-recommends {missing.split(': ')[1]}" in done.stderr


def test_a_second_call_does_nothing_and_says_nothing(checkout: Path) -> None:
    ask(checkout, "setup.stamp('demo')")
    done = subprocess.run(
        [sys.executable, str(checkout / "tools" / "setup.py"), "demo"],
        check=False,
        capture_output=True,
        text=True,
        env={key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
