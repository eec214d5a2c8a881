"""A disk of a few megabytes for the process that asks for one, where the machine lets it have one.

A tmpfs in a mount namespace of its own: nobody else sees it, it needs no rights, it goes with the process.
A container may refuse the namespace; then the disk under SQLite says that it is full (`tests.disk`).
"""

import ctypes
import errno
import os
from pathlib import Path

_NEW_NAMESPACE, _NEW_USER = 0x00020000, 0x10000000
_EVERYTHING_PRIVATE = 0x4000 | 0x40000
_SIZE = 6 * 1024 * 1024


class SmallDisk:
    """What stood in `folder` stands on it. Use `mounted`."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "vol"

    def fill(self, left: int) -> None:
        """Until so many bytes are left."""
        place = os.statvfs(self._filler.parent)
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(place.f_bavail * place.f_frsize - left, 1))

    def well(self) -> None:
        """There is room again."""
        self._filler.unlink(missing_ok=True)


def mounted(folder: Path) -> SmallDisk | None:
    """One over this folder, for this process of one thread; None where the machine refuses."""
    libc = ctypes.CDLL(None, use_errno=True)
    who = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NAMESPACE | _NEW_USER) != 0:
        return None
    try:
        for name, of in zip(("uid_map", "gid_map"), who, strict=True):
            if name == "gid_map":
                Path("/proc/self/setgroups").write_text("deny", "ascii")
            Path("/proc/self", name).write_text(f"{of} {of} 1", "ascii")
    except OSError as no:
        if no.errno not in {errno.EPERM, errno.EACCES}:
            raise
        return None
    there = {path.name: path.read_bytes() for path in folder.iterdir()}
    own = libc.mount(None, b"/", None, _EVERYTHING_PRIVATE, None) == 0
    if not own or libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, b"size=%d" % _SIZE) != 0:
        return None
    for name, data in there.items():
        (folder / name).write_bytes(data)
    return SmallDisk(folder)


def seen_in(pid: int, folder: Path) -> Path:
    """The folder as that process sees it."""
    return Path(f"/proc/{pid}/root{folder}")
