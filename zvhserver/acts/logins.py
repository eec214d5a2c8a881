"""Logging in: a device proves that it holds the key that the roster names (SYNC.md A.1, 23)."""

import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.messages import LoginNonce, LoginProof, Token, Why
from zvhdesk.wire.signing import Purpose, holds
from zvhserver.acts import versions
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.store.tables import device, nonce, token

NONCE_MS = 60_000
TOKEN_MS = limits.TOKEN_MINUTES * 60_000
_PAST_NONCES = delete(nonce).where(nonce.c.until_ms < bindparam("now_ms"))
_NEW_NONCE = insert(nonce)
_NONCE = (
    nonce.c.nonce == bindparam("given"),
    nonce.c.dev == bindparam("by"),
    nonce.c.until_ms >= bindparam("now_ms"),
)
_USED_NONCE = delete(nonce).where(*_NONCE)
_NAMED = select(device).where(device.c.id == bindparam("dev"))
_NAMED_OF_HOUSE = _NAMED.where(device.c.house == bindparam("house"))
_PAST_TOKENS = delete(token).where(token.c.until_ms < bindparam("now_ms"))
_NEW_TOKEN = insert(token)
_BEARER = (
    select(device)
    .join(token, (token.c.house == device.c.house) & (token.c.dev == device.c.id))
    .where(token.c.hash == bindparam("hash"), token.c.until_ms >= bindparam("now_ms"))
)


def challenge(connection: Connection, server: bytes, dev: bytes, now_ms: int) -> LoginNonce:
    """A nonce to sign. The same for a device that does not exist: the answer tells nothing."""
    connection.execute(_PAST_NONCES, {"now_ms": now_ms})
    made = secrets.token_bytes(32)
    connection.execute(_NEW_NONCE, {"nonce": made, "dev": dev, "until_ms": now_ms + NONCE_MS})
    return LoginNonce(nonce=made, server=server)


def use(connection: Connection, proof: LoginProof, now_ms: int) -> None:
    """Take the nonce away: each serves once, whatever comes of it. Refuses with `proof` without one."""
    of = {"given": proof.nonce, "by": proof.dev, "now_ms": now_ms}
    if not connection.execute(_USED_NONCE, of).rowcount:
        raise Refusal(Why.PROOF)


def check(connection: Connection, server: bytes, proof: LoginProof, house: bytes | None) -> Caller:
    """Which device signed. Refuses with `proof`, and with `version` a program that is too old.

    Of the house that it names: another may have a device of that id, with a key of its own or with the same.
    A program of before houses were named so is the one whose key it is, unless that is more than one.
    One that was revoked logs in too, however old: the roster, which tells it so, is all it then gets.
    """
    said = proof.nonce + server + proof.dev
    of = _NAMED if house is None else _NAMED_OF_HOUSE
    rows = connection.execute(of, {"dev": proof.dev, "house": house})
    signed = [row for row in rows if holds(row.sign, Purpose.LOGIN, said, proof.sig)]
    if len(signed) != 1:
        raise Refusal(Why.PROOF)
    (row,) = signed
    if row.active:
        versions.require(connection, row.house, proof.knows)
    return _caller(row)


def token_for(connection: Connection, caller: Caller, now_ms: int) -> Token:
    """A token for a device that proved who it is."""
    made = secrets.token_bytes(32)
    connection.execute(_PAST_TOKENS, {"now_ms": now_ms})
    who = {"house": caller.house, "dev": caller.dev}
    connection.execute(_NEW_TOKEN, {**who, "hash": sha256(made), "until_ms": now_ms + TOKEN_MS})
    return Token(token=made, now_ms=now_ms)


def caller_of(connection: Connection, given: bytes, now_ms: int, *, revoked: bool = False) -> Caller:
    """Who holds this token. Refuses with `token`, and unless `revoked` with `revoked` a device that is."""
    row = connection.execute(_BEARER, {"hash": sha256(given), "now_ms": now_ms}).first()
    if row is None:
        raise Refusal(Why.TOKEN)
    if not (row.active or revoked):
        raise Refusal(Why.REVOKED)
    return _caller(row)


def _caller(row: Row[Any]) -> Caller:
    return Caller(row.id, row.house, row.sign, row.admin)


Clock = Callable[[], int]
"""UTC milliseconds."""
