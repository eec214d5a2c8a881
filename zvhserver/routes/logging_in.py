"""Logging in and what every device of a house may ask."""

from typing import Annotated

from fastapi import APIRouter, Header

from zvhdesk.wire.envelope import VERSION
from zvhdesk.wire.messages import HOUSE_HEADER, Health, LoginAsk, LoginNonce, LoginProof, Token, Why
from zvhdesk.wire.texts import Id
from zvhserver import __version__
from zvhserver.acts import logins
from zvhserver.acts.answers import Refusal
from zvhserver.calls import ACall
from zvhserver.policy import Policy, open_to
from zvhserver.routes.nos import NOS

router = APIRouter(responses=NOS)
OfHouse = Annotated[Id | None, Header(alias=HOUSE_HEADER)]


@router.get("/health")
@open_to(Policy.ANYONE)
def health(call: ACall) -> Health:
    """Whether the server reaches its databases."""
    with call.server.store.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    with call.server.store.read_keys() as connection:
        connection.exec_driver_sql("SELECT 1")
    return Health(ok=True, version=__version__)


@router.post("/v1/login")
@open_to(Policy.ANYONE)
def ask(call: ACall, message: LoginAsk) -> LoginNonce:
    """A nonce to sign."""
    if message.v != VERSION:
        raise Refusal(Why.VERSION, VERSION)
    # Not by device: who knows its id could keep it out by asking in its name.
    call.count("login-from", call.address.encode(), call.server.tries.address)
    with call.server.store.write() as connection:
        return logins.challenge(connection, call.server.id, message.dev, call.now_ms)


@router.post("/v1/login/proof")
@open_to(Policy.KEY)
def prove(call: ACall, message: LoginProof, house: OfHouse = None) -> Token:
    """A token for who signed it."""
    call.count("proof-from", call.address.encode(), call.server.tries.address)
    with call.server.store.write() as connection:
        # A nonce that was tried is used up, also when the answer is no.
        logins.use(connection, message, call.now_ms)
    with call.server.store.read() as connection:
        caller = logins.check(connection, call.server.id, message, house)
    # Only now it is known to be that device of that house, and no other can use up what it may.
    call.count("login", caller.house + caller.dev, call.server.tries.device)
    with call.server.store.write() as connection:
        return logins.token_for(connection, caller, call.now_ms)
