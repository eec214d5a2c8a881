"""The copy of the database that is made before its schema changes, and goes after seven days (DATA.md 6).

Also before a desk goes on with a server that parted (`sync.following`).
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from zvhdesk.domain.store_refusals import FolderUnusable, StoreRefused

KEPT: Final = timedelta(days=7)


def make(engine: Engine, folder: Path, found: str, now: datetime) -> Path:
    """Copy the database, encrypted with its own key, as it was at `found`: a schema, or what follows.

    Returns the file. Raises StoreRefused(FolderUnusable) when there is no room; then nothing is left of it.
    """
    target = folder / f"before-{found}.db"
    target.unlink(missing_ok=True)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM INTO :target"), {"target": str(target)})
    except DBAPIError:
        target.unlink(missing_ok=True)
        raise StoreRefused(FolderUnusable()) from None
    target.chmod(0o600)
    _date(target, now)
    return target


def clear(folder: Path, now: datetime) -> None:
    """Take away the copies of seven days and older. One that is in use elsewhere goes another time."""
    for copy in folder.glob("before-*.db"):
        try:
            age = now.timestamp() - copy.stat().st_mtime
            if age >= KEPT.total_seconds():
                copy.unlink()
            elif age < 0:
                # Made while the clock ran ahead: its seven days begin now, or it might stay for years.
                _date(copy, now)
        except OSError:
            continue


def take_away(folder: Path) -> None:
    """No copy is left, however young: what was destroyed stands in them. Raises OSError."""
    for copy in folder.glob("before-*.db*"):
        copy.unlink(missing_ok=True)


def _date(copy: Path, now: datetime) -> None:
    os.utime(copy, (now.timestamp(), now.timestamp()))
