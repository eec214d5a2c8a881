"""Where the program begins: a command for the terminal, the tour, the self-test, or the window."""

import importlib
import os
import sys
from collections.abc import Sequence

_COMMANDS = frozenset({"new", "import", "figures", "restore", "-h", "--help"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for. Returns the exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    # Loaded by name and not by import statements: a command must run without Qt's libraries, and the window
    # must not wait for the tour. Each branch has a `main(argv) -> int`.
    return int(importlib.import_module(_branch(given)).main(given))


def _branch(given: Sequence[str]) -> str:
    if given and (given[0] in _COMMANDS or _is_mistyped(given[0])):
        return "zvhdesk.cli.main"
    if "--tour" in given:
        return "zvhdesk.tour"
    if "--self-test" in given:
        return "zvhdesk.selftest"
    return "zvhdesk.window"


def _is_mistyped(word: str) -> bool:
    """A bare word that is no folder was meant as a command: nobody wants a house in a folder `improt`."""
    return word.isalpha() and not os.path.exists(word)  # noqa: PTH110 - pathlib costs the window its start


if __name__ == "__main__":
    sys.exit(main())
