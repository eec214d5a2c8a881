"""The program as a command, to start it once more."""

import sys


def command() -> tuple[str, ...]:
    """Itself where it is one file, else Python with it."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "zvhdesk")
