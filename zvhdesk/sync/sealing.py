"""The ciphers (SYNC.md B.1): keys for devices, secrets of streams, and the inside of an envelope.

No algorithm is ever negotiated: version 1 fixes them all. A box that does not open raises `Unreadable`.
"""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zvhdesk.domain.terms import Compartment
from zvhdesk.services.unlock import recovery_key
from zvhdesk.services.unlock.recovery_key import RecoveryPair
from zvhdesk.wire.encoding import Malformed, dump, sha256
from zvhdesk.wire.padding import pad, unpad
from zvhdesk.wire.shapes import Shape

KEY = 32
_NONCE = 12
_NUMBER = 8


class Unreadable(Exception):
    """A box or an envelope that does not open with the keys of this desk. Says nothing of what was in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Of which compartment of which house a key is, and in which epoch."""

    house: bytes
    comp: bytes
    epoch: int

    @property
    def bound(self) -> bytes:
        """What a box of this key is bound to."""
        return self.house + self.comp + self.epoch.to_bytes(_NUMBER, "big")


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A compartment key, and which compartment it is of: its name stands nowhere that the server can read."""

    key: bytes
    name: Compartment


def new_key() -> bytes:
    """A key or a secret: 32 random bytes."""
    return secrets.token_bytes(KEY)


def commitment(key: bytes) -> bytes:
    """What the roster says of a compartment key: a hash that fits this key only."""
    return sha256(b"zvh/ckc" + key)


def seal_key(opened: OpenedKey, place: Place, dev: bytes, public: bytes) -> bytes:
    """A compartment key for one device, or with zeros for `dev` for the house's recovery key."""
    inside = dump({"key": opened.key, "name": opened.name.value})
    return recovery_key.seal_for(inside, public, _for_device(place, dev))


def open_key(box: bytes, place: Place, dev: bytes, pair: RecoveryPair) -> OpenedKey:
    """The key that was sealed for this device. Raises Unreadable."""
    inside = recovery_key.unseal_for(box, pair, _for_device(place, dev))
    if inside is None:
        raise Unreadable("key")
    try:
        shape = Shape(inside)
        opened = OpenedKey(shape.fixed("key", KEY), Compartment(shape.text("name")))
        shape.end()
    except (Malformed, ValueError):
        raise Unreadable("key") from None
    return opened


def seal_before(before: bytes, key: bytes, place: Place) -> bytes:
    """The key of the epoch before this one, for who has this one."""
    return _boxed(_derived(key, b"zvh/1/before"), before, place.bound)


def open_before(box: bytes, key: bytes, place: Place) -> bytes:
    """The key of the epoch before. Raises Unreadable."""
    return _unboxed(_derived(key, b"zvh/1/before"), box, place.bound)


class SecretBoxes:
    """Secrets of streams, each in a box under the key of its compartment."""

    def __init__(self, key: bytes, place: Place) -> None:
        self._key, self._bound = _derived(key, b"zvh/1/wrap"), place.bound

    def seal(self, secret: bytes, stream: bytes) -> bytes:
        """The box of a secret."""
        return _boxed(self._key, secret, self._bound + stream)

    def open(self, box: bytes, stream: bytes) -> bytes:
        """The secret in a box. Raises Unreadable."""
        return _unboxed(self._key, box, self._bound + stream)


def seal(payload: bytes, key: bytes, secret: bytes, env_id: bytes, hdr: bytes) -> bytes:
    """The inside of an envelope: padded, sealed, bound to its header."""
    cipher, nonce = _envelope_cipher(key, secret, env_id)
    return cipher.encrypt(nonce, pad(payload), hdr)


def unseal(ct: bytes, key: bytes, secret: bytes, env_id: bytes, hdr: bytes) -> bytes:
    """The payload. Raises Unreadable."""
    cipher, nonce = _envelope_cipher(key, secret, env_id)
    try:
        return unpad(cipher.decrypt(nonce, ct, hdr))
    except (InvalidTag, ValueError, Malformed):
        raise Unreadable("envelope") from None


def _envelope_cipher(key: bytes, secret: bytes, env_id: bytes) -> tuple[AESGCMSIV, bytes]:
    # Key and nonce come from the id of the envelope, which is random and used once.
    made = HKDF(algorithm=SHA256(), length=KEY + _NONCE, salt=env_id, info=b"zvh/1/env").derive(key + secret)
    return AESGCMSIV(made[:KEY]), made[KEY:]


def _for_device(place: Place, dev: bytes) -> bytes:
    return b"zvh/1/ck" + place.bound + dev


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose).derive(key)


def _boxed(key: bytes, inside: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCMSIV(key).encrypt(nonce, inside, bound)


def _unboxed(key: bytes, box: bytes, bound: bytes) -> bytes:
    try:
        return AESGCMSIV(key).decrypt(box[:_NONCE], box[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise Unreadable("box") from None
