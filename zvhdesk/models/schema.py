"""Bringing a database to the newest schema: migrations, then guard triggers and the search index anew."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from zvhdesk.models import guard, search

HEAD = "0010"
"""The revision this version knows. Older databases are migrated, newer ones refused."""

KNOWN: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""Every revision there ever was, oldest first."""


def revision(connection: Connection) -> str | None:
    """The revision a database is at; None when it has no schema yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> None:
    """Migrate to HEAD within the caller's transaction and rebuild what a migration may drop.

    Migrations are additive and change no replicated value (DATA.md 6).
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    guard.rebuild(connection)
    search.rebuild(connection)
