"""The keyring of the operating system, for one secret per house.

Only keyrings that are known to encrypt are used, by name and in this order. What a configuration file or an
environment variable prefers is not asked: that is how a plain text keyring slips in.
"""

import base64
import binascii
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet, macOS
from keyring.errors import InitError, KeyringError, KeyringLocked

from zvhdesk.domain.store_refusals import KeyringMissing, KeyringTrouble, StoreRefused

SECRET_BYTES = 32
_SERVICE = "ZVH Desk"

PINNED: tuple[tuple[str, type[KeyringBackend]], ...] = (
    ("Windows Referentiebeheer", Windows.WinVaultKeyring),
    ("macOS Sleutelhanger", macOS.Keyring),
    ("Secret Service", SecretService.Keyring),
    ("KWallet", kwallet.DBusKeyring),
)


class SecretStore(Protocol):
    """A place outside the folder of the house that keeps a secret under the name of an entry."""

    @property
    def name(self) -> str:
        """What to call it on screen."""

    def get(self, entry: str) -> bytes | None:
        """The secret, or None when it has none under that name. Raises StoreRefused(KeyringMissing)."""

    def put(self, entry: str, secret: bytes) -> None:
        """Keep it, and be sure of it. Raises StoreRefused(KeyringMissing)."""

    def forget(self, entry: str) -> None:
        """Keep nothing under that name. Raises StoreRefused(KeyringMissing) when it may still be there."""


@dataclass(frozen=True, slots=True)
class Usable:
    """There is a keyring, and it kept and gave back a trial secret. `name` is for the screen."""

    name: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """There is none to rely on: a house then stands on its passphrase alone, with more work per guess."""

    why: KeyringTrouble


class OsKeyring:
    """The keyrings of this machine that are on the pinned list; the first one takes new secrets.

    All of them are asked for an old one: a desktop that changes its keyring must not lock anyone out.
    """

    def __init__(self, backends: Sequence[tuple[str, KeyringBackend]]) -> None:
        self._backends = tuple(backends)

    @property
    def name(self) -> str:
        return self._backends[0][0]

    def get(self, entry: str) -> bytes | None:
        trouble: StoreRefused | None = None
        for _, backend in self._backends:
            try:
                found = _get(backend, entry)
            except StoreRefused as refused:
                trouble = trouble or refused
                continue
            if found is not None:
                return found
        if trouble is not None:
            raise trouble
        return None

    def put(self, entry: str, secret: bytes) -> None:
        backend = self._backends[0][1]
        try:
            backend.set_password(_SERVICE, entry, base64.b64encode(secret).decode("ascii"))
        except Exception as error:  # noqa: BLE001 - see _trouble
            raise StoreRefused(KeyringMissing(_trouble(error))) from None
        if _get(backend, entry) != secret:
            raise StoreRefused(KeyringMissing(KeyringTrouble.UNRELIABLE))

    def forget(self, entry: str) -> None:
        """Take the entry out of every keyring that has it. One that never was there is trouble too."""
        holding = [backend for _, backend in self._backends if _get(backend, entry) is not None]
        for backend in holding or [self._backends[0][1]]:
            try:
                backend.delete_password(_SERVICE, entry)
            except Exception as error:  # noqa: BLE001 - see _trouble
                raise StoreRefused(KeyringMissing(_trouble(error))) from None


class MemoryKeyring:
    """A keyring that lasts as long as the process, for the tour and for tests of other things."""

    name = "geheugen"

    def __init__(self) -> None:
        self._secrets: dict[str, bytes] = {}

    def get(self, entry: str) -> bytes | None:
        return self._secrets.get(entry)

    def put(self, entry: str, secret: bytes) -> None:
        self._secrets[entry] = secret

    def forget(self, entry: str) -> None:
        self._secrets.pop(entry, None)


def os_keyring(
    pinned: Iterable[tuple[str, type[KeyringBackend]]] = PINNED,
) -> OsKeyring | None:
    """The keyring of this machine, or None when there is none on the pinned list. Asks the user nothing."""
    backends = [(name, kind()) for name, kind in pinned if _is_viable(kind)]
    return OsKeyring(backends) if backends else None


def keyring_state(keyring: OsKeyring | None) -> Usable | Unusable:
    """Whether the keyring keeps a secret, tried with one. May make the desktop ask for its password."""
    if keyring is None:
        return Unusable(KeyringTrouble.ABSENT)
    entry = f"proef-{secrets.token_hex(8)}"
    try:
        keyring.put(entry, secrets.token_bytes(SECRET_BYTES))
        keyring.forget(entry)
    except StoreRefused as refused:
        reason = refused.reason
        return Unusable(reason.trouble if isinstance(reason, KeyringMissing) else KeyringTrouble.UNRELIABLE)
    return Usable(keyring.name)


def _is_viable(kind: type[KeyringBackend]) -> bool:
    try:
        return bool(kind.viable)
    except Exception:  # noqa: BLE001 - a keyring that cannot even say so is not there
        return False


def _get(backend: KeyringBackend, entry: str) -> bytes | None:
    try:
        text = backend.get_password(_SERVICE, entry)
    except Exception as error:  # noqa: BLE001 - see _trouble
        raise StoreRefused(KeyringMissing(_trouble(error))) from None
    if text is None:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise StoreRefused(KeyringMissing(KeyringTrouble.OTHER)) from None


def _trouble(error: Exception) -> KeyringTrouble:
    # Backends let errors of D-Bus, of Win32 and of macOS through beside their own. None of them may bring the
    # unlock window down: each means that the keyring cannot be used now.
    if isinstance(error, KeyringLocked | InitError):
        return KeyringTrouble.LOCKED
    if isinstance(error, KeyringError | RuntimeError | OSError):
        return KeyringTrouble.UNRELIABLE
    return KeyringTrouble.LOCKED if "dismiss" in str(error).casefold() else KeyringTrouble.UNRELIABLE
