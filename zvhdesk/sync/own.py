"""What makes this desk one of its house: its keys, the pinned root, its number in the roster.

All of it stands in the encrypted database and nowhere else. A desk that was never joined has none of it.
"""

import secrets
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import (
    CompartmentKey,
    CompartmentState,
    OwnSecret,
    RosterLine,
    SealedEnvelope,
    StreamSecret,
)
from zvhdesk.services.unlock.recovery_key import RecoveryPair, pair_from
from zvhdesk.wire.shapes import ID_SIZE

_SEED = 32
_PURPOSE = b"zvh/1/dk"
_FIXED = ("sign", "seal", "run", "house", "root")
_KEPT = select(OwnSecret.name, OwnSecret.value)


@dataclass(frozen=True)
class Own:
    """A device in its house. `dev`, `house` and `run` are 16 bytes, `root` is the pinned public key.

    `run` tells this copy of the device from another one with the same keys, such as a restored backup.
    """

    dev: bytes
    house: bytes
    root: bytes
    run: bytes
    sign: Ed25519PrivateKey
    seed: bytes

    @cached_property
    def pair(self) -> RecoveryPair:
        """What keys are sealed to for this device."""
        return pair_from(self.seed, _PURPOSE)

    @property
    def sign_public(self) -> bytes:
        """The 32 bytes that the roster names."""
        return self.sign.public_key().public_bytes_raw()


def new_own(dev: bytes, house: bytes, root: bytes) -> Own:
    """New keys for this device in that house."""
    return Own(
        dev=dev,
        house=house,
        root=root,
        run=secrets.token_bytes(ID_SIZE),
        sign=Ed25519PrivateKey.generate(),
        seed=secrets.token_bytes(_SEED),
    )


def keep(session: Session, own: Own) -> None:
    """Write them into the database."""
    values = (own.sign.private_bytes_raw(), own.seed, own.run, own.house, own.root)
    for name, value in zip(_FIXED, values, strict=True):
        session.merge(OwnSecret(name=name, value=value))


def of(session: Session, device: str) -> Own | None:
    """What this desk is in its house, or None when it was never joined. `device` is the desk's own id."""
    found = dict(session.execute(_KEPT).all())
    if not found.keys() >= set(_FIXED):
        return None
    return Own(
        dev=bytes.fromhex(device),
        house=found["house"],
        root=found["root"],
        run=found["run"],
        sign=Ed25519PrivateKey.from_private_bytes(found["sign"]),
        seed=found["seal"],
    )


def pinned(session: Session) -> tuple[bytes, bytes] | None:
    """The house this desk is of and the root key it holds to, whatever state its own keys are in."""
    house, root = (session.get(OwnSecret, name) for name in ("house", "root"))
    return None if house is None or root is None else (house.value, root.value)


def forget(session: Session) -> None:
    """The desk belongs to no house at a server after all: nothing that was made for one is left."""
    for table in (OwnSecret, RosterLine, CompartmentKey, CompartmentState, StreamSecret, SealedEnvelope):
        session.execute(delete(table))


def current_run(session: Session) -> bytes:
    """Which copy of the device this is now."""
    return session.get_one(OwnSecret, "run").value


def renew_run(session: Session) -> bytes:
    """From here on this is another copy of the device. Returns the run that ended."""
    row = session.get_one(OwnSecret, "run")
    before, row.value = row.value, secrets.token_bytes(ID_SIZE)
    return before
