"""What a route is given: the server it belongs to and the transaction of one call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request
from sqlalchemy import Connection, func, select

from zvhdesk.wire.encoding import Malformed, from_text
from zvhdesk.wire.messages import Why
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.acts.logins import Clock, caller_of
from zvhserver.events import CHANNEL, Hub, News, payload
from zvhserver.limiting import Tries, count
from zvhserver.store.engine import Store


@dataclass(frozen=True, slots=True)
class Server:
    """One running server: its databases, its own id, its clock, who waits for news and how often it hears."""

    store: Store
    id: bytes
    clock: Clock
    hub: Hub
    tries: Tries
    beat_seconds: float

    def announce(self, connection: Connection, news: News) -> None:
        """Tell all processes of this server, when this transaction commits. On PostgreSQL; see `tell`."""
        if self.store.is_postgres:
            connection.execute(select(func.pg_notify(CHANNEL, payload(news))))

    def tell(self, news: News) -> None:
        """Tell this process, which is the only one on SQLite."""
        if not self.store.is_postgres:
            self.hub.tell(news)


@dataclass(frozen=True, slots=True)
class Call:
    """One call: where it came from and the token it carried, if any."""

    server: Server
    address: str
    token: bytes

    @property
    def now_ms(self) -> int:
        """By the server's clock."""
        return self.server.clock()

    @contextmanager
    def write(self) -> Iterator[tuple[Connection, Caller]]:
        """A transaction that may write, and who calls. It is committed before anything is answered."""
        with self.server.store.write() as connection:
            yield connection, caller_of(connection, self.token, self.now_ms)

    @contextmanager
    def read(self, *, revoked: bool = False) -> Iterator[tuple[Connection, Caller]]:
        """A transaction that sees one moment, and who calls; where `revoked` also a device that is."""
        with self.server.store.read() as connection:
            yield connection, caller_of(connection, self.token, self.now_ms, revoked=revoked)

    def count(self, what: str, who: bytes, most: int) -> None:
        """One more try of this; counted whatever comes of it."""
        with self.server.store.write() as connection:
            times = count(connection, what, who, self.now_ms)
        if times > most:
            raise Refusal(Why.OFTEN)


async def _call(request: Request) -> Call:
    # It waits for nothing: one that is not async is handed to a thread, and that takes longer than itself.
    server: Server = request.app.state.server
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    try:
        token = from_text(given) if scheme.lower() == "bearer" else b""
    except Malformed:
        token = b""
    return Call(server, request.client.host if request.client else "", token)


ACall = Annotated[Call, Depends(_call)]

Number = Annotated[int, Query(ge=0, le=2**53)]
"""A number in the address of a call."""
