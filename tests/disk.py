"""The disk under SQLite, which a test can have fail and which knows what a power cut would leave.

For a process of its own, before its first database is opened: SQLite's own calls to the system go through
here (`xOpen`, `xSync`, reads and writes of its VFS, the seam that its own tests use); all above is as it is.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from sqlcipher3 import _sqlite3

_SECTOR = 512
_KEPT = (".db", ".db-wal")
_IOERR_FSYNC = 1034
_LIBRARY = ctypes.CDLL(_sqlite3.__file__)
_THERE: list[Any] = []
_WRITES = (b"write", b"pwrite", b"pwrite64")
_READS = (b"read", b"pread", b"pread64")


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.c_void_p)]


# The name as a pointer: SQLite keeps it, and has more behind it.
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(_File), ctypes.c_int, ctypes.c_void_p
)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)


class _Methods(ctypes.Structure):
    """sqlite3_io_methods; what is not looked at is passed on as it stands."""

    _fields_ = [
        ("version", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("close", "read", "write", "truncate", "sync")),
        *((f"other{at}", ctypes.c_void_p) for at in range(13)),
    ]


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, of version 3."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("version", "size", "longest")),
        *((name, ctypes.c_void_p) for name in ("next", "name", "data", "open")),
        *((f"other{at}", ctypes.c_void_p) for at in range(12)),
        *((name, ctypes.c_void_p) for name in ("set_call", "get_call", "next_call")),
    ]


class Disk:
    """What this process's SQLite keeps from here on. `image` gets each file as it was last synced."""

    def __init__(self, image: Path) -> None:
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        self._image = image
        self._left: int | None = None
        self._error = 0
        self._reads = False
        self.failed = 0
        """How many calls were refused."""
        self._kept: list[Any] = [self]  # what the C side points to, as long as this process lives
        self._paths: dict[int, Path] = {}
        self._copies: dict[int, int] = {}
        _THERE.append(self._kept)
        _LIBRARY.sqlite3_initialize()
        _LIBRARY.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._vfs = _LIBRARY.sqlite3_vfs_find(None)
        self._open = _OPEN(self._vfs.contents.open)
        self._vfs.contents.open = self._pointer(_OPEN(self._opened))
        for name in (*_WRITES, *_READS):
            self._intercept(name, reads=name in _READS)

    def fail(self, after: int, error: int = errno.ENOSPC) -> None:
        """So many writes still fit, and then none does, nor does a sync: ENOSPC, or EIO."""
        self._left, self._error, self._reads = after, error, False

    def fail_reads(self, after: int) -> None:
        """So many reads still come, and then none does: EIO. What is written is kept."""
        self._left, self._error, self._reads = after, errno.EIO, True

    def well(self) -> None:
        """As it should be."""
        self._left = None

    def _pointer(self, callback: Any) -> int:
        self._kept.append(callback)
        return ctypes.cast(callback, ctypes.c_void_p).value or 0

    def _intercept(self, name: bytes, *, reads: bool) -> None:
        get = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(self._vfs.contents.get_call)
        there = get(ctypes.addressof(self._vfs.contents), name)
        if not there:
            return
        usual = _WRITE(there)

        def call(file: int, data: int, size: int, at: int) -> int:
            if reads == self._reads and self._refused():
                ctypes.set_errno(self._error)
                return -1
            return int(usual(file, data, size, at))

        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
        kind(self._vfs.contents.set_call)(
            ctypes.addressof(self._vfs.contents), name, self._pointer(_WRITE(call))
        )

    def _refused(self) -> bool:
        if self._left is None:
            return False
        self._left -= 1
        refused = self._left < 0
        self.failed += refused
        return refused

    def _opened(self, vfs: int, name: int | None, file: Any, flags: int, out: int) -> int:
        answer = int(self._open(vfs, name, file, flags, out))
        path = None if name is None else Path(os.fsdecode(ctypes.string_at(name)))
        if answer == 0 and path is not None and path.name.endswith(_KEPT):
            self._paths[ctypes.addressof(file.contents)] = path
            if path.exists() and not (self._image / path.name).exists():
                self._copy(path)
            file.contents.methods = self._watched(file.contents.methods)
        return answer

    def _watched(self, methods: int) -> int:
        """The same methods, with a sync of our own."""
        if methods not in self._copies:
            made = _Methods.from_buffer_copy(ctypes.string_at(methods, ctypes.sizeof(_Methods)))
            made.sync = self._pointer(_SYNC(self._syncing(_SYNC(made.sync))))
            self._kept.append(made)
            self._copies[methods] = ctypes.addressof(made)
        return self._copies[methods]

    def _syncing(self, usual: Callable[[int, int], int]) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            broken = self._left is not None and self._left < 0 and not self._reads
            if broken and self._error == errno.EIO:
                self.failed += 1
                return _IOERR_FSYNC
            answer = usual(file, flags)
            if answer == 0:
                self._copy(self._paths[file])
            return answer

        return sync

    def _copy(self, path: Path) -> None:
        new = self._image / f"{path.name}.new"
        shutil.copyfile(path, new)
        new.replace(self._image / path.name)


def power_cut(folder: Path, image: Path, dice: Random) -> None:
    """Leave in `folder` what a power cut may have left: all that was synced, of the rest any sectors.

    The process that wrote there is gone. The index of the write-ahead log is memory, and is gone too.
    """
    for synced in image.iterdir():
        if synced.suffix != ".new":
            path = folder / synced.name
            now = path.read_bytes() if path.exists() else b""
            path.write_bytes(_torn(synced.read_bytes(), now, dice))
    for index in folder.glob("*-shm"):
        index.unlink()


def _torn(synced: bytes, now: bytes, dice: Random) -> bytes:
    """A file between two states: of a sector that is there in both either, of others what there is."""
    longest, shortest = sorted((synced, now), key=len, reverse=True)
    size = dice.choice((len(shortest), len(longest), dice.randint(len(shortest), len(longest))))
    parts = []
    for at in range(0, size, _SECTOR):
        kept = dice.choice((synced, now)) if at < len(shortest) else longest
        parts.append(kept[at : at + _SECTOR])
    return b"".join(parts)[:size]
