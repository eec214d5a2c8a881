"""How often and how much: counted over all processes of the server (SYNC.md B.3, 429 and 413)."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from sqlalchemy import Connection, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.messages import Why
from zvhserver.acts.answers import STATUS
from zvhserver.store.tables import attempt

BODY_BYTES = 8 * 1024 * 1024
"""A push of 4 MiB as base64, and some room."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How often in a minute: logging in by one device, and from one address; joining from one address.

    Of a device only what it proved counts: nobody else can use that up. A whole office may come from one
    address.
    """

    device: int = 30
    address: int = 300
    join: int = 10


USUAL = Tries()
_PAST = delete(attempt).where(attempt.c.minute < bindparam("this"))


def _one_more(made: postgresql.Insert | sqlite.Insert) -> ReturningInsert[int]:
    """Also when two processes come with the first of a minute at once."""
    counted = made.values(what=bindparam("what"), minute=bindparam("minute"), times=1)
    more = {"times": attempt.c.times + 1}
    of = [attempt.c.what, attempt.c.minute]
    return counted.on_conflict_do_update(index_elements=of, set_=more).returning(attempt.c.times)


_ONE_MORE = {
    "postgresql": _one_more(postgresql.insert(attempt)),
    "sqlite": _one_more(sqlite.insert(attempt)),
}

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def count(connection: Connection, what: str, who: bytes, now_ms: int) -> int:
    """One more try; how many there were in this minute. Who it was is kept as a hash, for that minute."""
    minute = now_ms // 60_000
    name = f"{what}:{sha256(who).hex()[:24]}"
    connection.execute(_PAST, {"this": minute})
    return connection.execute(
        _ONE_MORE[connection.dialect.name], {"what": name, "minute": minute}
    ).scalar_one()


class BoundedBody:
    """ASGI: end a request whose body is larger than a push can be, before it is kept in memory."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in."""
        got = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > BODY_BYTES:
                # Of all that may be raised while a body is read, the framework lets only this pass.
                raise HTTPException(STATUS[Why.SIZE], Why.SIZE.value)
            return message

        await self._app(scope, counted if scope["type"] == "http" else receive, send)
