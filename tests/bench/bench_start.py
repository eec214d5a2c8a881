"""Process start to first paint of the unlock window, against an empty PySide6 window (at most 1.5)."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from zvhdesk.services.opening import make_vault

ROOT = Path(__file__).parents[2]
ROUNDS = 9


def _seconds(*arguments: str) -> float:
    begin = time.monotonic()  # the same clock in the child, which says when it painted
    run = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        timeout=30,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(run.stdout) - begin


def main() -> None:
    """Interleaved runs; the medians and their ratio as JSON."""
    with tempfile.TemporaryDirectory() as scratch:
        house = Path(scratch) / "house"
        make_vault(
            house,
            "Zorg- en Veiligheidshuis Meting",
            "vijf gewone woorden voor meting",
            None,
            datetime.now(UTC),
        )
        (house / "desk.db").write_bytes(b"not opened by the unlock window")
        empty, unlock = [], []
        for _ in range(ROUNDS):
            empty.append(_seconds("tests/bench/child_empty_window.py"))
            unlock.append(_seconds("tests/bench/child_unlock_window.py", str(house)))
    base, ours = statistics.median(empty), statistics.median(unlock)
    figures = {"empty_window_s": base, "unlock_window_s": ours, "ratio": ours / base, "at_most": 1.5}
    print(json.dumps({"start": {name: round(value, 3) for name, value in figures.items()}}))


if __name__ == "__main__":
    main()
