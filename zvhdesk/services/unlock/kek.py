"""From a passphrase and a keyring secret to the key that wraps the database key."""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess at the passphrase costs with Argon2id."""

    memory_kib: int
    iterations: int
    lanes: int

    def reaches(self, floor: "KdfCost") -> bool:
        """No parameter is below the floor's."""
        return (
            self.memory_kib >= floor.memory_kib
            and self.iterations >= floor.iterations
            and self.lanes >= floor.lanes
        )


WITH_KEYRING = KdfCost(memory_kib=128 * 1024, iterations=3, lanes=4)
"""What is written, and the floor, when a keyring secret stands beside the passphrase. About 0.6 s."""

WITHOUT_KEYRING = KdfCost(memory_kib=256 * 1024, iterations=4, lanes=4)
"""The same when the passphrase stands alone. About 1.2 s."""

CEILING = KdfCost(memory_kib=2 * 1024 * 1024, iterations=64, lanes=64)
"""Beyond this a vault is not ours: it would only make the machine run out of memory."""


def floor_for(*, keyring: bool) -> KdfCost:
    """The least that a vault may ask for."""
    return WITH_KEYRING if keyring else WITHOUT_KEYRING


def new_kek(passphrase: str, cost: KdfCost, keyring_secret: bytes) -> tuple[bytes, bytes]:
    """A salt that nobody had before, and what `derive_kek` makes with it."""
    salt = new_salt()
    return salt, derive_kek(passphrase, salt, cost, keyring_secret)


def derive_kek(passphrase: str, salt: bytes, cost: KdfCost, keyring_secret: bytes) -> bytes:
    """HKDF-SHA256(Argon2id(passphrase) || keyring secret), 32 bytes. The secret is empty without a keyring.

    A stolen disk lacks the keyring secret; a thief of the keyring lacks the passphrase.
    """
    return expand(stretched(normalised(passphrase), salt, cost) + keyring_secret, b"zvh/1/kek")


def new_salt() -> bytes:
    """At random: the same passphrase in another house, or chosen once more, is another guess."""
    return secrets.token_bytes(SALT_BYTES)


def stretched(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Argon2id of a normalised passphrase: all that takes time here."""
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(passphrase.encode())


def expand(secret: bytes, purpose: bytes, length: int = KEY_BYTES) -> bytes:
    """Bytes for one purpose from a secret that is already strong."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret)


def normalised(passphrase: str) -> str:
    """The same text whichever keyboard it came from: composed letters, no space or line end around it."""
    return unicodedata.normalize("NFC", passphrase).strip()
