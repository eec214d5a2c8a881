"""A desk that was revoked gives up its keys, whatever happens in between."""

import base64
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from tests.store.world import PASSPHRASE, House, fill, opened
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.services import backup, revoked
from zvhdesk.services.unlock import vault, vault_file
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.services.unlock.vault import DATABASE_NAME
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.wire.roster import AfterRevoking

WIPE, KEEP = AfterRevoking.WIPE, AfterRevoking.KEEP


@pytest.fixture
def backups(house: House, tmp_path: Path) -> Path:
    """A folder with two copies of the house, which has a database now."""
    folder = tmp_path / "kopieen"
    folder.mkdir()
    with opened(house.database, house.key, create=True) as engine:
        fill(engine, 3)
        for day in (1, 2):
            backup.make_backup(engine, house.key, house.folder, folder, date(2026, 3, day))
    return folder


def _sheets_open(house: House, folder: Path) -> bool:
    first, second = ("\n".join(sheet.rows) for sheet in house.sheets)
    try:
        return vault.by_sheets(folder, first, second) == house.key
    except StoreRefused:
        return False


def _opens(house: House, folder: Path, keyring: MemoryKeyring) -> set[str]:
    """Which ways lead in."""
    ways = {"sheets"} if _sheets_open(house, folder) else set()
    with suppress(StoreRefused):
        assert vault.unlock(folder, PASSPHRASE, keyring) == house.key
        ways.add("passphrase")
    return ways


@pytest.fixture
def keyring(house: House) -> MemoryKeyring:
    """One of this test: what is forgotten in it is not missed by the next."""
    made = MemoryKeyring()
    entry = vault_file.load(house.folder).keyring
    assert entry is not None
    made.put(entry.entry, house.keyring.get(entry.entry) or b"")
    return made


@pytest.mark.parametrize("after, left", [(WIPE, set()), (KEEP, {"sheets"})])
def test_only_what_was_told_to_stay_still_opens_it(
    house: House, backups: Path, keyring: MemoryKeyring, tmp_path: Path, after: AfterRevoking, left: set[str]
) -> None:
    before, entry = vault_file.load(house.folder), vault_file.load(house.folder).keyring
    assert entry is not None
    done = revoked.obey(house.folder, after, keyring, (str(backups),))
    assert done == revoked.Revoked(after, before.label, True, None, ())
    assert revoked.found(house.folder) == done
    # Not even for who kept the secret of the keyring.
    assert _opens(house, house.folder, house.keyring) == left
    assert keyring.get(entry.entry) is None
    for wrap in (before.wrapped, before.recovery_box):
        assert (base64.b64encode(wrap) in _all_bytes(house.folder)) is (
            wrap == before.recovery_box and bool(left)
        )
    copies = sorted(backups.glob("*.zip"))
    assert len(copies) == (2 if left else 0)
    for at, copy in enumerate(copies):
        backup.restore(copy, tmp_path / f"terug{at}")
        assert vault_file.load(tmp_path / f"terug{at}") == vault_file.load(house.folder)
        backup.verify(tmp_path / f"terug{at}" / DATABASE_NAME, house.key)


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@contextmanager
def _power_cuts(folder: Path, kept: Path) -> Iterator[list[Path]]:
    """The folder as it would be found had the power gone before each thing that was done with its files."""
    copies: list[Path] = []
    watching = True

    def hook(name: str, given: tuple[object, ...]) -> None:
        nonlocal watching
        if watching and name in {"open", "os.rename", "os.remove"} and str(folder) in str(given[0]):
            watching = False
            copies.append(kept / f"{len(copies)}")
            shutil.copytree(folder, copies[-1])
            watching = True

    sys.addaudithook(hook)  # it can not be taken away again, only told to rest
    try:
        yield copies
    finally:
        watching = False


@pytest.mark.parametrize("after, left", [(WIPE, set()), (KEEP, {"sheets"})])
def test_a_desk_that_was_cut_off_goes_on_where_it_was(
    house: House, keyring: MemoryKeyring, tmp_path: Path, after: AfterRevoking, left: set[str]
) -> None:
    wrapped = vault_file.load(house.folder).wrapped
    with _power_cuts(house.folder, tmp_path / "cuts") as cuts:
        revoked.obey(house.folder, after, keyring)
    begun = 0
    for folder in cuts:
        if revoked.found(folder) is None:
            # Before the mark stood there is nothing to go on with: it hears of it again.
            revoked.obey(folder, after, None)
        begun += not revoked.found(folder).shut  # type: ignore[union-attr]
        assert revoked.finish(folder, None).shut
        assert _sheets_open(house, folder) is bool(left)
        assert base64.b64encode(wrapped) not in _all_bytes(folder)
    assert begun > 4


def test_copies_in_every_folder_go_as_they_are_found(
    house: House, backups: Path, keyring: MemoryKeyring
) -> None:
    """One folder of before is there, and where the other was is only the place for its disk."""
    before, disk = backups.with_name("van vroeger"), backups.with_name("schijf")
    shutil.copytree(backups, before)
    shutil.copytree(backups, away := backups.with_name("niet aangesloten"))
    disk.mkdir()
    folders = tuple(map(str, (backups, before, disk)))
    assert revoked.obey(house.folder, WIPE, keyring, folders).backups == (str(disk),)
    assert [*backups.glob("*.zip"), *before.glob("*.zip")] == []
    disk.rmdir()
    away.rename(disk)
    assert revoked.finish(house.folder, keyring).backups == ()
    assert list(disk.glob("*.zip")) == []


def test_what_was_out_of_reach_is_told_and_done_another_time(
    house: House, backups: Path, keyring: MemoryKeyring
) -> None:
    away = backups.rename(backups.with_name("niet aangesloten"))
    done = revoked.obey(house.folder, WIPE, None, (str(backups),))
    assert done.shut
    assert (done.entry is None, done.backups) == (False, (str(backups),))
    assert not _sheets_open(house, house.folder)
    away.rename(backups)
    done = revoked.finish(house.folder, keyring)
    assert (done.entry, done.backups) == (None, ())
    assert list(backups.glob("*.zip")) == []


def test_a_second_word_changes_nothing(house: House, keyring: MemoryKeyring) -> None:
    revoked.obey(house.folder, KEEP, keyring)
    before = (house.folder / VAULT_NAME).read_bytes()
    assert revoked.obey(house.folder, WIPE, keyring).after is KEEP
    assert (house.folder / VAULT_NAME).read_bytes() == before
    assert revoked.found(house.folder.with_name("een ander huis")) is None


def test_a_copy_that_is_damaged_goes(house: House, backups: Path, keyring: MemoryKeyring) -> None:
    damaged, whole = sorted(backups.glob("*.zip"))
    damaged.write_bytes(damaged.read_bytes()[:5000])
    revoked.obey(house.folder, KEEP, keyring, (str(backups),))
    assert list(backups.glob("*")) == [whole]
    with zipfile.ZipFile(whole) as archive:
        assert vault_file.parse(archive.read(VAULT_NAME)) == vault_file.load(house.folder)
