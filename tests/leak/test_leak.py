"""Nothing that people recorded or typed is on disk in the clear, but where the user saved a paper."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.leak.canaries import PASSPHRASE, TYPED, canaries
from tests.leak.search import found_in, leaks
from tests.tour.running import ROOT, environment
from zvhdesk.tour.reading import read_pdf

EVERYTHING = {**canaries(), **TYPED, "typed.passphrase": PASSPHRASE}


@dataclass(frozen=True, slots=True)
class Left:
    """What one run of the program left: its room, and what it said."""

    room: Path
    said: bytes


pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """The program, run through every page on a house of canaries, in a child with a home of its own."""
    room = tmp_path_factory.mktemp("leak")
    done = subprocess.run(
        [sys.executable, "-m", "tests.leak.program", str(room)],
        cwd=ROOT,
        env=environment(room / "home"),
        check=False,
        capture_output=True,
        timeout=180,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said.decode("utf-8", "replace")
    return Left(room, said)


def test_no_file_holds_a_canary_but_the_paper_the_user_saved(left: Left) -> None:
    saved = left.room / "saved.pdf"
    assert leaks(left.room, EVERYTHING, frozenset({saved})) == {}


def test_the_program_says_no_canary(left: Left) -> None:
    assert b"Soort: ValueError" in left.said, "the crash report was shown and copied"
    assert found_in(left.said, EVERYTHING) == set()


def test_every_window_is_called_after_the_program_alone(left: Left) -> None:
    found = [file.read_text("utf-8").splitlines() for file in left.room.glob("snapshots/*/seen/titles.txt")]
    assert len(found) > 8
    assert {title for titles in found for title in titles} <= {"", "ZVH Desk"}
    assert all("ZVH Desk" in titles for titles in found)


def test_the_paper_the_user_saved_is_where_it_was_asked_and_holds_the_case(left: Left) -> None:
    content = (left.room / "saved.pdf").read_bytes()
    assert "case_.number" in found_in(content, EVERYTHING), "the search reads paper as well"
    paper = read_pdf(content)
    assert EVERYTHING["case_.number"] in paper.text
    assert EVERYTHING["person.surname"] not in paper.properties


def test_nothing_was_opened_for_writing_outside_the_house_and_home(left: Left) -> None:
    opened = {Path(line) for line in (left.room / "opened.txt").read_text("utf-8").splitlines()}
    allowed = (left.room, Path("/dev"), Path("/proc"))
    assert {path for path in opened if not any(path.is_relative_to(place) for place in allowed)} == set()
    assert any(path.name == "desk.db" for path in opened), "the open database was seen"


def test_every_canary_was_in_the_house(left: Left) -> None:
    """Else its absence elsewhere would say nothing."""
    stood = (left.room / "stood.txt").read_text("utf-8").splitlines()
    assert sorted(stood) == sorted(canaries())
