"""How often and how much: counted over all processes of the server (SYNC.md B.3, 429 and 413)."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from sqlalchemy import Connection, delete, select, update

from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.messages import Why
from zvhserver.acts.answers import STATUS
from zvhserver.store.engine import add_once
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


Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def count(connection: Connection, what: str, who: bytes, now_ms: int) -> int:
    """One more try; how many there were in this minute. Who it was is kept as a hash, for that minute."""
    minute = now_ms // 60_000
    name = f"{what}:{sha256(who).hex()[:24]}"
    of = (attempt.c.what == name, attempt.c.minute == minute)
    connection.execute(delete(attempt).where(attempt.c.minute < minute))
    add_once(connection, attempt, {"what": name, "minute": minute, "times": 0})
    connection.execute(update(attempt).where(*of).values(times=attempt.c.times + 1))
    return connection.scalar(select(attempt.c.times).where(*of)) or 0


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
