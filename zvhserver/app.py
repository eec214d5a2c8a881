"""The server as an ASGI application."""

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from zvhdesk.wire.messages import No, Why
from zvhserver import __version__
from zvhserver.acts.answers import STATUS, Refusal
from zvhserver.acts.logins import Clock
from zvhserver.calls import Server
from zvhserver.describing import Described
from zvhserver.events import BEAT_SECONDS, Hub, Listener
from zvhserver.limiting import USUAL, BoundedBody, Tries
from zvhserver.log import LOG, Logged
from zvhserver.policy import require_policies
from zvhserver.routes import envelopes, houses, logging_in, news, sealed
from zvhserver.store.engine import Store, add_once
from zvhserver.store.tables import about

DISK_FULL = "53100"
"""Of PostgreSQL, whatever its words."""


def system_clock() -> int:
    """UTC milliseconds of this machine."""
    return time.time_ns() // 1_000_000


def create(
    store: Store, tries: Tries = USUAL, clock: Clock = system_clock, beat_seconds: float = BEAT_SECONDS
) -> FastAPI:
    """The application on these databases."""
    server = Server(store, _own_id(store), clock, Hub(), tries, beat_seconds)
    app = Described(
        title="ZVH Desk server",
        version=__version__,
        lifespan=_listening(server),
        docs_url=None,  # those pages fetch scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # an address that is not there is not there
    )
    app.state.server = server
    for routes in (logging_in, houses, envelopes, sealed, news):
        # Side by side and not nested, so that whoever lists the routes of the app finds them all.
        app.router.routes.extend(routes.router.routes)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _framework)
    for error in (OperationalError, InterfaceError, InternalError, IntegrityError, PoolTimeout):
        app.add_exception_handler(error, _database)
    app.add_middleware(BoundedBody)
    app.add_middleware(Logged)
    require_policies(app)
    return app


def _own_id(store: Store) -> bytes:
    with store.write() as connection:
        for key, value in (("server", secrets.token_bytes(16)), ("tables", b"1")):
            add_once(connection, about, {"key": key, "value": value})
        known = connection.execute(select(about.c.value).where(about.c.key == "server"))
        return bytes(known.scalar_one())


def _listening(server: Server) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        del app
        listener = None
        if server.store.is_postgres:
            listener = Listener(server.store.listen_url, server.hub)
            listener.start()
        try:
            yield
        finally:
            if listener is not None:
                listener.stop()
            server.store.close()

    return lifespan


async def _refused(request: Request, error: Exception) -> JSONResponse:
    del request
    return _no(error.message if isinstance(error, Refusal) else No(why=Why.SHAPE))


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    """What was wrong is not repeated: it may hold what nobody should read."""
    del request
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    large = any(one["type"].endswith("too_long") and "envelopes" in one["loc"] for one in found)
    return _no(No(why=Why.SIZE if large else Why.SHAPE))


async def _framework(request: Request, error: Exception) -> JSONResponse:
    del request
    words = {404: Why.UNKNOWN, 405: Why.UNKNOWN, 413: Why.SIZE}
    return _no(No(why=words.get(getattr(error, "status_code", 0), Why.SHAPE)))


async def _database(request: Request, error: Exception) -> JSONResponse:
    """A database that is full, takes no writes or is away, or two that came with one thing at once.

    The desk keeps its work and comes back; the log says by one word what it is.
    """
    del request
    orig = getattr(error, "orig", None)
    if not isinstance(error, IntegrityError):
        LOG.warning("the database: %s", type(orig or error).__name__)
    # PostgreSQL says it in the language of its machine; the number is the same in each.
    full = getattr(orig, "sqlstate", None) == DISK_FULL or "disk is full" in str(orig)
    return _no(No(why=Why.FULL if full else Why.BUSY))


def _no(message: No) -> JSONResponse:
    return JSONResponse(message.model_dump(mode="json"), STATUS[message.why])
