"""Renew docs/pictures from the tour: every screen, in 256 colours so that a clone stays small.

.venv/bin/python tools/pictures.py
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "pictures"


def main() -> int:
    """Run the tour; when every check held, put its pictures in the place of the old ones."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "zvhdesk", "--tour", folder]
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        if status:
            return status
        for old in KEPT.glob("*.png"):
            old.unlink()
        for picture in sorted(Path(folder).glob("*.png")):
            # Without its number: one screen more must not rename all that follow.
            name = re.sub(r"^[0-9]+-", "", picture.name)
            with Image.open(picture) as image:
                few = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
                few.save(KEPT / name, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
