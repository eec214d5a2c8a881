"""Renew docs/pictures: every screen of the tour, and what some tests have on theirs, in 256 colours.

.venv/bin/python tools/pictures.py
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "pictures"
TESTS = (
    "tests/agreeing/enrolment/test_anew.py::test_a_desk_that_is_stopped_joins_again_from_the_window_that_says_so",
    "tests/agreeing/enrolment/test_following.py",
    "tests/agreeing/enrolment/test_left_waiting.py",
    "tests/agreeing/enrolment/test_reopened.py",
    "tests/agreeing/live/test_roles.py::test_who_leads_is_told_of_a_closing_that_did_not_know_it_and_goes_on",
    "tests/agreeing/sync/test_destroyed_page.py",
    "tests/agreeing/sync/test_beneath_page.py",
    "tests/beheer/test_page.py::test_a_list_says_what_was_removed_and_stands_because_it_is_in_use",
    "tests/beheer/test_set_aside.py",
    "tests/console/test_removed_elsewhere.py::test_a_calm_line_says_who_took_it_off_and_it_goes_back",
    "tests/dossier/test_judged_twice.py",
    "tests/dossier/test_not_here.py",
    "tests/dossier/test_twin_on_page.py",
    "tests/plans/test_left_out.py",
    "tests/tables/test_twice.py",
)
"""What the tour would take too long for: these keep what they have on the screen (tests/pictures.py)."""


def main() -> int:
    """Run both; when every check held, put their pictures in the place of the old ones."""
    with tempfile.TemporaryDirectory() as folder:
        tour = ["zvhdesk", "--tour", folder]
        pytest = ["pytest", "-q", "-n", "0", *TESTS]
        kept_by_tests = os.environ | {"ZVH_PICTURES": folder, "QT_QPA_PLATFORM": "offscreen"}
        for command, environment in ((tour, os.environ), (pytest, kept_by_tests)):
            done = subprocess.run(
                [sys.executable, "-m", *command], cwd=ROOT, check=False, env=dict(environment)
            )
            if done.returncode:
                return done.returncode
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
