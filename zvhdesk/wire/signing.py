"""Signatures: Ed25519 over the kind of a message and the hash of its bytes.

The kind stands inside what is signed, so that a signature for one purpose can never serve another.
"""

from enum import StrEnum
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from zvhdesk.wire.encoding import sha256

_DOMAIN = b"zvh/1/"
KEY_SIZE, SIGNATURE_SIZE = 32, 64


class Purpose(StrEnum):
    """What a signature says."""

    ENVELOPE = "env"
    ROSTER = "roster"
    LOGIN = "login"
    DESTROY = "destroy"
    DESTROYED = "destroyed"


def sign(key: Ed25519PrivateKey, purpose: Purpose, data: bytes) -> bytes:
    """The signature, 64 bytes."""
    return key.sign(signed_bytes(purpose, data))


def holds(public: bytes, purpose: Purpose, data: bytes, signature: bytes) -> bool:
    """Whether the owner of this public key (32 bytes) signed these bytes for this purpose."""
    try:
        _public(public).verify(signature, signed_bytes(purpose, data))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)
def _public(key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(key)


def signed_bytes(purpose: Purpose, data: bytes) -> bytes:
    """What the signature is over."""
    return _DOMAIN + purpose.value.encode("ascii") + b"\0" + sha256(data)
