"""desk.lock: the second comer is told, and a killed first one leaves the way free."""

import subprocess
import sys
from pathlib import Path

from tests.store.world import refused
from zvhdesk.domain.store_refusals import AlreadyOpen, FolderUnusable, NotAHouse
from zvhdesk.services.unlock.lock import hold

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
from zvhdesk.services.unlock.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def start_holder(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_the_second_comer_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    with hold(tmp_path):
        with refused(AlreadyOpen(), untouched=tmp_path):
            hold(tmp_path)
        with refused(AlreadyOpen(), untouched=tmp_path):  # being refused once takes nothing away
            hold(tmp_path)
    again = hold(tmp_path)
    again.release()
    again.release()
    hold(tmp_path).release()


def test_another_program_that_holds_it_and_is_killed(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        with refused(AlreadyOpen(), untouched=tmp_path):
            hold(tmp_path)
        holder.kill()
        holder.wait()
    hold(tmp_path).release()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with refused(NotAHouse(), untouched=tmp_path):
        hold(tmp_path / "nergens")
    assert not (tmp_path / "nergens").exists()


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "desk.lock").mkdir()
    with refused(FolderUnusable(), untouched=tmp_path):
        hold(tmp_path)
