"""The one door to desk.db: SQLCipher with a raw key, checked at every opening.

A careless opening fails silently three ways: the stdlib's sqlite3 takes `PRAGMA key` and writes plain text,
an absent or empty file opens with any key, and a short key is taken for a passphrase. Each is refused here
before SQLite sees the file.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from zvhdesk.domain.store_refusals import (
    CipherUnfit,
    DatabaseDamaged,
    DatabaseExists,
    DatabaseMissing,
    FolderUnusable,
    KeyDoesNotFit,
    PlainFile,
    StoreRefusal,
    StoreRefused,
)

KEY_BYTES = 32
OLDEST_SQLITE = (3, 51, 3)
"""Older ones may lose a committed page when a WAL is reset while another connection reads."""

_PLAIN_HEADER = b"SQLite format 3\0"
_NOT_A_DATABASE = 26  # SQLITE_NOTADB: what SQLCipher answers when the first page's HMAC does not hold
_CORRUPT = 11  # SQLITE_CORRUPT, its low byte
_OF_DISK = frozenset({8, 10, _CORRUPT, _NOT_A_DATABASE})
"""The low bytes of READONLY, IOERR, CORRUPT and NOTADB: what follows from a page that could not be read."""
_SETTINGS = (
    "synchronous = FULL",
    "cache_size = -65536",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    # What is deleted, such as the chair's own notes, is overwritten: no free page keeps it.
    "secure_delete = ON",
)

# sqlcipher3 ships no types; this alias keeps the untyped name in one place.
RawConnection = Any
DriverError: type[Exception] = sqlcipher.Error


def open_engine(
    path: Path,
    key: bytes,
    *,
    create: bool = False,
    on_connect: Callable[[RawConnection], None] | None = None,
) -> Engine:
    """An engine on one encrypted connection to the file, verified before it is returned.

    `key` is the raw 32-byte database key. With `create` the file must be absent or empty, without it present.
    `on_connect` gets the sqlcipher3 connection after the pragmas, to register functions on it.
    A transaction reads one state of the file: BEGIN is explicit, IMMEDIATE with `writing(engine)`.
    Raises StoreRefused (see `connect`).
    """
    waiting_for_first = create

    def creator() -> RawConnection:
        nonlocal waiting_for_first
        connection = connect(path, key, create=waiting_for_first)
        waiting_for_first = False
        if on_connect is not None:
            on_connect(connection)
        return connection

    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=creator, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _let_go)
    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def _let_go(context: ExceptionContext) -> None:
    """After a page that could not be read SQLCipher refuses everything on that connection, for good.

    What the disk did may be over: the next transaction opens the file again, and is refused if it is not.
    """
    code = getattr(context.original_exception, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _OF_DISK:
        context.is_disconnect = True


def writing(engine: Engine) -> Engine:
    """The same engine and connection, whose transactions take the write lock at their start."""
    return engine.execution_options(zvh_begin="IMMEDIATE")


def connect(path: Path, key: bytes, *, create: bool = False) -> RawConnection:
    """A bare keyed sqlcipher3 connection with the pragmas of the house, in autocommit.

    For the engine and for backups; everything else goes through the engine. One thread at a time.
    Raises StoreRefused: CipherUnfit, DatabaseMissing, DatabaseExists, PlainFile, KeyDoesNotFit,
    DatabaseDamaged, FolderUnusable. ValueError for a key of another length.
    """
    if len(key) != KEY_BYTES:
        # SQLCipher would take a short one for a passphrase and go on.
        raise ValueError(f"a database key is {KEY_BYTES} bytes")
    _check_file(path, create=create)
    if create:
        try:
            path.touch(mode=0o600, exist_ok=True)  # before SQLite does it with everybody's rights
        except OSError as error:
            raise StoreRefused(FolderUnusable()) from error
    else:
        _try_key(path, key)
    return _keyed(os.fspath(path), key, _settle)


def is_fit(cipher_version: str, sqlite_version: tuple[int, ...]) -> bool:
    """Whether this library encrypts at all and is new enough."""
    return bool(cipher_version) and sqlite_version >= OLDEST_SQLITE


def damage_of(error: Exception) -> StoreRefusal | None:
    """KeyDoesNotFit or DatabaseDamaged if that is what this sqlcipher3 error says, else None."""
    code = getattr(error, "sqlite_errorcode", None)
    message = str(error)
    if code == _NOT_A_DATABASE or "not a database" in message:
        return KeyDoesNotFit()
    if (code is not None and code & 0xFF == _CORRUPT) or "malformed" in message:
        return DatabaseDamaged()
    return None


def _check_file(path: Path, *, create: bool) -> None:
    try:
        size = path.stat().st_size if path.exists() else 0
        header = b""
        if size:
            with path.open("rb") as file:
                header = file.read(len(_PLAIN_HEADER))
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error
    if header == _PLAIN_HEADER:
        raise StoreRefused(PlainFile())
    if create and size:
        raise StoreRefused(DatabaseExists())
    if not create and not size:
        raise StoreRefused(DatabaseMissing())


def _try_key(path: Path, key: bytes) -> None:
    # Read-only first: a connection that may write moves the WAL into the file as it closes, whatever its key.
    # A refusal must leave every byte as it was.
    _keyed(f"{path.absolute().as_uri()}?mode=ro", key, lambda _: None).close()


def _keyed(database: str, key: bytes, then: Callable[[RawConnection], None]) -> RawConnection:
    connection: RawConnection = None
    try:
        connection = sqlcipher.connect(
            database,
            uri=database.startswith("file:"),
            check_same_thread=False,
            timeout=5,
            isolation_level=None,
        )
        # The key goes first; any other statement would decide that the file is not encrypted.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key would write to stderr
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        if not is_fit(cipher[0] if cipher else "", sqlcipher.sqlite_version_info):
            raise StoreRefused(CipherUnfit())
        # cipher_memory_security stays off: docs/decisions/0004.
        # Page 1: does the key fit? What stands in the file is not read for it.
        connection.execute("PRAGMA schema_version").fetchone()
        then(connection)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlcipher.Error):
            raise StoreRefused(damage_of(error) or FolderUnusable()) from None
        raise
    return connection


def _settle(connection: RawConnection) -> None:
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise StoreRefused(FolderUnusable())
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    # The driver's own idea of a transaction begins at the first write: reads before it could see two states,
    # and a migration's CREATE would stand outside. So the driver is in autocommit and we say BEGIN.
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":  # VACUUM and ATTACH stand outside a transaction
        return
    begin = options.get("zvh_begin")
    if begin is None:
        # Waits for nobody, so that it cannot fail: past SQLAlchemy, in a fifth of the time.
        connection.connection.cursor().execute("BEGIN")
    else:
        connection.exec_driver_sql(f"BEGIN {begin}")
