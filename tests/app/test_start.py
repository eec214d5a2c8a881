"""What is loaded when the unlock window is painted: the bound of `make bench`, without a clock."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zvhdesk.services.opening import make_vault

ROOT = Path(__file__).parents[2]
COSTLY = {
    "PySide6.QtSvg",
    "concurrent.futures",
    "dataclasses",
    "datetime",
    "platform",
    "sqlalchemy",
    "zvhdesk.late",
    "zvhdesk.ui.kit",
    "zvhdesk.ui.tasks",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("start") / "huis"
    make_vault(folder, "Huis", "vijf woorden voor een snel huis", None, datetime.now(UTC))
    child = subprocess.run(
        [sys.executable, ROOT / "tests/app/loaded_child.py", str(folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.returncode == 0, child.stderr
    found: dict[str, list[str]] = json.loads(child.stdout)
    return found


def test_the_unlock_window_waits_for_nothing_it_does_not_need(told: dict[str, list[str]]) -> None:
    assert not COSTLY & set(told["modules"])
    assert len([name for name in told["modules"] if name.startswith("zvhdesk")]) <= 30


def test_the_unlock_window_waits_for_none_of_the_large_enumerations(told: dict[str, list[str]]) -> None:
    assert told["enumerations"] == []


def test_it_is_the_real_window_and_ready_to_be_typed_in(told: dict[str, list[str]]) -> None:
    assert told["windows"] == ["unlock"]
    assert told["focus"] == ["unlock.passphrase"]
