"""All of PostgreSQL on a disk that runs full, the log it writes ahead too; `make soak` runs it as root.

Not with every run of the tests: to mount a small file system takes more rights than they have everywhere.
`test_no_writes` has the file of a table that takes no more.
"""

import ctypes
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from time import monotonic

import httpx
import pytest

from tests.agreeing.servers import ENOUGH, Here, in_this_process, places_named
from tests.agreeing.serving.copies import give_keys
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.serving.test_envelopes import why
from zvhdesk.wire.encoding import to_text
from zvhserver.app import system_clock
from zvhserver.cli.main import main as zvhserver
from zvhserver.store.engine import open_store

_NEW_MOUNTS = 0x00020000
_MB = 1024 * 1024
_DISK_MB = 96


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A file system of its own of so many MB, which no other process sees."""
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.unshare(_NEW_MOUNTS) == 0, os.strerror(ctypes.get_errno())
    with tempfile.TemporaryDirectory(prefix="zvh-full-") as folder:
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK_MB}m", "none", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def _fill(file: Path) -> None:
    """All that is free, but for what the next block of anything needs."""
    with file.open("wb", buffering=0) as all_of_it, suppress(OSError):
        while True:
            all_of_it.write(bytes(64 * 1024))
    assert disk_usage(file.parent).free == 0


@pytest.mark.parametrize("left_mb", [0, 3, 14])
def test_what_was_answered_is_there_and_it_goes_on_when_there_is_room(
    left_mb: int, caplog: pytest.LogCaptureFixture
) -> None:
    """`left_mb`: full at once, in the midst of what comes in, or with no room for a next piece of the log."""
    with _small_disk() as disk, Cluster.started(disk / "pg") as cluster:
        words = ("--database", cluster.database(), "--keys-database", cluster.database())
        with in_this_process(open_store(places_named(words)), ENOUGH, system_clock()) as at:
            house = at.house()
            assert house.writer.headers
            assert house.reader.headers
            room = disk / "room"
            room.write_bytes(bytes(left_mb * _MB))
            _fill(disk / "full")
            room.unlink()
            taken, last = _push_until_refused(house)
            assert why(last)[:2] in {(507, "full"), (503, "busy")}
            (disk / "full").unlink()
            _up_again(at, cluster)
            page = house.reader.pull(house.comp).json()
            assert [item["envelope"]["ct"] for item in page["items"][3:]] == taken
            assert house.writer.says(house.comp, b"when there is room").status_code == 200
            assert house.reader.pull(house.comp).json()["head"]["seq"] == 4 + len(taken)
            give_keys(at.store)
        assert zvhserver(["check", *words]) == 0
        said = {record.getMessage() for record in caplog.records if record.name.startswith("zvhserver")}
        assert said <= {"the database: DiskFull", "the database: OperationalError"}
        print(f"{left_mb} MB left: {len(taken)} taken, then {last.status_code}; {sorted(said)}")
        caplog.clear()


def _up_again(at: Here, cluster: Cluster) -> None:
    """Where it could not even write ahead it ended: it starts by itself, or its administrator starts it."""
    until = monotonic() + 60
    while at.client.get("/health").status_code != 200:
        assert monotonic() < until
        cluster.server.ensure_postgres_running()


def _push_until_refused(house: House) -> tuple[list[str], httpx.Response]:
    """What was answered as taken, and the answer that was no."""
    taken: list[str] = []
    while True:
        made = house.writer.made(house.comp, secrets.token_bytes(200_000))
        answer = house.writer.push(house.comp, made)
        if answer.status_code != 200:
            return taken, answer
        house.writer.keeps(house.comp, made)
        taken.append(to_text(made.ct))
