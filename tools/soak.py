"""``make soak``: the long runs. Programs are killed, networks break, clocks jump, and nothing may be lost.

Arguments, or the same as environment: --minutes (MINUTES), --seed (SEED) and --first (FIRST) to go on where a
run was broken off, --times (TIMES) the tests' own sizes in one shard, --kills (KILLS) of the program at the
table, 0 for none. docs/soak.md has what was seen.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[1]
BLOCK = 100
"""Seeds from one shard to the next: more than any test takes in one."""
PROOFS = {
    "T1 interleavings of the rule": "tests/agreeing/sync/test_model.py",
    "T2 desks in any order of acts": "tests/agreeing/sync/test_machine.py",
    "T2 every accepted save": "tests/agreeing/sync/test_accepted.py",
    "T3 kills of a desk": "tests/agreeing/desk_process/test_killed_desk.py",
    "T3 a disk that fails": "tests/agreeing/desk_process/test_failing_disk.py",
    "T3 kills of the server": "tests/agreeing/serving/test_killed.py",
    "T4 bad network": "tests/agreeing/storm/test_bad_network.py",
    "T5 clocks": "tests/agreeing/storm/test_clocks.py",
    "T6 one paragraph, two writers": "tests/agreeing/proof/test_paragraphs.py",
    "T7 a server that lies": "tests/agreeing/lying",
    "T7 mutated answers": "tests/agreeing/sync/test_checking.py",
    "calls made up from the description": "tests/agreeing/serving/test_openapi.py",
    "T8 routes and callers": "tests/agreeing/serving/test_policy.py",
    "T9 words that must not be found": "tests/agreeing/proof/test_canaries.py",
    "T10 old backups": "tests/agreeing/sync/test_carried_out.py",
    "T11 versions": "tests/agreeing/desk_process/test_versions.py",
    "T12 fifty writers": "tests/agreeing/serving/test_crowd.py",
    "T14 a server that was put back": "tests/agreeing/sync/test_restored.py",
}


if os.geteuid() == 0:
    # It mounts a small file system.
    PROOFS["T3 PostgreSQL on a full disk"] = "tests/agreeing/serving/on_a_full_disk.py"


@dataclass(frozen=True, slots=True)
class Shard:
    """Proofs at so many times their size, from one seed on."""

    seed: int
    times: int

    def run(self, name: str, place: str) -> bool:
        """Whether it held; one line either way, and what failed."""
        began = monotonic()
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                place,
                "-q",
                "-n0",
                "-p",
                "no:randomly",
                "--timeout=3600",
                f"--hypothesis-seed={self.seed}",
            ],
            cwd=ROOT,
            env={**_environment(), "SOAK_SEED": str(self.seed * BLOCK), "SOAK_TIMES": str(self.times)},
            capture_output=True,
            text=True,
            check=False,
        )
        held = done.returncode == 0
        told = re.findall(r"\d+ (?:passed|failed|error)", done.stdout)
        print(f"seed {self.seed}, {name}: {', '.join(told)} in {monotonic() - began:.0f} s", flush=True)
        if not held:
            print(done.stdout[-6000:], flush=True)
        return held


def main(arguments: list[str]) -> int:
    """The exit status of the run: 0 when nothing was lost."""
    wanted = _parse(arguments)
    began, done, wrong = monotonic(), 0, 0
    if wanted.kills:
        wrong += _at_the_table(wanted)
    proofs = list(PROOFS.items())
    while monotonic() - began < wanted.minutes * 60:
        turn, at = divmod(wanted.first + done, len(proofs))
        wrong += not Shard(wanted.seed + turn, wanted.times).run(*proofs[at])
        done += 1
    turn, at = divmod(wanted.first + done, len(proofs))
    print(
        f"{done} proofs in {(monotonic() - began) / 60:.1f} minutes, {wrong} wrong. "
        f"To go on: SEED={wanted.seed + turn} FIRST={at}.\n"
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    return 1 if wrong else 0


def _at_the_table(wanted: argparse.Namespace) -> int:
    """The program is killed in a live meeting: 1 when anything was lost."""
    words = [
        "--kills",
        str(wanted.kills),
        "--minutes",
        str(wanted.minutes / 3),
        "--seed",
        str(wanted.seed * BLOCK),
    ]
    run = [sys.executable, "-m", "tests.killed.soak", *words]
    return subprocess.run(run, cwd=ROOT, env=_environment(), check=False).returncode


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    for name, kind, usual in (
        ("kills", int, "200"),
        ("minutes", float, "90"),
        ("seed", int, "0"),
        ("first", int, "0"),
        ("times", int, "3"),
    ):
        parser.add_argument(f"--{name}", type=kind, default=kind(os.environ.get(name.upper(), usual)))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
