"""The tour bites: faults planted in the product make the right checks fail, and the exit status with them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tour.running import ROOT, tour


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the product made wrong, the chapter that must see it, and the check that must fail."""

    file: str
    find: str
    replace: str
    chapter: str
    check: str


FAULTS = (
    # why an age may deviate is not kept
    Fault(
        "zvhdesk/services/importing/planning.py",
        '        "age_deviation": case.age_deviation,\n',
        "",
        "register",
        "de afwijkende leeftijd ligt vast bij de casus",
    ),
    # names stand on the board unasked
    Fault(
        "zvhdesk/services/board.py",
        'name=words.full_name(given, prefix, surname) if names else "",',
        "name=words.full_name(given, prefix, surname),",
        "board",
        "het bord begint zonder namen",
    ),
    # the paper carries the case number in its properties
    Fault(
        "zvhdesk/services/papers/case_sheet.py",
        "        title=TITLE,\n",
        "        title=sheet.number,\n",
        "paper",
        "de eigenschappen van het bestand noemen naam noch nummer",
    ),
)


@pytest.mark.long
def test_planted_faults_are_found(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for folder in ("zvhdesk", "resources"):
        shutil.copytree(
            ROOT / folder, tree / folder
        )  # with its bytecode: only the broken files are compiled anew
    for fault in FAULTS:
        file = tree / fault.file
        source = file.read_text("utf-8")
        assert source.count(fault.find) == 1, "the line to break is no longer there"
        file.write_text(source.replace(fault.find, fault.replace), "utf-8")
    done = tour(tmp_path / "out", tmp_path / "home", *(fault.chapter for fault in FAULTS), tree=tree)
    assert done.returncode == 1, done.stdout + done.stderr
    failed = [
        line.removeprefix("FOUT  ").split(": ") for line in done.stdout.splitlines() if "FOUT  " in line
    ]
    # In each chapter what fails first is the check that looks for its fault: none hides behind another.
    assert dict(reversed(failed)) == {fault.chapter: fault.check for fault in FAULTS}, done.stdout
