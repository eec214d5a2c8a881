"""Process start to the painted unlock window, against an empty PySide6 window (at most 1.5).

Besides the time on the clock, which is what the bound is about, the seconds of processor time of both, which
other work on the machine disturbs less.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from zvhdesk.services.opening import make_vault

ROOT = Path(__file__).parents[2]
ROUNDS = 21


# The bytecode of the program is kept beside it, as on every machine where it ever ran; with this variable
# a developer's machine would compile what was changed anew at every start.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _start(*arguments: str) -> tuple[float, float]:
    """Seconds until it was painted, and seconds of processor time."""
    before = _used()
    begin = time.monotonic()  # the same clock in the child, which says when it painted
    run = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        timeout=30,
        cwd=ROOT,
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(run.stdout) - begin, _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


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
        children = (["tests/bench/child_empty_window.py"], ["tests/bench/child_unlock_window.py", str(house)])
        rounds = [[_start(*child) for child in children] for _ in range(ROUNDS + 1)]
        del rounds[0]  # it found cold files and wrote the bytecode
    # A machine that changes its speed midway does so for both of a round, so the rounds are compared, not the
    # two medians: those may come from different speeds.
    figures = {
        "empty_window_s": statistics.median(empty[0] for empty, _ in rounds),
        "unlock_window_s": statistics.median(unlock[0] for _, unlock in rounds),
        "ratio": statistics.median(unlock[0] / empty[0] for empty, unlock in rounds),
        "at_most": 1.5,
        "ratio_of_processor_time": statistics.median(unlock[1] / empty[1] for empty, unlock in rounds),
    }
    print(json.dumps({"start": {name: round(value, 3) for name, value in figures.items()}}))


if __name__ == "__main__":
    main()
