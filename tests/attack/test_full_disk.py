"""A disk without room: the act is refused as a whole, nothing is damaged, and with room it goes on."""

import subprocess
import sys
from pathlib import Path


def test_a_full_disk_damages_nothing(tmp_path: Path) -> None:
    # In a process of its own: the limit on the size of files holds for everything in it.
    ran = subprocess.run(
        [sys.executable, "-m", "tests.attack.full_disk_child", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=90,
        cwd=Path(__file__).parents[2],
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("held after")
