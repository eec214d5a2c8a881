"""The house recovery key pair REC: the database key sealed to its public half, the private half on paper.

HPKE (RFC 9180) as in `cryptography` 50, KEM MLKEM768_X25519: what is written today must still be shut when
a quantum computer exists. Its private half comes from a seed of 32 bytes by HKDF, so that it can be typed:
64 bytes are the seed of ML-KEM, 32 bytes the key of X25519.
"""

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from zvhdesk.services.unlock.kek import expand

SEED_BYTES = 32
PUBLIC_BYTES = 1184 + 32
PAIR_BYTES = 4

_MLKEM_SEED_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO = b"zvh/1/dbk-for-recovery"


@dataclass(frozen=True, slots=True)
class RecoveryPair:
    """Both halves, rebuilt from the seed. `public` is ML-KEM's public key and then X25519's."""

    private: MLKEM768X25519PrivateKey
    public: bytes


def pair_from(seed: bytes, purpose: bytes = b"zvh/1/rec") -> RecoveryPair:
    """The key pair that this seed of 32 bytes always gives, for one purpose."""
    material = expand(seed, purpose, _MLKEM_SEED_BYTES + 32)
    lattice = MLKEM768PrivateKey.from_seed_bytes(material[:_MLKEM_SEED_BYTES])
    curve = X25519PrivateKey.from_private_bytes(material[_MLKEM_SEED_BYTES:])
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return RecoveryPair(MLKEM768X25519PrivateKey(lattice, curve), public)


def pair_id(public: bytes) -> bytes:
    """Four bytes that say which pair a sheet belongs to. They tell nothing about the key."""
    return sha256(b"zvh/1/rec-pair" + public).digest()[:PAIR_BYTES]


def seal(database_key: bytes, public: bytes) -> bytes:
    """The database key, readable only with the private half."""
    return seal_for(database_key, public, _INFO)


def unseal(box: bytes, pair: RecoveryPair) -> bytes | None:
    """The database key, or None when the box was not sealed to this pair or is damaged."""
    return unseal_for(box, pair, _INFO)


def seal_for(data: bytes, public: bytes, info: bytes) -> bytes:
    """Anything small, readable only with the private half and for what `info` says."""
    lattice = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES])
    curve = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:])
    return _SUITE.encrypt(data, MLKEM768X25519PublicKey(lattice, curve), info)


def unseal_for(box: bytes, pair: RecoveryPair, info: bytes) -> bytes | None:
    """What was sealed, or None when it was not sealed to this pair for this, or is damaged."""
    try:
        return _SUITE.decrypt(box, pair.private, info)
    except (InvalidTag, ValueError):
        return None
