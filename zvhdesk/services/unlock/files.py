"""Writing a file so that after any crash there is the old one or the new one, whole."""

import os
from pathlib import Path

_IS_POSIX = os.name == "posix"


def write_atomic(path: Path, data: bytes) -> None:
    """The file holds `data`, readable by this user only, and is on disk when this returns. Raises OSError."""
    unfinished = unfinished_name(path)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    move_into_place(unfinished, path)


def unfinished_name(path: Path) -> Path:
    """The name a file has while it is being written. One that lies about after a crash may be overwritten."""
    return path.with_name(path.name + ".new")


def move_into_place(unfinished: Path, path: Path) -> None:
    """Rename over `path` and make the rename itself durable. `unfinished` is on disk already."""
    unfinished.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The names in the folder are on disk. Windows has no such call and does it by itself."""
    if _IS_POSIX:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_file(path: Path) -> None:
    """What was written to the file is on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
