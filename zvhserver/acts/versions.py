"""Which programs may exchange: the least schema of a house, set by the administrator (SYNC.md A.1, 8)."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from zvhdesk.wire.messages import Why
from zvhserver.acts.answers import Refusal
from zvhserver.store.tables import house_rule

ANY = 1
_LEAST = select(house_rule.c.min_schema).where(house_rule.c.house == bindparam("house"))


def least(connection: Connection, house: bytes) -> int:
    """The least schema of a house."""
    return connection.scalar(_LEAST, {"house": house}) or ANY


def require(connection: Connection, house: bytes, schema: int) -> None:
    """Refuses with `version`, and the number asked for, a program that is older than its house asks."""
    asked = least(connection, house)
    if schema < asked:
        raise Refusal(Why.VERSION, asked)


def ask_for(connection: Connection, house: bytes, schema: int) -> None:
    """From the next login on, this is the least of a house."""
    connection.execute(delete(house_rule).where(house_rule.c.house == house))
    connection.execute(insert(house_rule).values(house=house, min_schema=schema))
