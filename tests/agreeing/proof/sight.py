"""What somebody sees who has the server: every byte in its tables, in its files, in its log, on its lines."""

import base64
import re

import psycopg
from psycopg import sql

from tests.leak.search import found_in

_BASE64 = re.compile(rb"[A-Za-z0-9_\-+/]{8,}")
_URL = bytes.maketrans(b"-_", b"+/")


def unveiled(data: bytes) -> bytes:
    """The bytes, and what stands in them as base64."""
    parts = [data]
    for run in _BASE64.findall(data):
        whole = run[: len(run) - 1] if len(run) % 4 == 1 else run
        parts.append(base64.b64decode(whole.translate(_URL) + b"=" * (-len(whole) % 4)))
    return b"\n".join(parts)


def seen_in(data: bytes, words: dict[str, str]) -> set[str]:
    """Which of these words stand there, in any writing, packed or in base64."""
    return found_in(unveiled(data), words)


def dump(url: str) -> bytes:
    """Every value of every table of a PostgreSQL database, as bytes."""
    values: list[bytes] = []
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))):
                values += [one if isinstance(one, bytes) else str(one).encode() for one in row]
    return b"\n".join(values)
