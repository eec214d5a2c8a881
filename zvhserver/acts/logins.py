"""Logging in: a device proves that it holds the key that the roster names (SYNC.md A.1, 23)."""

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.messages import LoginNonce, LoginProof, Token, Why
from zvhdesk.wire.signing import Purpose, holds
from zvhserver.acts import versions
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.store.tables import device, nonce, token

NONCE_MS = 60_000
TOKEN_MS = limits.TOKEN_MINUTES * 60_000


def challenge(connection: Connection, server: bytes, dev: bytes, now_ms: int) -> LoginNonce:
    """A nonce to sign. The same for a device that does not exist: the answer tells nothing."""
    connection.execute(delete(nonce).where(nonce.c.until_ms < now_ms))
    made = secrets.token_bytes(32)
    connection.execute(insert(nonce).values(nonce=made, dev=dev, until_ms=now_ms + NONCE_MS))
    return LoginNonce(nonce=made, server=server)


def use(connection: Connection, proof: LoginProof, now_ms: int) -> None:
    """Take the nonce away: each serves once, whatever comes of it. Refuses with `proof` without one."""
    of = (nonce.c.nonce == proof.nonce, nonce.c.dev == proof.dev, nonce.c.until_ms >= now_ms)
    if not connection.execute(delete(nonce).where(*of)).rowcount:
        raise Refusal(Why.PROOF)


def check(connection: Connection, server: bytes, proof: LoginProof) -> None:
    """Whether the device signed. Refuses with `proof`, and with `version` a program that is too old.

    One that was revoked logs in too, however old: the roster, which tells it so, is all it then gets.
    """
    row = connection.execute(select(device).where(device.c.id == proof.dev)).first()
    if row is None or not holds(row.sign, Purpose.LOGIN, proof.nonce + server + proof.dev, proof.sig):
        raise Refusal(Why.PROOF)
    if row.active:
        versions.require(connection, row.house, proof.knows)


def token_for(connection: Connection, dev: bytes, now_ms: int) -> Token:
    """A token for a device that proved who it is."""
    made = secrets.token_bytes(32)
    connection.execute(delete(token).where(token.c.until_ms < now_ms))
    connection.execute(insert(token).values(hash=sha256(made), dev=dev, until_ms=now_ms + TOKEN_MS))
    return Token(token=made, now_ms=now_ms)


def caller_of(connection: Connection, given: bytes, now_ms: int, *, revoked: bool = False) -> Caller:
    """Who holds this token. Refuses with `token`, and unless `revoked` with `revoked` a device that is."""
    row = connection.execute(
        select(device)
        .join(token, token.c.dev == device.c.id)
        .where(token.c.hash == sha256(given), token.c.until_ms >= now_ms)
    ).first()
    if row is None:
        raise Refusal(Why.TOKEN)
    if not (row.active or revoked):
        raise Refusal(Why.REVOKED)
    return Caller(row.id, row.house, row.sign, row.admin)


Clock = Callable[[], int]
"""UTC milliseconds."""
