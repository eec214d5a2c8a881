"""desk.db opens as it should, and every other file is refused with not a byte changed."""

import os
import secrets
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from tests.store.world import count, fill, opened, refused
from zvhdesk.domain.store_refusals import (
    DatabaseDamaged,
    DatabaseExists,
    DatabaseMissing,
    FolderUnusable,
    KeyDoesNotFit,
    PlainFile,
)
from zvhdesk.models.engine import OLDEST_SQLITE, RawConnection, damage_of, is_fit, open_engine, writing

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "huis" / "desk.db"
    path.parent.mkdir()
    with opened(path, KEY, create=True) as engine:
        fill(engine, 2000)
    return path


def test_it_opens_again_with_the_settings_of_the_house(database: Path) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "cache_size": -65536,
        "temp_store": 2,
    }
    with opened(database, KEY) as engine:
        assert count(engine) == (4000, 0)
        with engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_nothing_readable_is_on_disk(tmp_path: Path) -> None:
    canary = "Kanarie van der Testdorp"
    with opened(tmp_path / "desk.db", KEY, create=True) as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE person (name TEXT)"))
            connection.execute(text("INSERT INTO person VALUES (:name)"), {"name": canary})
        files = list(tmp_path.iterdir())
        assert {"desk.db", "desk.db-wal"} <= {path.name for path in files}
        for path in files:
            contents = path.read_bytes()
            assert canary.encode() not in contents
            assert b"person" not in contents
    assert not (tmp_path / "desk.db").read_bytes().startswith(b"SQLite format 3")


def test_only_this_user_may_read_it(database: Path) -> None:
    if os.name == "posix":
        assert database.stat().st_mode & 0o077 == 0


def test_another_key_is_refused(database: Path) -> None:
    with refused(KeyDoesNotFit(), untouched=database.parent):
        open_engine(database, OTHER_KEY)


def test_another_key_leaves_the_wal_of_a_killed_program_alone(database: Path, tmp_path: Path) -> None:
    left = tmp_path / "left"
    with opened(database, KEY) as engine:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (5), (-5)"))
        shutil.copytree(database.parent, left)  # as it lies on disk at this moment
    assert (left / "desk.db-wal").stat().st_size > 0
    with refused(KeyDoesNotFit(), untouched=left):
        open_engine(left / "desk.db", OTHER_KEY)
    with opened(left / "desk.db", KEY) as engine:
        assert count(engine) == (4002, 0)


@pytest.mark.parametrize("size", [None, 0])
def test_an_absent_or_empty_file_is_not_begun_anew(tmp_path: Path, size: int | None) -> None:
    path = tmp_path / "desk.db"
    if size is not None:
        path.touch()
    with refused(DatabaseMissing(), untouched=tmp_path):
        open_engine(path, KEY)


def test_a_new_one_never_replaces_an_old_one(database: Path) -> None:
    with refused(DatabaseExists(), untouched=database.parent):
        open_engine(database, OTHER_KEY, create=True)


@pytest.mark.parametrize("create", [False, True])
def test_a_plain_sqlite_file_is_refused(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "desk.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    with refused(PlainFile(), untouched=tmp_path):
        open_engine(path, KEY, create=create)


def test_junk_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(secrets.token_bytes(8192))
    with refused(KeyDoesNotFit(), untouched=tmp_path):
        open_engine(path, KEY)


def test_a_damaged_first_page_is_refused(database: Path) -> None:
    contents = bytearray(database.read_bytes())
    contents[100] ^= 1
    database.write_bytes(contents)
    with refused(KeyDoesNotFit(), untouched=database.parent):
        open_engine(database, KEY)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with refused(FolderUnusable(), untouched=tmp_path):
        open_engine(tmp_path / "nergens" / "desk.db", KEY, create=True)


@pytest.mark.parametrize("length", [0, 2, 16, 31, 33, 48])
def test_a_key_of_another_length_never_becomes_a_passphrase(tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(tmp_path / "desk.db", bytes(length), create=True)
    assert list(tmp_path.iterdir()) == []


def test_the_library_must_encrypt_and_be_new_enough() -> None:
    assert is_fit("4.19.0 community", OLDEST_SQLITE)
    assert not is_fit("", OLDEST_SQLITE)
    assert not is_fit("4.19.0 community", (3, 51, 2))


def test_reads_of_one_transaction_see_one_state(database: Path) -> None:
    with opened(database, KEY) as engine, opened(database, KEY) as other, engine.connect() as reading:
        before = reading.execute(text("SELECT count(*) FROM t")).scalar()
        with writing(other).begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (9), (-9)"))
        assert reading.execute(text("SELECT count(*) FROM t")).scalar() == before
        reading.rollback()
        assert reading.execute(text("SELECT count(*) FROM t")).scalar() == 4002


def test_a_writer_has_the_lock_from_its_start(database: Path) -> None:
    """What it reads before it writes, nobody writes meanwhile."""
    with (
        opened(database, KEY) as engine,
        opened(database, KEY) as other,
        writing(engine).begin(),
        other.connect() as connection,
    ):
        connection.execute(text("PRAGMA busy_timeout = 0"))
        with pytest.raises(OperationalError, match="locked"):
            connection.execute(text("INSERT INTO t VALUES (9)"))


def test_a_table_made_in_a_failed_transaction_is_not_there(database: Path) -> None:
    with opened(database, KEY) as engine, engine.connect() as connection:
        with connection.begin() as transaction:
            connection.execute(text("CREATE TABLE later (a)"))
            transaction.rollback()
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert tables == ["t"]


def test_a_copy_in_autocommit_and_then_transactions_again(database: Path) -> None:
    copy = database.with_name("copy.db")
    with opened(database, KEY) as engine:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM INTO :copy"), {"copy": str(copy)})
        with engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text("CREATE TABLE later (a)"))
            transaction.rollback()
        assert count(engine) == (4000, 0)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 1
    with opened(copy, KEY) as engine:
        assert count(engine) == (4000, 0)


def test_functions_are_registered_on_the_connection(database: Path) -> None:
    def register(connection: RawConnection) -> None:
        connection.create_function("answer", 0, lambda: 42)

    engine = open_engine(database, KEY, on_connect=register)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT answer()")).scalar() == 42
    engine.dispose()


def test_no_value_stands_in_an_error(database: Path) -> None:
    canary = "999990007"
    with opened(database, KEY) as engine, engine.begin() as connection:
        connection.execute(text("CREATE TABLE u (a TEXT PRIMARY KEY)"))
        connection.execute(text("INSERT INTO u VALUES (:a)"), {"a": canary})
        with pytest.raises(IntegrityError) as caught:
            connection.execute(text("INSERT INTO u VALUES (:a)"), {"a": canary})
    assert canary not in str(caught.value)


def test_a_damaged_page_further_on_is_known_for_what_it_is(database: Path) -> None:
    contents = bytearray(database.read_bytes())
    contents[-2000] ^= 1
    database.write_bytes(contents)
    with opened(database, KEY) as engine, pytest.raises(DatabaseError) as caught:
        count(engine)
    assert isinstance(caught.value.orig, Exception)
    assert damage_of(caught.value.orig) == DatabaseDamaged()
