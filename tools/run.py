"""``make run``: the demo house on the screen or, where there is no screen, the tour into demo-output/."""

import os
import subprocess
import sys
from pathlib import Path

from system_packages import has_display

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ROOT / ".venv" / ("Scripts/zvhdesk.cmd" if os.name == "nt" else "bin/zvhdesk")


def main() -> int:
    """Start the program; answer its exit status."""
    if has_display():
        return subprocess.run([COMMAND, "--demo"], cwd=ROOT, check=False).returncode
    print("No display: running the tour offscreen into demo-output/ ...", flush=True)
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([COMMAND, "--tour", "demo-output"], cwd=ROOT, env=offscreen, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
