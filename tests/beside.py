"""Which processes and databases ran beside the tests: each test hands its own to the summary at the end."""

from collections.abc import Iterable

PROPERTY = "ran beside"
_seen: list[str] = []


def ran(what: str, pid: int | None = None) -> None:
    """A process of its own, or a database by what it says that it is."""
    _seen.append(what if pid is None else f"{what}: {pid}")


def taken() -> list[str]:
    """What came since this was last asked."""
    seen, _seen[:] = list(_seen), []
    return seen


def lines(seen: Iterable[str]) -> list[str]:
    """One line for each kind, with its process ids."""
    kinds: dict[str, list[str]] = {}
    for one in seen:
        kind, _, pid = one.rpartition(": ")
        kinds.setdefault(kind or one, []).extend([pid] if kind else [])
    return [f"{kind}: {' '.join(pids)}" if pids else kind for kind, pids in sorted(kinds.items())]
