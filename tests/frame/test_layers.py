"""The contracts of import-linter in pyproject.toml bite: each forbidden import, planted, is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.frame.tree import ROOT

LINTER = Path(sys.executable).parent / "lint-imports"
PACKAGES = ["pair", "line", "wire", "domain", "models", "services", "sync", "demo", "ui", "cli", "tour"]
MODULES = [
    *("window", "app", "surroundings", "later", "late", "loading", "behind", "entering", "threshold"),
    *("founding_apart", "founding", "workbench", "selftest", "__main__"),
]


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A program with our contracts and nothing in its packages."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("", *PACKAGES):
        folder = tmp_path / "zvhdesk" / package
        folder.mkdir()
        (folder / "__init__.py").write_text("", "utf-8")
    (tmp_path / "zvhserver").mkdir()
    (tmp_path / "zvhserver" / "__init__.py").write_text("", "utf-8")
    for module in MODULES:
        (tmp_path / "zvhdesk" / f"{module}.py").write_text("", "utf-8")
    return tmp_path


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-logo", "--no-cache"], cwd=root, check=False, capture_output=True, text=True
    )


def test_an_innocent_program_passes(skeleton: Path) -> None:
    done = lint(skeleton)
    assert done.returncode == 0, done.stdout
    assert "7 kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    "package, line",
    [
        ("domain", "import os"),
        ("domain", "import time"),
        ("domain", "from sqlalchemy import select"),
        ("domain", "from zvhdesk import services"),
        ("models", "from zvhdesk import services"),
        ("services", "from PySide6 import QtCore"),
        ("services", "from zvhdesk import ui"),
        ("demo", "from PySide6 import QtCore"),
        ("cli", "from zvhdesk import app"),
        ("sync", "from PySide6 import QtCore"),
        ("sync", "import time"),
        ("sync", "from zvhdesk import ui"),
        ("ui", "from zvhdesk import sync"),
        ("wire", "from zvhdesk import models"),
        ("wire", "import os"),
        ("ui", "from sqlalchemy.orm import Session"),
        ("ui", "from zvhdesk import models"),
        ("ui", "from zvhdesk import app"),
        ("new", "import os"),
    ],
)
def test_a_planted_import_is_found(skeleton: Path, package: str, line: str) -> None:
    # app holds Qt, as it does in the program: who imports app has Qt, by a longer road.
    (skeleton / "zvhdesk" / "app.py").write_text("from PySide6 import QtCore\n", "utf-8")
    place = skeleton / "zvhdesk" / package
    place.mkdir(exist_ok=True)
    (place / "__init__.py").write_text(f"{line}\n", "utf-8")
    done = lint(skeleton)
    assert done.returncode != 0, done.stdout
