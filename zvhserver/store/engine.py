"""Opening the two databases: PostgreSQL, or SQLite files in one folder for a small house.

The two behave alike to what stands above: a write begins by taking its lock, so that what it then reads
stays so until it commits.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlcipher3 import dbapi2 as sqlite

from zvhserver.store import tables
from zvhserver.store.looking import look

OLDEST_SQLITE = (3, 51, 3)
"""Before it a reset of the write-ahead log could lose a commit."""
_PATIENCE_SECONDS = 30.0
"""So long one waits for another that writes."""
_TURN_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Places:
    """Where the databases are, as SQLAlchemy URLs."""

    main: str
    keys: str

    @classmethod
    def in_folder(cls, folder: Path) -> "Places":
        """SQLite files in that folder."""
        return cls(f"sqlite:///{folder / 'server.db'}", f"sqlite:///{folder / 'keys.db'}")


@dataclass(frozen=True, slots=True)
class Store:
    """The two databases, open."""

    main_engine: Engine
    keys_engine: Engine

    @property
    def is_postgres(self) -> bool:
        """Whether the main one is PostgreSQL."""
        return self.main_engine.dialect.name == "postgresql"

    @property
    def listen_url(self) -> str:
        """Of the main database, as psycopg takes it."""
        url = self.main_engine.url.set(drivername="postgresql")
        return url.render_as_string(hide_password=False)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction on the main database that may write."""
        with _begun(self.main_engine, write=True) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction on the main database that sees one moment."""
        with _begun(self.main_engine, write=False) as connection:
            yield connection

    @contextmanager
    def write_keys(self) -> Iterator[Connection]:
        """One transaction on the secrets of streams."""
        with _begun(self.keys_engine, write=True) as connection:
            yield connection

    @contextmanager
    def read_keys(self) -> Iterator[Connection]:
        """The same, to read."""
        with _begun(self.keys_engine, write=False) as connection:
            yield connection

    def forget_pages(self) -> bool:
        """After a destruction: leave nothing of it in the log or in dead rows of the secrets.

        False when somebody was still reading; then it is to be asked again.
        """
        if self.is_postgres:
            autocommit = self.keys_engine.execution_options(isolation_level="AUTOCOMMIT")
            with autocommit.connect() as connection:
                connection.exec_driver_sql("VACUUM FULL stream_key")
            return True
        engines = (self.keys_engine, self.main_engine)
        found = [outside_transaction(engine, "PRAGMA wal_checkpoint(TRUNCATE)") for engine in engines]
        return not any(busy for ((busy, *_),) in found)

    def close(self) -> None:
        """Let all connections go."""
        self.main_engine.dispose()
        self.keys_engine.dispose()


def open_store(places: Places, *, make: bool = True) -> Store:
    """Open both; make the tables where there are none, unless told not to. Raises WrongPlaces.

    In one database for both each backup would keep the secrets of what is destroyed.
    """
    store = Store(_engine(places.main), _engine(places.keys))
    with ExitStack() as unless_opened:
        unless_opened.callback(store.close)
        look(store.main_engine, store.keys_engine, make=make)
        if make:
            _make(store.main_engine, tables.main)
            _make(store.keys_engine, tables.keys)
        unless_opened.pop_all()
    return store


def outside_transaction(engine: Engine, statement: str, *values: str) -> list[Any]:
    """Run what SQLite takes only where no transaction was begun; the rows it gives."""
    with closing(engine.raw_connection()) as connection:
        rows: list[Any] = connection.cursor().execute(statement, values).fetchall()
    return rows


def add_once(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """A row, unless there is one with its key; also when two processes come with it at once."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite_dialect
    connection.execute(dialect.insert(table).values(values).on_conflict_do_nothing())


def add_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows that have every column, in one statement."""
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    names = [column.name for column in table.columns]
    types = [column.type.compile(connection.dialect) for column in table.columns]
    lists = ", ".join(f"%s::{kind}[]" for kind in types)
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) SELECT * FROM unnest({lists})"  # noqa: S608
    connection.exec_driver_sql(statement, tuple([row[name] for row in rows] for name in names))


def _make(engine: Engine, metadata: MetaData) -> None:
    with _begun(engine, write=True) as connection:
        if engine.dialect.name == "postgresql":
            # Two processes that start at once would both make them.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(5949480)")
        metadata.create_all(connection)


@contextmanager
def _begun(engine: Engine, *, write: bool) -> Iterator[Connection]:
    options: dict[str, Any] = {"zvh_write": write}
    if engine.dialect.name == "postgresql" and not write:
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _engine(url: str) -> Engine:
    # Parameters are sealed bytes and ids, but nothing of a message belongs in a log.
    if not url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=20, max_overflow=0)
        event.listen(engine, "connect", _insist)
        return engine
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlite.sqlite_version} is too old")
    # For its own user alone; its log beside it gets the same mode.
    Path(url.removeprefix("sqlite:///")).touch(mode=0o600)
    engine = create_engine(
        url, module=sqlite, hide_parameters=True, connect_args={"timeout": _PATIENCE_SECONDS}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # the driver begins nothing by itself
    _begin_log(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin_log(connection: Any) -> None:
    """A write-ahead log, which the first in a new file makes.

    Whoever comes at that moment is told at once that it is locked: SQLite waits for every other lock, but not
    for this one. So that is done here.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchall()
        except sqlite.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_TURN_SECONDS)
        else:
            return


def _insist(connection: Any, record: object) -> None:
    """A commit is answered as safe: also where the cluster was told to be quick about it."""
    del record
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )
    connection.commit()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("zvh_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
