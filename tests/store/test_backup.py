"""A backup is one state of a house in use, opens with what belongs to it, and never harms another."""

import json
import threading
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.store.world import (
    PASSPHRASE,
    House,
    count,
    fill,
    folder_bytes,
    opened,
    refused,
    with_right_checksum,
)
from zvhdesk.domain.store_refusals import (
    BackupDamaged,
    BackupFolderUnusable,
    BackupMissing,
    DatabaseDamaged,
    KeyringMissing,
    KeyringTrouble,
    NewerVault,
    NotEmpty,
    SyncedFolder,
)
from zvhdesk.models.engine import connect, writing
from zvhdesk.services import backup
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import MemoryKeyring

TODAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
NEW_PASSPHRASE = "lantaarn zuivel trommel egel marmer fluit"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "reservekopie"
    folder.mkdir()
    return folder


@pytest.fixture
def filled(house: House) -> House:
    with opened(house.database, house.key, create=True) as engine:
        fill(engine, 500)
    return house


def back_up(house: House, target: Path, today: date = TODAY) -> Path:
    with opened(house.database, house.key) as engine:
        return backup.make_backup(engine, house.key, house.folder, target, today)


def alter_vault(made: Path, newer: Path) -> None:
    """The same backup with a vault of a format that is still to come."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(newer, "w") as altered:
        altered.writestr("desk.db", source.read("desk.db"))
        vault_body = json.loads(source.read("vault.json"))
        altered.writestr("vault.json", with_right_checksum(vault_body | {"format": 2}))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestMaking:
    def test_it_holds_what_was_committed_and_not_yet_in_the_file(self, filled: House, target: Path) -> None:
        with opened(filled.database, filled.key) as engine:
            with writing(engine).begin() as connection:
                connection.execute(text("INSERT INTO t VALUES (7), (-7)"))
            made = backup.make_backup(engine, filled.key, filled.folder, target, TODAY)
            assert count(engine) == (1002, 0)
        backup.restore(made, target.parent / "terug")
        with opened(target.parent / "terug" / "desk.db", filled.key) as engine:
            assert count(engine) == (1002, 0)

    def test_it_is_one_consistent_state_while_others_write(self, filled: House, target: Path) -> None:
        stop = threading.Event()
        writes = 0

        def write() -> None:
            nonlocal writes
            other = connect(filled.database, filled.key)
            while not stop.is_set() or not writes:
                other.execute("BEGIN IMMEDIATE")
                other.execute("INSERT INTO t VALUES (1)")
                other.execute("INSERT INTO t VALUES (-1)")
                other.execute("COMMIT")
                writes += 1
            other.close()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = back_up(filled, target)
        finally:
            stop.set()
            writer.join()
        backup.restore(made, target.parent / "terug")
        with opened(target.parent / "terug" / "desk.db", filled.key) as engine:
            assert count(engine)[1] == 0

    def test_it_is_encrypted_and_leaves_nothing_beside_it(self, filled: House, target: Path) -> None:
        before = names(filled.folder)
        made = back_up(filled, target)
        assert names(target) == [made.name]
        assert names(filled.folder) == before
        assert made.name.startswith("zvhdesk-2026-11-22-")
        with zipfile.ZipFile(made) as archive:
            assert sorted(archive.namelist()) == ["LEESMIJ.txt", "desk.db", "vault.json"]
            assert archive.read("vault.json") == (filled.folder / "vault.json").read_bytes()
            assert not archive.read("desk.db").startswith(b"SQLite format 3")
            assert archive.getinfo("desk.db").compress_type == zipfile.ZIP_STORED

    def test_what_a_killed_backup_left_is_cleared_away(self, filled: House, target: Path) -> None:
        for left in ("backup.db", "backup.db-wal", "backup.db-journal"):
            (filled.folder / left).write_bytes(b"half")
        made = back_up(filled, target)
        made.with_name(made.name + ".new").write_bytes(b"half")
        back_up(filled, target)
        assert names(target) == [made.name]
        assert not any(name.startswith("backup.db") for name in names(filled.folder))

    def test_a_damaged_database_is_not_backed_up_over_a_good_one(self, filled: House, target: Path) -> None:
        made = back_up(filled, target)
        before = made.read_bytes()
        contents = bytearray(filled.database.read_bytes())
        contents[-3000] ^= 1
        filled.database.write_bytes(contents)
        with refused(DatabaseDamaged(), untouched=target):
            back_up(filled, target)
        assert made.read_bytes() == before
        assert "backup.db" not in names(filled.folder)

    @pytest.mark.parametrize("there", ["nothing", "a file"])
    def test_a_folder_that_is_not_there(self, filled: House, tmp_path: Path, there: str) -> None:
        target = tmp_path / "weg"
        if there == "a file":
            target.touch()
        with refused(BackupFolderUnusable()):
            back_up(filled, target)
        assert "backup.db" not in names(filled.folder)
        assert backup.last_backup(filled.folder, target) is None
        assert backup.backup_due(filled.folder, target, TODAY)


class TestKeeping:
    def test_the_newest_seven_stay(self, filled: House, target: Path) -> None:
        tag = back_up(filled, target).stem[-6:]
        strangers = (
            *("zvhdesk-2020-01-01.zip", "zvhdesk-2020-01-01-000000.zip", "foto.jpg"),
            f"zvhdesk-2020-99-99-{tag}.zip",
        )
        for stranger in strangers:
            (target / stranger).write_text("van iemand anders")
        days = [TODAY + timedelta(days=day) for day in range(10)]
        with opened(filled.database, filled.key) as engine:
            made = [backup.make_backup(engine, filled.key, filled.folder, target, day) for day in days]
        assert names(target) == sorted([*strangers, *(path.name for path in made[-7:])])
        assert backup.last_backup(filled.folder, target) == days[-1]

    def test_a_clock_set_back_does_not_delete_what_it_just_made(self, filled: House, target: Path) -> None:
        with opened(filled.database, filled.key) as engine:
            for day in range(7):
                later = TODAY + timedelta(days=day)
                backup.make_backup(engine, filled.key, filled.folder, target, later)
            made = backup.make_backup(engine, filled.key, filled.folder, target, date(2020, 1, 1))
        assert made.exists()
        assert len(names(target)) == 7

    def test_due_once_a_day(self, filled: House, target: Path) -> None:
        assert backup.backup_due(filled.folder, target, TODAY)
        assert backup.last_backup(filled.folder, target) is None
        first = back_up(filled, target)
        assert not backup.backup_due(filled.folder, target, TODAY)
        assert backup.backup_due(filled.folder, target, TODAY + timedelta(days=1))
        assert back_up(filled, target) == first

    def test_two_desks_share_a_folder(self, filled: House, target: Path, tmp_path: Path) -> None:
        back_up(filled, target)
        other = tmp_path / "ander"
        new = vault.create_house(other, "Ander huis", PASSPHRASE, filled.keyring, MOMENT)
        with opened(other / "desk.db", new.key, create=True) as engine:
            fill(engine, 3)
            assert backup.backup_due(other, target, TODAY)
            backup.make_backup(engine, new.key, other, target, TODAY)
        assert len(names(target)) == 2


class TestPuttingBack:
    def test_the_passphrase_opens_it_on_this_machine(
        self, filled: House, target: Path, tmp_path: Path
    ) -> None:
        backup.restore(back_up(filled, target), tmp_path / "terug")
        assert names(tmp_path / "terug") == ["desk.db", "vault.json"]
        key = vault.unlock(tmp_path / "terug", PASSPHRASE, filled.keyring)
        with opened(tmp_path / "terug" / "desk.db", key) as engine:
            assert count(engine) == (1000, 0)
        backup.verify(tmp_path / "terug" / "desk.db", key)

    def test_the_two_sheets_open_it_anywhere(self, filled: House, target: Path, tmp_path: Path) -> None:
        backup.restore(back_up(filled, target), tmp_path / "terug")
        elsewhere = MemoryKeyring()
        with refused(KeyringMissing(KeyringTrouble.GONE)):
            vault.unlock(tmp_path / "terug", PASSPHRASE, elsewhere)
        first, second = filled.sheets
        key = vault.recover(tmp_path / "terug", first.text, second.text, NEW_PASSPHRASE, elsewhere)
        with opened(tmp_path / "terug" / "desk.db", key) as engine:
            assert count(engine) == (1000, 0)

    def test_only_into_an_empty_folder(self, filled: House, target: Path) -> None:
        made = back_up(filled, target)
        with refused(NotEmpty(), untouched=filled.folder):
            backup.restore(made, filled.folder)

    def test_not_into_a_cloud(self, filled: House, target: Path, tmp_path: Path) -> None:
        with refused(SyncedFolder("OneDrive")):
            backup.restore(back_up(filled, target), tmp_path / "OneDrive" / "huis")
        assert not (tmp_path / "OneDrive").exists()

    @pytest.mark.parametrize("damage", ["cut", "bit", "empty", "text", "no vault", "other vault"])
    def test_a_damaged_one_writes_nothing(
        self, filled: House, target: Path, tmp_path: Path, damage: str
    ) -> None:
        made = back_up(filled, target)
        whole = made.read_bytes()
        middle = len(whole) // 2
        if damage == "cut":
            made.write_bytes(whole[:middle])
        elif damage == "bit":
            made.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        elif damage == "empty":
            made.write_bytes(b"")
        elif damage == "text":
            made.write_text("dit is geen zip")
        else:
            with zipfile.ZipFile(made, "w") as archive:
                archive.writestr("desk.db", b"x" * 4096)
                if damage == "other vault":
                    archive.writestr("vault.json", b"{}")
        with refused(BackupDamaged()):
            backup.restore(made, tmp_path / "terug")
        assert not (tmp_path / "terug").exists()

    def test_one_that_is_not_there(self, tmp_path: Path) -> None:
        with refused(BackupMissing()):
            backup.restore(tmp_path / "weg.zip", tmp_path / "terug")
        assert not (tmp_path / "terug").exists()

    def test_one_of_a_newer_program(self, filled: House, target: Path, tmp_path: Path) -> None:
        made = back_up(filled, target)
        newer = tmp_path / "nieuwer.zip"
        alter_vault(made, newer)
        with refused(NewerVault(2, 1)):
            backup.restore(newer, tmp_path / "terug")
        assert not (tmp_path / "terug").exists()

    def test_a_restore_that_was_killed_can_be_done_again(
        self, filled: House, target: Path, tmp_path: Path
    ) -> None:
        made = back_up(filled, target)
        folder = tmp_path / "terug"
        folder.mkdir()
        (folder / "desk.db.new").write_bytes(b"half")
        assert not vault.is_house(folder)
        backup.restore(made, folder)
        assert sorted(folder_bytes(folder)) == ["desk.db", "vault.json"]
