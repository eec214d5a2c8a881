"""vault.json: what is known of a house before it is unlocked, and not a thing more.

It holds the format, the label, the Argon2id parameters and salt, the keyring entry, the database key wrapped
twice, a fingerprint of that key, and a checksum. The checksum tells damage from a wrong passphrase; against a
person who alters the file it does nothing, and needs not: all but the wraps is bound into the wrap as AAD.
"""

import base64
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from zvhdesk.domain.store_refusals import (
    FolderUnusable,
    NewerVault,
    NotAHouse,
    StoreRefused,
    VaultDamaged,
    WeakenedVault,
)
from zvhdesk.services.unlock.files import write_atomic
from zvhdesk.services.unlock.kek import CEILING, SALT_BYTES, KdfCost, floor_for
from zvhdesk.services.unlock.recovery_key import PUBLIC_BYTES

VAULT_NAME: Final = "vault.json"
FORMAT: Final = 1

_LARGEST = 64 * 1024  # ours is about 4 KiB


@dataclass(frozen=True, slots=True)
class KeyringEntry:
    """The name under which the keyring keeps this house's secret, and a fingerprint to know it by."""

    entry: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """The contents of vault.json. `wrapped` is AES-256-GCM, `recovery_box` is HPKE to `recovery_public`."""

    label: str
    cost: KdfCost
    salt: bytes
    keyring: KeyringEntry | None
    key_fingerprint: bytes
    recovery_public: bytes
    recovery_box: bytes
    nonce: bytes
    wrapped: bytes

    def header(self) -> bytes:
        """What the wrap is bound to: everything but the wraps themselves, in one canonical form."""
        return _canonical(_header(self))


def load(folder: Path) -> Vault:
    """The vault in this folder. Raises StoreRefused: NotAHouse, FolderUnusable, and those of `parse`."""
    path = folder / VAULT_NAME
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise StoreRefused(NotAHouse()) from None
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error
    return parse(data)


def save(folder: Path, vault: Vault) -> None:
    """Replace vault.json by this one, whole. Raises StoreRefused(FolderUnusable)."""
    try:
        write_atomic(folder / VAULT_NAME, serialise(vault))
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error


def serialise(vault: Vault) -> bytes:
    """The bytes of vault.json, readable JSON."""
    body: dict[str, object] = {
        **_header(vault),
        "wrap": {"nonce": _text(vault.nonce), "box": _text(vault.wrapped)},
        "recovery_box": _text(vault.recovery_box),
    }
    body["checksum"] = _checksum(body)
    return (json.dumps(body, indent=1, ensure_ascii=False) + "\n").encode()


def parse(data: bytes) -> Vault:
    """The vault in these bytes. Raises StoreRefused: VaultDamaged, NewerVault, WeakenedVault."""
    try:
        body = json.loads(data.decode())
        checksum = body.pop("checksum")
        found = body["format"]
        if checksum != _checksum(body) or type(found) is not int:
            raise StoreRefused(VaultDamaged())
        if found > FORMAT:
            raise StoreRefused(NewerVault(found, FORMAT))
        vault = _from(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StoreRefused(VaultDamaged()) from None
    if not vault.cost.reaches(floor_for(keyring=vault.keyring is not None)):
        raise StoreRefused(WeakenedVault())
    if not CEILING.reaches(vault.cost):
        raise StoreRefused(VaultDamaged())
    return vault


def _header(vault: Vault) -> dict[str, object]:
    keyring = vault.keyring
    return {
        "format": FORMAT,
        "label": vault.label,
        "kdf": {"name": "argon2id", **asdict(vault.cost), "salt": _text(vault.salt)},
        "keyring": keyring and {"entry": keyring.entry, "fingerprint": _text(keyring.fingerprint)},
        "key_fingerprint": _text(vault.key_fingerprint),
        "recovery_public": _text(vault.recovery_public),
    }


def _from(body: dict[str, object]) -> Vault:
    kdf, wrap, keyring = _part(body, "kdf"), _part(body, "wrap"), body["keyring"]
    vault = Vault(
        label=_string(body, "label"),
        cost=KdfCost(_whole(kdf, "memory_kib"), _whole(kdf, "iterations"), _whole(kdf, "lanes")),
        salt=_bytes(kdf, "salt"),
        keyring=None if keyring is None else _keyring(_part(body, "keyring")),
        key_fingerprint=_bytes(body, "key_fingerprint"),
        recovery_public=_bytes(body, "recovery_public"),
        recovery_box=_bytes(body, "recovery_box"),
        nonce=_bytes(wrap, "nonce"),
        wrapped=_bytes(wrap, "box"),
    )
    if (
        body["format"] != FORMAT
        or kdf["name"] != "argon2id"
        or len(vault.salt) != SALT_BYTES
        or len(vault.nonce) != 12
        or len(vault.recovery_public) != PUBLIC_BYTES
    ):
        raise ValueError("not a vault of this format")
    return vault


def _keyring(part: dict[str, object]) -> KeyringEntry:
    return KeyringEntry(_string(part, "entry"), _bytes(part, "fingerprint"))


def _part(body: dict[str, object], name: str) -> dict[str, object]:
    part = body[name]
    if not isinstance(part, dict):
        raise TypeError(name)
    return part


def _string(body: dict[str, object], name: str) -> str:
    text = body[name]
    if not isinstance(text, str):
        raise TypeError(name)
    return text


def _whole(body: dict[str, object], name: str) -> int:
    number = body[name]
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(name)
    return number


def _bytes(body: dict[str, object], name: str) -> bytes:
    return base64.b64decode(_string(body, name), validate=True)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _canonical(body: dict[str, object]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _checksum(body: dict[str, object]) -> str:
    return sha256(b"zvh/1/vault" + _canonical(body)).hexdigest()
