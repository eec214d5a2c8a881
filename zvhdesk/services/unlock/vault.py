"""Making, opening and recovering a house. The database key leaves this module; no other secret does."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zvhdesk.domain.store_refusals import (
    FolderUnusable,
    KeyringMissing,
    KeyringTrouble,
    NotEmpty,
    SheetsOvertaken,
    SheetTrouble,
    StoreRefused,
    VaultDamaged,
    WeakPassphrase,
    WrongPassphrase,
    WrongSheet,
)
from zvhdesk.services.unlock import recovery_key, sheets, vault_file
from zvhdesk.services.unlock.kek import KEY_BYTES, derive_kek, expand, floor_for, new_kek
from zvhdesk.services.unlock.keyring import SECRET_BYTES, SecretStore
from zvhdesk.services.unlock.location import check_folder
from zvhdesk.services.unlock.lock import LOCK_NAME
from zvhdesk.services.unlock.passphrase import weakness
from zvhdesk.services.unlock.recovery_key import RecoveryPair
from zvhdesk.services.unlock.sheets import SheetText
from zvhdesk.services.unlock.standard import APART
from zvhdesk.services.unlock.vault_file import VAULT_NAME, KeyringEntry, Vault

DATABASE_NAME: Final = "desk.db"
SETUP_MARK: Final = "inrichten.bezig"
"""Stands in the folder from just before a set-up makes its vault until the house is founded."""
APART_DATABASE_NAME: Final = "cter.db"
LEFT_BY_A_CRASH: Final = frozenset(
    {LOCK_NAME, SETUP_MARK, APART, VAULT_NAME + ".new", DATABASE_NAME + ".new", APART_DATABASE_NAME + ".new"}
)
"""What may lie in a folder that still counts as empty: the lock, files that were never finished, and what
stands apart from it."""

_NONCE_BYTES = 12
_FINGERPRINT_BYTES = 16


@dataclass(frozen=True, slots=True)
class NewHouse:
    """A house that has a vault and no database yet: make that with `key`, 32 bytes.

    `sheets` are the two recovery sheets, to be printed now: they are kept nowhere.
    """

    key: bytes
    sheets: tuple[SheetText, SheetText]


@dataclass(frozen=True, slots=True, repr=False)
class Renewal:
    """Two new recovery sheets that do not count yet, and the vault in which they will."""

    sheets: tuple[SheetText, SheetText]
    before: Vault
    after: Vault


def create_house(
    folder: Path, label: str, passphrase: str, keyring: SecretStore | None, now: datetime
) -> NewHouse:
    """Write the vault of a new house into a folder that is absent or empty (desk.lock may be there).

    Raises StoreRefused: WeakPassphrase, NotEmpty, FolderUnusable, SyncedFolder, NetworkFolder, RoamingFolder,
    KeyringMissing. After any of them nothing was written.
    """
    check_folder(folder)
    check_empty(folder)
    _check_passphrase(passphrase, label)
    key = secrets.token_bytes(KEY_BYTES)
    seed = secrets.token_bytes(recovery_key.SEED_BYTES)
    public = recovery_key.pair_from(seed).public
    vault = _wrap(key, label, passphrase, keyring, public, recovery_key.seal(key, public))
    make_folder(folder)
    vault_file.save(folder, vault)
    return NewHouse(key, _sheets(label, now, seed, public))


def create_apart(
    folder: Path, label: str, passphrase: str, keyring: SecretStore | None, recovery: bytes
) -> bytes:
    """Write the vault of a database that the recovery sheets of an existing house open; returns its key.

    `recovery` is the public half of that pair: no new sheets come of it. Raises as `create_house`.
    """
    check_folder(folder)
    check_empty(folder)
    _check_passphrase(passphrase, label)
    key = secrets.token_bytes(KEY_BYTES)
    vault = _wrap(key, label, passphrase, keyring, recovery, recovery_key.seal(key, recovery))
    make_folder(folder)
    vault_file.save(folder, vault)
    return key


def create_joined(
    folder: Path, label: str, passphrase: str, keyring: SecretStore | None, key: bytes, recovery: bytes
) -> None:
    """Write the vault of a desk that joined a house: `key` is its database key, `recovery` the house's.

    The two sheets of the house open this desk too; it has none of its own. The folder holds no vault yet.
    Raises StoreRefused: WeakPassphrase, NotEmpty, KeyringMissing, FolderUnusable.
    """
    if is_house(folder):
        raise StoreRefused(NotEmpty())
    _check_passphrase(passphrase, label)
    sealed = recovery_key.seal(key, recovery)
    vault_file.save(folder, _wrap(key, label, passphrase, keyring, recovery, sealed))


def is_house(folder: Path) -> bool:
    """Whether a vault stands in this folder, whole or not."""
    return (folder / VAULT_NAME).exists()


def label(folder: Path) -> str:
    """The name of the house, shown before unlocking. Raises StoreRefused, as `unlock` does for a vault."""
    return vault_file.load(folder).label


def needs_keyring(folder: Path) -> bool:
    """Whether this house was made with a keyring secret beside its passphrase."""
    return vault_file.load(folder).keyring is not None


def unlock(folder: Path, passphrase: str, keyring: SecretStore | None) -> bytes:
    """The database key of the house in this folder. Takes about a second; writes nothing.

    Raises StoreRefused: NotAHouse, VaultDamaged, NewerVault, WeakenedVault, KeyringMissing, WrongPassphrase,
    FolderUnusable, and those of `check_folder`.
    """
    check_folder(folder)
    return _open(vault_file.load(folder), passphrase, keyring)


def recover(
    folder: Path, sheet1: str, sheet2: str, new_passphrase: str, keyring: SecretStore | None
) -> bytes:
    """The database key by the two sheets; from now on the new passphrase opens the house, on this machine.

    The sheets stay good. Whoever typed them has seen both, so offer `new_sheets` after this.
    Raises StoreRefused: WrongSheet, WeakPassphrase, and those of `unlock` but WrongPassphrase.
    """
    key = by_sheets(folder, sheet1, sheet2)
    vault = vault_file.load(folder)
    _check_passphrase(new_passphrase, vault.label)
    _rewrap(folder, vault, key, new_passphrase, keyring)
    return key


def by_sheets(folder: Path, sheet1: str, sheet2: str) -> bytes:
    """The database key by the two sheets; writes nothing. Raises StoreRefused as `recover` does."""
    check_folder(folder)
    vault = vault_file.load(folder)
    key = recovery_key.unseal(vault.recovery_box, recovery_pair(sheet1, sheet2, vault.recovery_public))
    if key is None or _fingerprint(key) != vault.key_fingerprint:
        raise StoreRefused(VaultDamaged())
    return key


def recovery_pair(sheet1: str, sheet2: str, public: bytes) -> RecoveryPair:
    """The recovery key by two sheets, of the pair with this public half. Raises StoreRefused(WrongSheet)."""
    halves = [sheets.read(1, sheet1), sheets.read(2, sheet2)]
    for half in halves:
        if half.pair != recovery_key.pair_id(public):
            raise StoreRefused(WrongSheet(half.number, SheetTrouble.OTHER_HOUSE))
    return recovery_key.pair_from(sheets.join(*halves))


def recovery_public(folder: Path) -> bytes:
    """What anything for the two officers is sealed to. Raises StoreRefused, as `label` does."""
    return vault_file.load(folder).recovery_public


def change_passphrase(folder: Path, old: str, new: str, keyring: SecretStore | None) -> None:
    """From now on the new passphrase opens the house. The database and the sheets stay as they are.

    A house made with a keyring secret keeps needing one, and one made without stands on its passphrase alone.
    Backups made before keep the old passphrase. Raises StoreRefused: WeakPassphrase, and those of `unlock`.
    """
    vault = vault_file.load(folder)
    key = _open(vault, old, keyring)
    _check_passphrase(new, vault.label)
    _rewrap(folder, vault, key, new, keyring if vault.keyring is not None else None)


def sheets_mark(folder: Path) -> str:
    """The mark on the two sheets that open this house, 8 hex digits. Raises StoreRefused, as `label` does."""
    return _mark(vault_file.load(folder).recovery_public)


def new_sheets(folder: Path, passphrase: str, keyring: SecretStore | None, now: datetime) -> Renewal:
    """Two new recovery sheets, to be printed now. Writes nothing: until `use_sheets` the old ones open it.

    Raises StoreRefused (see `unlock`): who only sits at an open house cannot make them.
    """
    vault = vault_file.load(folder)
    kek = _kek(vault, passphrase, keyring)
    key = _unwrap(vault, kek)
    seed = secrets.token_bytes(recovery_key.SEED_BYTES)
    public = recovery_key.pair_from(seed).public
    renewed = replace(vault, recovery_public=public, recovery_box=recovery_key.seal(key, public))
    return Renewal(_sheets(vault.label, now, seed, public), vault, _sealed(renewed, kek, key))


def use_sheets(folder: Path, renewal: Renewal) -> None:
    """From now on the new sheets open this vault; the old ones open backups from before, and no more.

    One replaced file: broken off at any moment, either pair is good and never neither. A second time does
    nothing. Raises StoreRefused: SheetsOvertaken when the vault was changed since, and those of `label`.
    """
    found = vault_file.load(folder)
    if found == renewal.after:
        return
    if found != renewal.before:
        raise StoreRefused(SheetsOvertaken())
    vault_file.save(folder, renewal.after)


def check_empty(folder: Path) -> None:
    """Refuses a folder with anything in it. Raises StoreRefused: NotEmpty, FolderUnusable."""
    try:
        present: Iterable[str] = [found.name for found in folder.iterdir()]
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise StoreRefused(NotEmpty()) from None
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error
    if not LEFT_BY_A_CRASH.issuperset(present):
        raise StoreRefused(NotEmpty())


def make_folder(folder: Path) -> None:
    """The folder is there, for this user only. Raises StoreRefused(FolderUnusable)."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error


def _open(vault: Vault, passphrase: str, keyring: SecretStore | None) -> bytes:
    return _unwrap(vault, _kek(vault, passphrase, keyring))


def _kek(vault: Vault, passphrase: str, keyring: SecretStore | None) -> bytes:
    secret = _keyring_secret(vault.keyring, keyring)
    return derive_kek(passphrase, vault.salt, vault.cost, secret)


def _unwrap(vault: Vault, kek: bytes) -> bytes:
    try:
        key = AESGCM(kek).decrypt(vault.nonce, vault.wrapped, vault.header())
    except InvalidTag:
        raise StoreRefused(WrongPassphrase()) from None
    if _fingerprint(key) != vault.key_fingerprint:
        raise StoreRefused(VaultDamaged())
    return key


def _keyring_secret(entry: KeyringEntry | None, keyring: SecretStore | None) -> bytes:
    if entry is None:
        return b""
    if keyring is None:
        raise StoreRefused(KeyringMissing(KeyringTrouble.ABSENT))
    secret = keyring.get(entry.entry)
    if secret is None:
        raise StoreRefused(KeyringMissing(KeyringTrouble.GONE))
    if _fingerprint(secret) != entry.fingerprint:
        raise StoreRefused(KeyringMissing(KeyringTrouble.OTHER))
    return secret


def _rewrap(folder: Path, vault: Vault, key: bytes, passphrase: str, keyring: SecretStore | None) -> None:
    renewed = _wrap(key, vault.label, passphrase, keyring, vault.recovery_public, vault.recovery_box)
    vault_file.save(folder, renewed)


def _wrap(
    key: bytes, label: str, passphrase: str, keyring: SecretStore | None, public: bytes, recovery_box: bytes
) -> Vault:
    # A fresh secret under a fresh name, kept before the vault that needs it is written. The old one is never
    # taken away: a backup or a copy of the house may still stand on it.
    secret = b"" if keyring is None else secrets.token_bytes(SECRET_BYTES)
    entry = None
    if keyring is not None:
        entry = KeyringEntry(secrets.token_hex(16), _fingerprint(secret))
        keyring.put(entry.entry, secret)
    cost = floor_for(keyring=keyring is not None)
    salt, kek = new_kek(passphrase, cost, secret)
    vault = Vault(
        label=label,
        cost=cost,
        salt=salt,
        keyring=entry,
        key_fingerprint=_fingerprint(key),
        recovery_public=public,
        recovery_box=recovery_box,
        nonce=b"",
        wrapped=b"",
    )
    return _sealed(vault, kek, key)


def _sealed(vault: Vault, kek: bytes, key: bytes) -> Vault:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return replace(vault, nonce=nonce, wrapped=AESGCM(kek).encrypt(nonce, key, vault.header()))


def _check_passphrase(passphrase: str, label: str) -> None:
    found = weakness(passphrase, label)
    if found is not None:
        raise StoreRefused(WeakPassphrase(found))


def _sheets(label: str, now: datetime, seed: bytes, public: bytes) -> tuple[SheetText, SheetText]:
    return sheets.split(seed, recovery_key.pair_id(public), label, now.date())


def _mark(public: bytes) -> str:
    return recovery_key.pair_id(public).hex().upper()


def _fingerprint(secret: bytes) -> bytes:
    # Of 32 random bytes: it shows whether it is the same one and nothing of what it is.
    return expand(secret, b"zvh/1/fingerprint", _FINGERPRINT_BYTES)
