"""import-linter on each of these folders, each in a fork of one process: to load it is most of the work.

Prints a line of JSON for each: its exit status and what it said.
"""

import json
import os
import subprocess
import sys
import tempfile

from importlinter.cli import lint_imports_command


def main(roots: list[str]) -> None:
    """As `lint-imports` in each."""
    for root in roots:
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if not child:
                os.chdir(root)
                os.dup2(said.fileno(), 1)
                lint_imports_command(["--no-logo", "--no-cache"])
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            print(json.dumps([status, said.read().decode()]), flush=True)


def linted(*roots: str) -> list[tuple[int, str]]:
    """What came of each."""
    command = [sys.executable, "-I", __file__, *roots]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [(status, said) for status, said in map(json.loads, done.stdout.splitlines())]


if __name__ == "__main__":
    main(sys.argv[1:])
