"""The contracts of import-linter in pyproject.toml bite: each forbidden import, planted, is found."""

import shutil
from pathlib import Path

import pytest

from tests.frame.linting import linted
from tests.frame.tree import ROOT

PACKAGES = ["pair", "line", "wire", "domain", "models", "services", "sync", "demo", "ui", "cli", "tour"]
MODULES = [
    *("window", "app", "surroundings", "later", "late", "loading", "behind", "entering", "threshold"),
    *("founding_apart", "founding", "workbench", "selftest", "__main__"),
]


PLANTED = [
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
]
INNOCENT = ("", "")


def skeleton(root: Path) -> Path:
    """A program with our contracts and nothing in its packages."""
    root.mkdir()
    shutil.copy(ROOT / "pyproject.toml", root)
    for package in ("", *PACKAGES):
        folder = root / "zvhdesk" / package
        folder.mkdir()
        (folder / "__init__.py").write_text("", "utf-8")
    (root / "zvhserver").mkdir()
    (root / "zvhserver" / "__init__.py").write_text("", "utf-8")
    for module in MODULES:
        (root / "zvhdesk" / f"{module}.py").write_text("", "utf-8")
    return root


def plant(root: Path, package: str, line: str) -> None:
    """An import in a package, which may be a new one."""
    # app holds Qt, as it does in the program: who imports app has Qt, by a longer road.
    (root / "zvhdesk" / "app.py").write_text("from PySide6 import QtCore\n", "utf-8")
    place = root / "zvhdesk" / package
    place.mkdir(exist_ok=True)
    (place / "__init__.py").write_text(f"{line}\n", "utf-8")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[int, str]]:
    """What import-linter said of a program with each import planted, and of one without."""
    folder = tmp_path_factory.mktemp("planted")
    cases = [INNOCENT, *PLANTED]
    roots = [skeleton(folder / str(at)) for at in range(len(cases))]
    for root, (package, line) in zip(roots[1:], PLANTED, strict=True):
        plant(root, package, line)
    return dict(zip(cases, linted(*map(str, roots)), strict=True))


def test_an_innocent_program_passes(said: dict[tuple[str, str], tuple[int, str]]) -> None:
    status, words = said[INNOCENT]
    assert status == 0, words
    assert "7 kept, 0 broken" in words


@pytest.mark.parametrize("package, line", PLANTED)
def test_a_planted_import_is_found(
    said: dict[tuple[str, str], tuple[int, str]], package: str, line: str
) -> None:
    status, words = said[package, line]
    assert status == 1, words
