"""A device joins: its public keys lie under a one-time code until an admin fetched them (SYNC.md, Settled).

The server only carries them. Both screens show digits made of the root, the house and these keys, and two
people compare them: what a server swaps on the way, they hear.
"""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from zvhdesk.wire import limits
from zvhdesk.wire.messages import Join, JoinKeys, Why
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.store import tables as t

JOIN_MS = limits.JOIN_MINUTES * 60_000


def invite(connection: Connection, caller: Caller, code: bytes, now_ms: int) -> None:
    """An admin opens a place under the hash of a code."""
    if not caller.admin:
        raise Refusal(Why.ROLE)
    connection.execute(delete(t.join).where(t.join.c.until_ms < now_ms))
    if connection.execute(select(t.join.c.hash).where(t.join.c.hash == code)).first() is not None:
        raise Refusal(Why.STALE)
    connection.execute(insert(t.join).values(hash=code, house=caller.house, until_ms=now_ms + JOIN_MS))


def post(connection: Connection, code: bytes, keys: JoinKeys, now_ms: int) -> Join:
    """The joining device leaves its keys, once. The same again is answered again."""
    row = _open(connection, code, now_ms)
    if row.dev is None:
        connection.execute(
            update(t.join).where(t.join.c.hash == code, t.join.c.dev.is_(None)).values(keys.model_dump())
        )
    elif (row.dev, row.sign, row.kem) != (keys.dev, keys.sign, keys.kem):
        raise Refusal(Why.STALE)
    return found(connection, code, now_ms)


def found(connection: Connection, code: bytes, now_ms: int) -> Join:
    """What stands there now."""
    row = _open(connection, code, now_ms)
    root = connection.execute(select(t.house.c.root).where(t.house.c.id == row.house)).scalar_one()
    keys = None if row.dev is None else JoinKeys(dev=row.dev, sign=row.sign, kem=row.kem)
    return Join(house=row.house, root=root, keys=keys)


def _open(connection: Connection, code: bytes, now_ms: int) -> Row[Any]:
    of = (t.join.c.hash == code, t.join.c.until_ms >= now_ms)
    row = connection.execute(select(t.join).where(*of).with_for_update()).first()
    if row is None:
        raise Refusal(Why.UNKNOWN)
    return row
