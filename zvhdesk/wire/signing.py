"""Signatures: Ed25519 over the kind of a message and the hash of its bytes.

The kind stands inside what is signed, so that a signature for one purpose can never serve another.
"""

from enum import StrEnum

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


def sign(key: Ed25519PrivateKey, purpose: Purpose, data: bytes) -> bytes:
    """The signature, 64 bytes."""
    return key.sign(_signed(purpose, data))


def holds(public: bytes, purpose: Purpose, data: bytes, signature: bytes) -> bool:
    """Whether the owner of this public key (32 bytes) signed these bytes for this purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(purpose, data))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed(purpose: Purpose, data: bytes) -> bytes:
    return _DOMAIN + purpose.value.encode("ascii") + b"\0" + sha256(data)
