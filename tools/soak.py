"""``make soak``: the long runs. The program is killed 200 times in a live meeting, and nothing may be lost.

Arguments, or the same as environment: --kills (KILLS), --minutes (MINUTES), --seed (SEED) to go on where a
run was broken off. docs/soak.md has what was seen.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """The exit status of the run: 0 when nothing was lost."""
    return subprocess.run(
        [sys.executable, "-m", "tests.killed.soak", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
