"""desk.lock: one program at a time holds a house, window or command line."""

from pathlib import Path
from types import TracebackType
from typing import Final, Self

from filelock import FileLock, Timeout

from zvhdesk.domain.store_refusals import AlreadyOpen, FolderUnusable, NotAHouse, StoreRefused

LOCK_NAME: Final = "desk.lock"


class Hold:
    """The lock on a house, until `release`, the end of a `with`, or the end of the process in any way."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let go; a second time does nothing."""
        self._lock.release(force=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(folder: Path) -> Hold:
    """Take the lock on this existing folder, at once or not at all.

    Raises StoreRefused: AlreadyOpen (the command line's exit status 3), NotAHouse, FolderUnusable.
    """
    if not folder.is_dir():
        raise StoreRefused(NotAHouse())
    lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreRefused(AlreadyOpen()) from None
    except (OSError, NotImplementedError) as error:
        raise StoreRefused(FolderUnusable()) from error
    return Hold(lock)
