"""A desk that cannot go on is set aside, so that this computer can join its house anew with an empty folder.

Nothing is thrown away: its folder stands beside the house's, under that name and the day, and what opened it
still does. A desk of the other dossiercompartiment that stands there too is not touched.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from zvhdesk.domain.store_refusals import FolderUnusable, StoreRefused
from zvhdesk.services import backup, revoked
from zvhdesk.services.revoked import MARK, Revoked
from zvhdesk.services.unlock.lock import LOCK_NAME, hold
from zvhdesk.services.unlock.standard import APART, folder_of
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.wire.roster import AfterRevoking

_ASIDE: Final = "-opzij-"
_DAY: Final = len("2026-11-23")
_LAST: Final = (VAULT_NAME, MARK)
"""What makes a folder a desk, and a desk one that was revoked: moved last, so that it can be gone on with."""


def place_for(house: Path, today: date, *, apart: bool) -> Path:
    """The folder in which the desk of now would come to stand; that of a try that was broken off."""
    begun = [one for one in folders(house) if _is_begun(folder_of(one, apart=apart))]
    named = house.with_name(f"{house.name}{_ASIDE}{today:%Y-%m-%d}")
    number, free = 1, named
    while folder_of(free, apart=apart).exists():
        number += 1
        free = named.with_name(f"{named.name}-{number}")
    return begun[0] if begun else free


def set_aside(house: Path, place: Path, *, apart: bool) -> Path:
    """Move all of a desk to the place that was named to whoever asked, also when that was yesterday.

    The lock of its house is held, its database shut. Raises StoreRefused, also when a desk stands there now.
    """
    source, target = folder_of(house, apart=apart), folder_of(place, apart=apart)
    try:
        if any((target / name).exists() for name in _LAST):
            raise StoreRefused(FolderUnusable())
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in sorted(_of_desk(source), key=_last):
            path.rename(target / path.name)
        if apart:
            source.rmdir()
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error
    return place


def folders(house: Path) -> list[Path]:
    """What was set aside of this house, oldest first."""
    try:
        return sorted(path for path in house.parent.iterdir() if path.name.startswith(house.name + _ASIDE))
    except OSError:
        return []


@dataclass(frozen=True, slots=True)
class Kept:
    """A desk that was set aside: the folder as the program opens it, since when, whether it was revoked.

    `backups` are the folders with copies that were out of reach when it was.
    """

    path: Path
    on: date | None
    after: AfterRevoking | None
    backups: tuple[str, ...] = ()


def kept(house: Path, *, apart: bool) -> tuple[Kept, ...]:
    """The desks of this compartment that were set aside and are still there, the last one first."""
    found: list[Kept] = []
    for path in reversed(folders(house)):
        desk = folder_of(path, apart=apart)
        if is_desk(desk):
            told = _told(desk)
            after, backups = (None, ()) if told is None else (told.after, told.backups)
            found.append(Kept(path, _day(path.name.removeprefix(house.name + _ASIDE)), after, backups))
    return tuple(found)


def is_desk(folder: Path) -> bool:
    """Whether a desk stands in this folder, of its own compartment."""
    return any((folder / name).exists() for name in _LAST)


def remove(place: Path, *, apart: bool, copies: Iterable[str] = ()) -> tuple[str, ...]:
    """Throw away the desk that was set aside there, for good; one of the other compartment stays.

    With it go its daily copies, where they stand in the folders of `copies` too; answers in which they did.
    Broken off and done again it goes on. Raises StoreRefused: AlreadyOpen while it is in use.
    """
    desk = folder_of(place, apart=apart)
    with hold(place):
        taken = _take_copies(desk, copies)
        try:
            for path in sorted(_of_desk(desk), key=_last):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if apart:
                desk.rmdir()
        except OSError as error:
            raise StoreRefused(FolderUnusable()) from error
    if [path.name for path in place.iterdir()] in ([], [LOCK_NAME]):
        # Empty but for the lock, which nobody holds any more.
        shutil.rmtree(place, ignore_errors=True)
    return taken


def _take_copies(desk: Path, folders: Iterable[str]) -> tuple[str, ...]:
    try:
        tag, told = backup.tag_of(desk), revoked.found(desk)
    except StoreRefused:
        return ()  # damaged, or gone already: then none can be known by it
    known = {*folders, *(() if told is None else told.backups)}
    there = tuple(one for one in known if backup.has_copies_of(tag, Path(one)))
    for one in there:
        backup.take_away_of(tag, Path(one))
    return there


def _told(desk: Path) -> Revoked | None:
    try:
        return revoked.found(desk)
    except StoreRefused:
        return None


def _day(named: str) -> date | None:
    try:
        return date.fromisoformat(named[:_DAY])
    except ValueError:
        return None


def _is_begun(target: Path) -> bool:
    return target.is_dir() and bool(_of_desk(target)) and not any((target / name).exists() for name in _LAST)


def _of_desk(folder: Path) -> list[Path]:
    stays = (LOCK_NAME, APART) if folder.name != APART else (LOCK_NAME,)
    return [path for path in folder.iterdir() if path.name not in stays]


def _last(path: Path) -> int:
    return _LAST.index(path.name) + 1 if path.name in _LAST else 0
