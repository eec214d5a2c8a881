"""``make mutate``: break each rule that matters, one at a time, and see a named test go red.

The list is tests/mutations.toml; CONTRIBUTING.md says how to add to it. Each mutation is made in a copy of
the tree, never in the checkout. Words on the command line choose the mutations whose name holds one of them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "mutations.toml"
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", "demo-output*")
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Mutation:
    """One line that breaks a rule: where, what it was, what it becomes, and the tests that must see it."""

    name: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests made of one tree: how many failed, how many could not even run, and the exit status."""

    failed: int
    broken: int
    status: int
    output: str


def load(listed: Path = LIST) -> list[Mutation]:
    """The mutations of that file, in its order. Raises KeyError or TypeError when an entry is not whole."""
    entries = tomllib.loads(listed.read_text("utf-8")).get("mutation", [])
    return [Mutation(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries]


def problem(mutation: Mutation, root: Path = ROOT) -> str | None:
    """Why this entry no longer fits the tree, or None."""
    source = root / mutation.file
    if not source.is_file():
        return f"no file {mutation.file}"
    times = source.read_text("utf-8").count(mutation.find)
    if times != 1:
        return f"its text occurs {times} times in {mutation.file}, not once"
    if mutation.find == mutation.replace:
        return "it changes nothing"
    if not mutation.tests:
        return "it names no test"
    gone = [test for test in mutation.tests if not (root / test.split("::")[0]).is_file()]
    return f"no test file for {', '.join(gone)}" if gone else None


def verdict(mutation: Mutation, root: Path = ROOT) -> str | None:
    """None when a test saw the mutation; else what is wrong, in one line."""
    wrong = problem(mutation, root)
    if wrong:
        return wrong
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(root, copy, ignore=LEFT_OUT)
        target = copy / mutation.file
        target.write_text(target.read_text("utf-8").replace(mutation.find, mutation.replace), "utf-8")
        # One red test is enough; one that could not even run says nothing of those after it.
        outcome = run_tests(copy, mutation.tests, "-x")
        if outcome.broken and not outcome.failed:
            outcome = run_tests(copy, mutation.tests)
    if outcome.failed:
        return None
    if outcome.broken or outcome.status not in {0, 1}:
        return f"the tests could not run ({outcome.status}): {_last_line(outcome.output)}"
    return "the tests stayed green"


def run_tests(tree: Path, tests: Iterable[str], *more: str) -> Outcome:
    """Run those tests in that tree, with the tree's own code before the checkout's; `more` are options."""
    report = tree.parent / "report.xml"
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tree}{os.pathsep}{tree / 'tools'}",
        # A mutated file can have the size and second of the one before: no bytecode may outlive it.
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    left_out = ("no:randomly", "no:cacheprovider", "no:schemathesis")
    options = ["-q", *(f"-p{one}" for one in left_out), "--hypothesis-seed=0", "--tb=line"]
    command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}", *more, *tests]
    done = subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, text=True)
    if not report.exists():
        return Outcome(0, 0, done.returncode, done.stdout + done.stderr)
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 - pytest wrote it just now
    marks = [child.tag for case in cases for child in case]
    return Outcome(marks.count("failure"), marks.count("error"), done.returncode, done.stdout + done.stderr)


def main(words: list[str]) -> int:
    """Try every mutation chosen; 0 only when each turned a test red."""
    chosen = [one for one in load() if not words or any(word in one.name for word in words)]
    tests = sorted({test for one in chosen for test in one.tests})
    if not tests:
        print("No mutation by that name.", file=sys.stderr)
        return 1
    # A test that is red to begin with would prove nothing.
    before = run_tests_in_copy(tests)
    if before.status != 0:
        print(f"The tests must be green before anything is broken:\n{before.output[-2000:]}", file=sys.stderr)
        return 1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = []
        for one, wrong in zip(chosen, pool.map(verdict, chosen), strict=True):
            line = f"seen    {one.name}" if wrong is None else f"MISSED  {one.name}: {wrong}"
            print(line, flush=True)
            verdicts.append(wrong)
    missed = sum(1 for wrong in verdicts if wrong)
    print(f"{len(verdicts) - missed} of {len(verdicts)} mutations were seen by a test.")
    return 1 if missed else 0


def run_tests_in_copy(tests: Iterable[str]) -> Outcome:
    """The same tests on an unbroken copy."""
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        return run_tests(copy, tests)


def _last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1] if lines else "no output"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
