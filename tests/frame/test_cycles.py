"""No module needs another that needs it, also not for its types only."""

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.frame.tree import ROOT


def modules(root: Path) -> dict[str, str]:
    """The source of every module of a package, by its dotted name."""
    found: dict[str, str] = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text("utf-8")
    return found


def cycle(sources: Mapping[str, str]) -> list[str]:
    """The modules of one cycle; none when there is none. Every import counts, wherever it stands."""
    needs = {name: _needs(source, sources) - {name} for name, source in sources.items()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _needs(source: str, ours: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            whole = {f"{node.module}.{name.name}" for name in node.names}
            found |= {name if name in ours else node.module for name in whole}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found & set(ours)


def test_the_program_has_no_cycle() -> None:
    sources = modules(ROOT / "zvhdesk")
    assert len(sources) > 300
    assert cycle(sources) == []


def test_a_cycle_for_types_only_is_found() -> None:
    page = "from desk.wiring import connect\n"
    wiring = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from desk.page import Page\n"
    assert set(cycle({"desk": "", "desk.page": page, "desk.wiring": wiring})) == {"desk.page", "desk.wiring"}
    assert cycle({"desk": "", "desk.page": page, "desk.wiring": ""}) == []
