"""A file that is replaced is the old one or the new one, whole, whenever the program is killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zvhdesk.services.unlock.files import write_atomic

ROOT = Path(__file__).parents[2]
SIZE = 200_000
WRITER = """
import sys
from pathlib import Path
from zvhdesk.services.unlock.files import write_atomic
path, size = Path(sys.argv[1]), int(sys.argv[2])
number = 0
while True:
    number += 1
    write_atomic(path, (b"%08d" % number) * (size // 8))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 2, 5, 11])
def test_killed_while_writing(tmp_path: Path, after: int) -> None:
    path = tmp_path / "vault.json"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(SIZE)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split())])
    written = path.read_bytes()
    assert len(written) == SIZE
    assert written == written[:8] * (SIZE // 8)
    assert int(written[:8]) in {acknowledged, acknowledged + 1}


def test_it_may_be_read_by_this_user_only(tmp_path: Path) -> None:
    write_atomic(tmp_path / "x", b"1")
    write_atomic(tmp_path / "x", b"22")
    assert (tmp_path / "x").read_bytes() == b"22"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    if os.name == "posix":
        assert (tmp_path / "x").stat().st_mode & 0o077 == 0
