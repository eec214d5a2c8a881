"""Every chapter of the tour holds and leaves pictures of something."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.tour.running import environment, tour
from zvhdesk.__main__ import main
from zvhdesk.tour.chapters import CHAPTERS

_LINE = re.compile(r"(ok  |FOUT) {2}\w+: .+|Rondgang: .+")
_WIDE, _HIGH = 1440, 900
_FEWEST_COLOURS = 12
_MANY = 100_000


@pytest.mark.long
@pytest.mark.timeout(420)
def test_every_chapter_holds(tmp_path: Path) -> None:
    """In one go, as ``make run`` plays them: the house, and what a program costs to begin, are made once."""
    out, home = tmp_path / "out", tmp_path / "home"
    done = tour(out, home)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert all(_LINE.fullmatch(line) for line in lines), done.stdout
    assert not [line for line in lines if line.startswith("FOUT")]
    held = [line.split()[1].rstrip(":") for line in lines if line.startswith("ok")]
    assert list(dict.fromkeys(held)) == [chapter.name for chapter in CHAPTERS]
    papers = list(out.glob("*.pdf"))
    assert papers
    assert all(paper.read_bytes().startswith(b"%PDF") for paper in papers)
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) >= len(CHAPTERS)
    for picture in pictures:
        _is_of_something(picture)
    assert list((home / "tmp").iterdir()) == [], "the tour takes its house away again"


def _is_of_something(picture: Path) -> None:
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    # What hangs in the room is a window of its own, with a size of its own.
    of_the_room = (1280, 720) if "zaalscherm-" in picture.name else (_WIDE, _HIGH)
    size = {"kiezen": (_WIDE, _HIGH), "een-scherm": (1920, 1080)}.get(
        picture.stem.partition("zaalscherm-")[2], of_the_room
    )
    assert (image.width(), image.height()) == size, picture.name
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    assert _colours(pixels) >= _FEWEST_COLOURS, f"{picture.name} is as good as blank"


def _colours(pixels: "memoryview[int]") -> int:
    """As many as are wanted, or all there are: most show enough at their first line of words."""
    seen: set[int] = set()
    for at in range(0, len(pixels), _MANY):
        seen.update(pixels[at : at + _MANY : 7])
        if len(seen) >= _FEWEST_COLOURS:
            break
    return len(seen)


def test_an_unknown_chapter_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tour", str(tmp_path / "out"), "--chapter", "nergens"]) == 1
    assert "'nergens' kan hier niet" in capsys.readouterr().err


def test_the_environment_of_a_child_is_its_own(tmp_path: Path) -> None:
    made = environment(tmp_path / "home")
    assert all(made[name].startswith(str(tmp_path)) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME"))
