"""A desk that was revoked: it gives up the keys to its own data, as the signed word says (SYNC.md, Settled).

`wipe` destroys every wrap of the database key: then nobody opens this database again. `keep` destroys those
of the passphrase and the keyring: only the recovery officers, with both sheets, see what was not sent.

A mark stands in the folder from before the first byte goes, so that a desk that was cut off in the middle
goes on at its next start, before anybody can unlock it. Out of reach is a copy on a disk that is not there
now, and what a drive keeps of bytes that were written over; of the first the mark tells, to be said.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from zvhdesk.domain.store_refusals import FolderUnusable, StoreRefused, VaultDamaged
from zvhdesk.services import backup
from zvhdesk.services.unlock import vault_file
from zvhdesk.services.unlock.files import unfinished_name, write_atomic
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.services.unlock.vault_file import VAULT_NAME, Vault
from zvhdesk.wire.roster import AfterRevoking

MARK: Final = "ingetrokken.json"
_NEXT: Final = VAULT_NAME + ".ingetrokken"


@dataclass(frozen=True, slots=True)
class Revoked:
    """What became of this desk. `label` is the house's.

    `shut` once the wraps are gone; `entry` is the secret that the keyring still has (None: it has none),
    `backups` are the folders whose copies could not be reached.
    """

    after: AfterRevoking
    label: str
    shut: bool
    entry: str | None
    backups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What an admin's signed word tells this desk to do; `backups` are the folders with copies of it."""

    after: AfterRevoking
    backups: tuple[str, ...]


def found(folder: Path) -> Revoked | None:
    """Whether this desk was revoked, to be asked before anything is unlocked. Raises StoreRefused."""
    try:
        told = json.loads((folder / MARK).read_text("utf-8"))
        kept = {"after": AfterRevoking(told["after"]), "backups": tuple(map(str, told["backups"]))}
        return Revoked(**{**told, **kept})
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error
    except (ValueError, TypeError, KeyError):
        raise StoreRefused(VaultDamaged()) from None


def obey(
    folder: Path, after: AfterRevoking, keyring: SecretStore | None, backups: tuple[str, ...] = ()
) -> Revoked:
    """Do what the revocation says. The desk may still be open; whoever calls it ends the program then.

    `backups` are the folders with copies. A desk that obeyed before changes nothing any more. Raises
    StoreRefused; then the next start goes on with it.
    """
    before = found(folder)
    if before is None:
        vault = vault_file.load(folder)
        entry = None if vault.keyring is None else vault.keyring.entry
        _mark(folder, Revoked(after, vault.label, False, entry, backups))
    return finish(folder, keyring)


def finish(folder: Path, keyring: SecretStore | None) -> Revoked:
    """Go on with it where it stands: at every start of a desk that was revoked. Raises StoreRefused."""
    told = found(folder)
    if told is None:
        raise LookupError("not revoked")
    if not told.shut:
        _shut(folder, told.after)
        told = _mark(folder, replace(told, shut=True))
    if told.entry is not None and _forgot(keyring, told.entry):
        told = _mark(folder, replace(told, entry=None))
    left = tuple(one for one in told.backups if not _reached(folder, told.after, Path(one)))
    return told if left == told.backups else _mark(folder, replace(told, backups=left))


def _mark(folder: Path, told: Revoked) -> Revoked:
    try:
        write_atomic(folder / MARK, json.dumps(asdict(told), indent=1, ensure_ascii=False).encode())
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error
    return told


def _shut(folder: Path, after: AfterRevoking) -> None:
    """Write over the vault. The one that takes its place is on disk before, or REC's wrap might be lost."""
    path, following = folder / VAULT_NAME, folder / _NEXT
    try:
        if not following.exists():
            write_atomic(following, vault_file.serialise(_without_wraps(vault_file.load(folder), after)))
        _write_over(path)
        following.replace(path)
        unfinished_name(path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreRefused(FolderUnusable()) from error


def _without_wraps(vault: Vault, after: AfterRevoking) -> Vault:
    """The same vault with chance in the place of a wrap: it opens with nothing."""
    keeps = after is AfterRevoking.KEEP
    return replace(
        vault,
        salt=secrets.token_bytes(len(vault.salt)),
        nonce=secrets.token_bytes(len(vault.nonce)),
        wrapped=secrets.token_bytes(len(vault.wrapped)),
        recovery_box=vault.recovery_box if keeps else secrets.token_bytes(len(vault.recovery_box)),
    )


def _write_over(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _forgot(keyring: SecretStore | None, entry: str) -> bool:
    if keyring is None:
        return False
    try:
        if keyring.get(entry) is not None:
            keyring.forget(entry)
    except StoreRefused:
        return False  # locked, or not there now: another start
    return True


def _reached(folder: Path, after: AfterRevoking, backups: Path) -> bool:
    try:
        if not backup.backup_days(folder, backups):
            return False  # where a disk should be that is not connected
        if after is AfterRevoking.WIPE:
            backup.take_away(folder, backups)
        else:
            backup.shut(folder, backups)
    except StoreRefused:
        return False
    return True
