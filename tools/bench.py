"""Run every benchmark in tests/bench and print its figures: ratios measured in one run."""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """One line of JSON per benchmark, then the machine. Non-zero when a ratio or a rate misses its bound."""
    over = 0
    for script in sorted((ROOT / "tests" / "bench").glob("bench_*.py")):
        run = subprocess.run(
            [sys.executable, str(script)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        if run.returncode:
            print(f"{script.name} failed:\n{run.stderr}", file=sys.stderr)
            return run.returncode
        figures = json.loads(run.stdout.splitlines()[-1])
        for name, values in figures.items():
            print(json.dumps({name: values}))
            over += values["ratio"] > values["at_most"]
            over += values.get("per_second", 0) < values.get("at_least", 0)
    print(json.dumps({"machine": platform.platform(), "python": platform.python_version()}))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
