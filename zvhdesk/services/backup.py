"""The daily backup: an encrypted copy of desk.db with its vault in one zip, seven kept, and putting one back.

The copy is made by SQLite's own backup, so it is one consistent state of a database in use, and is opened and
checked page by page before it counts. It carries the same key: vault.json beside it opens it, with passphrase
and keyring on the same machine, or with the two recovery sheets anywhere.

A name holds the day and six figures of the key's fingerprint: several desks may share one folder and never
overwrite or clear away one another's copies.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from zvhdesk.domain.store_refusals import (
    BackupDamaged,
    BackupFolderUnusable,
    BackupMissing,
    DatabaseDamaged,
    FolderUnusable,
    StoreRefused,
    VaultDamaged,
)
from zvhdesk.models import engine as store
from zvhdesk.services.unlock import vault_file
from zvhdesk.services.unlock.files import move_into_place, sync_file, unfinished_name, write_atomic
from zvhdesk.services.unlock.location import check_folder
from zvhdesk.services.unlock.vault import APART_DATABASE_NAME, DATABASE_NAME, check_empty, make_folder
from zvhdesk.services.unlock.vault_file import VAULT_NAME

KEPT: Final = 7
COPY_NAME: Final = "backup.db"

_README_NAME: Final = "LEESMIJ.txt"
_PIECE: Final = 1024 * 1024
_README: Final = """\
Reservekopie van ZVH Desk

De gegevens in desk.db zijn versleuteld. Terugzetten gaat met ZVH Desk.
Op dezelfde computer, met uw wachtwoordzin in een tekstbestand:

    zvhdesk restore DEZE.zip NIEUWE-MAP --passphrase-file ZIN.txt

Op een andere computer, met wat op de twee herstelbladen staat:

    zvhdesk restore DEZE.zip NIEUWE-MAP --sheets BLAD1.txt BLAD2.txt --new-passphrase-file ZIN.txt
"""


def make_backup(engine: Engine, key: bytes, house: Path, target: Path, today: date) -> Path:
    """A verified backup of the house in the folder `target`; returns the zip. One of today is replaced.

    Runs on the database lane, outside a transaction; `copy_database` and `pack` are its two halves.
    Raises StoreRefused: BackupFolderUnusable, DatabaseDamaged, FolderUnusable, and those of a vault.
    """
    copy_database(engine, key, house)
    return pack(key, house, target, today)


def copy_database(engine: Engine, key: bytes, house: Path) -> None:
    """Write one consistent, encrypted copy beside the database. The only part that needs the database lane.

    Raises StoreRefused: DatabaseDamaged, FolderUnusable.
    """
    copy = house / COPY_NAME
    with _said_as(FolderUnusable()):
        _discard(copy)
    with closing(engine.raw_connection()) as pooled, closing(store.connect(copy, key, create=True)) as target:
        source: store.RawConnection = pooled.driver_connection
        with _database_errors():
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def pack(key: bytes, house: Path, target: Path, today: date) -> Path:
    """Check the copy that `copy_database` left, put it with the vault into a zip, and keep the newest seven.

    Touches neither the database nor its lane. Raises StoreRefused as `make_backup`.
    """
    copy = house / COPY_NAME
    try:
        verify(copy, key)
        vault = vault_file.load(house)
        path = target / f"zvhdesk-{today:%Y-%m-%d}-{_tag(vault)}.zip"
        with _said_as(BackupFolderUnusable()):
            if not target.is_dir():
                raise StoreRefused(BackupFolderUnusable())
            _write_zip(path, copy, vault_file.serialise(vault))
            _keep_newest(path, vault)
    finally:
        _discard(copy)
    return path


def last_backup(house: Path, target: Path) -> date | None:
    """The day of this house's newest backup in the folder; None without one or without the folder."""
    found = _ours(target, vault_file.load(house))
    return max(found, default=None)


def backup_days(house: Path, target: Path) -> tuple[date, ...]:
    """The days of this house's backups in the folder, newest first."""
    return tuple(sorted(_ours(target, vault_file.load(house)), reverse=True))


def backup_due(house: Path, target: Path, today: date) -> bool:
    """Whether today has no backup of this house yet. One of a day still to come does not count."""
    return today not in _ours(target, vault_file.load(house))


def restore(backup: Path, folder: Path, *, apart: bool = False) -> None:
    """Put a backup back into a folder that is absent or empty; `unlock` or `recover` then open it.

    The whole zip is read and checked before the first byte is written, and the vault is written last: a
    folder that was broken off half-way is no house. `apart`: as the file of the other dossiercompartiment; a
    copy does not say of which one it is, the database does when it is opened. Raises StoreRefused:
    BackupMissing, BackupDamaged, NotEmpty, FolderUnusable, NewerVault, WeakenedVault, SyncedFolder,
    NetworkFolder, RoamingFolder.
    """
    check_folder(folder)
    check_empty(folder)
    with _open_checked(backup) as archive:
        vault = archive.read(VAULT_NAME)
        _check_vault(vault)
        make_folder(folder)
        database = folder / (APART_DATABASE_NAME if apart else DATABASE_NAME)
        with _said_as(FolderUnusable()):
            unfinished = unfinished_name(database)
            unfinished.unlink(missing_ok=True)
            unfinished.touch(mode=0o600)
            with archive.open(DATABASE_NAME) as source, unfinished.open("wb") as file:
                while piece := source.read(_PIECE):
                    file.write(piece)
            sync_file(unfinished)
            move_into_place(unfinished, database)
            write_atomic(folder / VAULT_NAME, vault)


def shut(house: Path, target: Path) -> None:
    """Every copy of this house in the folder opens as its vault does now, and no other way any more.

    One that is damaged goes. Raises StoreRefused: BackupFolderUnusable, and those of a vault.
    """
    vault, copy = vault_file.load(house), house / COPY_NAME
    try:
        for path in _ours(target, vault).values():
            with _said_as(BackupFolderUnusable()):
                _shut_one(path, copy, vault_file.serialise(vault))
    finally:
        _discard(copy)


def _shut_one(path: Path, copy: Path, vault: bytes) -> None:
    try:
        with _open_checked(path) as archive, archive.open(DATABASE_NAME) as source, copy.open("wb") as file:
            while piece := source.read(_PIECE):
                file.write(piece)
    except StoreRefused:
        path.unlink(missing_ok=True)
    else:
        _write_zip(path, copy, vault)


def take_away(house: Path, target: Path, but: Path | None = None) -> None:
    """No copy of this house is left in the folder, `but` one. Raises StoreRefused: BackupFolderUnusable."""
    take_away_of(tag_of(house), target, but)


def take_away_of(tag: str, target: Path, but: Path | None = None) -> None:
    """The same for a house of which nothing is left but the tag of its copies."""
    with _said_as(BackupFolderUnusable()):
        for path in _tagged(target, tag).values():
            if path != but:
                path.unlink(missing_ok=True)


def has_copies_of(tag: str, target: Path) -> bool:
    """Whether copies with that tag are in the folder."""
    return bool(_tagged(target, tag))


def tag_of(house: Path) -> str:
    """The six figures in the name of each of its copies. Raises StoreRefused, those of a vault."""
    return _tag(vault_file.load(house))


def verify(database: Path, key: bytes) -> None:
    """Every page of this file holds under its key and the tables are sound. For a copy or at leisure.

    Raises StoreRefused: DatabaseDamaged, and those of opening.
    """
    with closing(store.connect(database, key)) as connection, _database_errors():
        # cipher_integrity_check reads the file and not the WAL.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        tables = connection.execute("PRAGMA quick_check").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE")
    if pages or tables != [("ok",)]:
        raise StoreRefused(DatabaseDamaged())


def _write_zip(path: Path, database: Path, vault: bytes) -> None:
    unfinished = unfinished_name(path)
    try:
        # Stored, not deflated: what is encrypted does not shrink.
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_README_NAME, _README)
            archive.writestr(VAULT_NAME, vault)
            archive.write(database, DATABASE_NAME)
        sync_file(unfinished)
        _open_checked(unfinished).close()  # read back, every byte of it
        move_into_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _open_checked(backup: Path) -> zipfile.ZipFile:
    """The zip, after all of it was read once and found right."""
    if not backup.is_file():
        raise StoreRefused(BackupMissing())
    try:
        archive = zipfile.ZipFile(backup)
        if {VAULT_NAME, DATABASE_NAME}.issubset(archive.namelist()) and archive.testzip() is None:
            return archive
        archive.close()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        pass  # whatever is wrong with it, the user's next step is the same
    raise StoreRefused(BackupDamaged())


def _check_vault(data: bytes) -> None:
    try:
        vault_file.parse(data)
    except StoreRefused as refused:
        if isinstance(refused.reason, VaultDamaged):
            raise StoreRefused(BackupDamaged()) from None
        raise


def _keep_newest(just_made: Path, vault: vault_file.Vault) -> None:
    # The one just made stays whatever its day: a clock set back must not make a backup delete itself.
    ours = _ours(just_made.parent, vault)
    others = [path for _, path in sorted(ours.items(), reverse=True) if path != just_made]
    for path in others[KEPT - 1 :]:
        path.unlink(missing_ok=True)


def _ours(target: Path, vault: vault_file.Vault) -> dict[date, Path]:
    """The backups of this house in the folder by their day; none when the folder is not there."""
    return _tagged(target, _tag(vault))


def _tagged(target: Path, tag: str) -> dict[date, Path]:
    pattern = re.compile(rf"zvhdesk-(\d{{4}}-\d\d-\d\d)-{tag}\.zip")
    try:
        names = [(pattern.fullmatch(path.name), path) for path in target.iterdir()]
    except OSError:
        return {}
    return {day: path for match, path in names if match and (day := _day(match[1]))}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _tag(vault: vault_file.Vault) -> str:
    return vault.key_fingerprint.hex()[:6]


def _discard(database: Path) -> None:
    for name in (database.name, f"{database.name}-wal", f"{database.name}-shm", f"{database.name}-journal"):
        database.with_name(name).unlink(missing_ok=True)


@contextmanager
def _database_errors() -> Iterator[None]:
    try:
        yield
    except store.DriverError as error:
        raise StoreRefused(store.damage_of(error) or FolderUnusable()) from None


@contextmanager
def _said_as(reason: BackupFolderUnusable | FolderUnusable) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreRefused(reason) from error
