"""Running the tour as its users do: a process of its own, with a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path, tree: Path = ROOT) -> dict[str, str]:
    """The environment of a child whose every folder of the user is below `home`."""
    home.mkdir(parents=True, exist_ok=True)
    places = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "run",
        "TMPDIR": home / "tmp",
    }
    for place in places.values():
        place.mkdir(mode=0o700, exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
    }
    return (
        kept
        | {name: str(place) for name, place in places.items()}
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": f"{tree}{os.pathsep}{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
    )


def tour(out: Path, home: Path, *chapters: str, tree: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """These chapters, or all of them, within the time that they may take."""
    asked = [word for chapter in chapters for word in ("--chapter", chapter)]
    command = [sys.executable, "-m", "tests.tour.child", "--tour", str(out), *asked]
    return subprocess.run(
        command,
        cwd=tree,
        env=environment(home, tree),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60 * len(chapters) or 400,
    )
