"""The checkout as the tests of the frame see it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".venv", ".git", "demo-output", "demo-output.fresh", "build", "dist", "__pycache__"}


def ours(*endings: str) -> Iterator[Path]:
    """Every file of the project with one of those endings; never what make or a tool put there."""
    for found in sorted(ROOT.rglob("*")):
        parts = found.relative_to(ROOT).parts
        tool_made = any(
            part in NOT_OURS or part.endswith("_cache") or part == ".hypothesis" for part in parts
        )
        if not tool_made and found.is_file() and found.suffix in endings:
            yield found


def pyproject() -> dict[str, Any]:
    """pyproject.toml, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
