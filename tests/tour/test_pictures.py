"""docs/pictures has a line for every picture, and a picture for every line."""

import re

from tests.tour.running import ROOT

PICTURES = ROOT / "docs" / "pictures"


def test_every_picture_has_its_line_and_every_line_its_picture() -> None:
    lines = re.findall(r"^\| ([a-z0-9-]+) \|", (PICTURES / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(lines[1:]) == sorted(picture.stem for picture in PICTURES.glob("*.png"))
    assert len(lines) == len(set(lines))


def test_the_picture_of_the_readme_is_there() -> None:
    shown = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert shown
    assert all((ROOT / path).is_file() for path in shown)
