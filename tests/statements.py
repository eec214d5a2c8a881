"""Statements that were compiled for one database of a test serve the next.

SQLAlchemy keeps what it compiled by engine and dialect, and nearly every test opens an engine of its own: a
sixth of what such a test takes went to compiling the same statements again. The program keeps them with its
engine, as ever: a compiled statement holds the values it was first asked with, and those go when a house is
locked.
"""

from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.util import LRUCache

_compiled: LRUCache[Any, Any] = LRUCache(2000)
_dialects: dict[tuple[type[Dialect], object], Dialect] = {}


def share() -> None:
    """From now on, in this process, between the engines of SQLite and those of SQLCipher."""
    event.listen(Engine, "engine_connect", _use)


def _use(connection: Connection) -> None:
    engine = connection.engine
    if engine.name != "sqlite" or "compiled_cache" in engine.get_execution_options():
        return
    engine.update_execution_options(compiled_cache=_compiled)
    engine.dialect = _dialects.setdefault((type(engine.dialect), engine.dialect.dbapi), engine.dialect)
