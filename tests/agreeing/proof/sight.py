"""What somebody sees who has the server: tables, files, log, backups, memory, and what goes over lines."""

import base64
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.agreeing.servers import places_named
from tests.agreeing.serving.copies import Databases
from tests.agreeing.serving.postgres import Cluster
from tests.leak.search import files, found_in, writings

_BASE64 = re.compile(rb"[A-Za-z0-9_\-+/]{8,}")
_HEX = re.compile(rb"\\\\?x((?:[0-9a-f]{2}){4,})")
_URL = bytes.maketrans(b"-_", b"+/")
_SHARED = "vogel"
"""Stands in nearly every canary: where it is not, none of those is."""


def unveiled(data: bytes) -> bytes:
    """The bytes, and what stands in them as base64, or as PostgreSQL writes bytes."""
    parts = [data, *(bytes.fromhex(run.decode()) for run in _HEX.findall(data))]
    for run in _BASE64.findall(data):
        whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
        parts.append(base64.b64decode(whole.translate(_URL) + b"=" * (-len(whole) % 4)))
    return b"\n".join(parts)


def seen_in(data: bytes, words: Mapping[str, str]) -> set[str]:
    """Which of these words stand there, in any writing, packed or in base64."""
    return found_in(unveiled(data), words)


def seen_as_it_is(data: bytes, words: Mapping[str, str]) -> set[str]:
    """The same in pages and memory, which are large and pack nothing in another writing."""
    parts = {name: _SHARED if _SHARED in word else word for name, word in words.items()}
    there = {part for part in set(parts.values()) if _stands_in(data, part)}
    return {name for name, part in parts.items() if part in there and _stands_in(data, words[name])}


def _stands_in(data: bytes, word: str) -> bool:
    return any(written in data for written in writings(word))


class Sight:
    """A server's databases, looked at from a moment on."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._cluster = databases.cluster
        self._since = _wal_name(self._cluster) if self._cluster else ""

    def seen(self, words: Mapping[str, str]) -> dict[str, set[str]]:
        """Per place which of the words stand there."""
        if self._cluster is None:
            places = {folder.name: files(folder) for folder in self._databases.folder.iterdir()}
            return {
                name: set().union(*(seen_in(file.read_bytes(), words) for file in found))
                for name, found in places.items()
            }
        found = {name: seen_as_it_is(data, words) for name, data in self._pages(self._cluster).items()}
        found["log"] = seen_in((self._cluster.folder / "log").read_bytes(), words)
        found["tables"] = seen_in(b"\n".join(map(dump, self._urls)), words)
        found["backups"] = set().union(*(seen_in(one, words) for one in self._backups(self._cluster)))
        return found

    @property
    def _urls(self) -> tuple[str, str]:
        places = places_named(self._databases.words)
        return places.main, places.keys

    def _pages(self, cluster: Cluster) -> dict[str, bytes]:
        """The files of both databases, and what was written ahead of them since."""
        cluster.say("CHECKPOINT")
        names = [str(make_url(url).database) for url in self._urls]
        with psycopg.connect(cluster.url) as connection:
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = ANY(%s)", [names])
            folders = [cluster.folder / "base" / str(oid) for (oid,) in found]
        data = [file.read_bytes() for folder in folders for file in files(folder)]
        last = _wal_name(cluster)
        wal = [file for file in files(cluster.folder / "pg_wal") if self._since <= file.name <= last]
        return {"data": b"\n".join(data), "wal": b"\n".join(file.read_bytes() for file in wal)}

    def _backups(self, cluster: Cluster) -> list[bytes]:
        return [
            subprocess.run(
                ["pg_restore", "--file", "-", file], check=True, capture_output=True, env=cluster.environment
            ).stdout
            for file in self._databases.backups.rglob("*.dump")
        ]


def _wal_name(cluster: Cluster) -> str:
    with psycopg.connect(cluster.url) as connection:
        row = connection.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())").fetchone()
    return str(row[0]) if row else ""


def dump(url: str) -> bytes:
    """Every value of every table of a PostgreSQL database, as bytes."""
    values: list[bytes] = []
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))):
                values += [one if isinstance(one, bytes) else str(one).encode() for one in row]
    return b"\n".join(values)


def memory(pid: int) -> bytes:
    """All that a process of ours can write: what a core of it would hold."""
    parts = []
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as mem:
        for line in maps:
            span, rights, *_ = line.split()
            begin, end = (int(one, 16) for one in span.split("-"))
            if rights.startswith("rw"):
                mem.seek(begin)
                parts.append(mem.read(end - begin))
    return b"\n".join(parts)
