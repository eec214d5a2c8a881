"""Looking at the two databases before anything is made in them: each must be the one it is given as.

Two addresses the other way round, once and in whatever command, must leave nothing behind: tables made in the
wrong one would stand there ever after.
"""

import secrets

from sqlalchemy import Engine, MetaData, Table, inspect, literal, select

from zvhserver.store import tables

_NOT_CHANGED = "Nothing was changed."
ONE = "Both addresses lead to one database. The secrets need one of their own."
SWAPPED = (
    "The two databases are the other way round: what is given as the main one holds the secrets of streams,"
    f" and the other is a main one. {_NOT_CHANGED}"
)
SECRETS = f"What is given as the main database holds the secrets of streams. {_NOT_CHANGED}"
A_MAIN_ONE = f"What is given as the database of the secrets is a main one. {_NOT_CHANGED}"
LEFT_BEHIND = (
    "The database of the secrets also has the tables of a main one, empty: a command of an older version was"
    ' given the two addresses the other way round. docs/beheer.md says under "The two addresses the other way'
    f' round" how to take them out. {_NOT_CHANGED}'
)
NO_SERVER = f"There is no server in that main database: zvhserver run makes one. {_NOT_CHANGED}"
NO_SECRETS = (
    "The database of the secrets is empty: zvhserver run makes its table, and so does zvhserver restore"
    f" --begin. {_NOT_CHANGED}"
)
OLDER = (
    "These databases are of a zvhserver from before each house had ids of its own; they stay as they are. "
    "Give new ones (an empty folder, or empty databases): the desks bring all they have, as docs/beheer.md "
    "says under 'When everything is gone'."
)


class WrongPlaces(Exception):
    """The two databases are not what they are given as; its words say why."""


def look(main: Engine, keys: Engine, *, make: bool) -> None:
    """Raises WrongPlaces, also where tables are lacking that are not to be made."""
    if _is_one(main, keys):
        raise WrongPlaces(ONE)
    in_main, in_keys = (set(inspect(engine).get_table_names()) for engine in (main, keys))
    of_main, of_keys = tables.envelope.name, tables.stream_key.name
    if of_keys in in_main:
        raise WrongPlaces(SWAPPED if of_main in in_keys and of_keys not in in_keys else SECRETS)
    if of_main in in_keys:
        raise WrongPlaces(A_MAIN_ONE if of_main not in in_main or _holds(keys, tables.main) else LEFT_BEHIND)
    if _is_older(main, tables.envelope) or _is_older(keys, tables.stream_key):
        raise WrongPlaces(OLDER)
    if not make and of_main not in in_main:
        raise WrongPlaces(NO_SERVER)
    if not make and of_keys not in in_keys:
        raise WrongPlaces(NO_SECRETS)


def _is_older(engine: Engine, table: Table) -> bool:
    found = inspect(engine)
    there = found.has_table(table.name)
    return there and "house" not in {one["name"] for one in found.get_columns(table.name)}


def _is_one(main: Engine, keys: Engine) -> bool:
    """Whether both are one database, however the addresses are written.

    Asked of the databases themselves, by a lock that only who is in the same one meets: a cluster that was
    copied from another has its names and numbers.
    """
    if main.dialect.name != "postgresql":
        return False  # two files of one folder
    number = secrets.randbits(62)
    with main.connect() as one, keys.connect() as other:
        one.exec_driver_sql("SELECT pg_advisory_xact_lock(%s::bigint)", (number,))
        asked = other.exec_driver_sql("SELECT pg_try_advisory_xact_lock(%s::bigint)", (number,))
        return not asked.scalar_one()


def _holds(engine: Engine, metadata: MetaData) -> bool:
    """Whether one of these tables has a row there."""
    there = set(inspect(engine).get_table_names())
    of_these = [table for table in metadata.sorted_tables if table.name in there]
    with engine.connect() as connection:
        return any(
            connection.scalar(select(literal(1)).select_from(table).limit(1)) is not None
            for table in of_these
        )
