"""Making a desk for the cases of CTER: its own vault and file beside the house (DATA.md 2, decision 0011).

The recovery sheets of the house open it too; no new ones come of it.
"""

from pathlib import Path

from zvhdesk.domain.terms import Compartment
from zvhdesk.services import house_file, house_keys, opening
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.house_file import Contents
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import SecretStore


def make_vault(folder: Path, found: Contents, passphrase: str, keyring: SecretStore | None) -> bytes:
    """Make the vault in `folder`; returns the database key. Takes about a second. Raises StoreRefused.

    What an earlier set-up left there that did not end goes first.
    """
    opening.clear_unfinished(folder)
    vault.make_folder(folder)
    opening.begin_setup(folder)
    return vault.create_apart(folder, found.house, passphrase, keyring, found.recovery)


def found_apart(
    folder: Path,
    key: bytes,
    found: Contents,
    user: str,
    clock: Clock,
    keyring: SecretStore | None = None,
    backup_folder: str = "",
) -> Desk:
    """Make the database with a copy of the house, for the person with that id, and open it.

    Raises StoreRefused; then there is none.
    """

    def fill(desk: Desk) -> None:
        desk.becomes(user)
        house_file.take(desk, found)
        if found.sheets_made is not None:
            mark = vault.sheets_mark(folder)
            desk.set_setting(house_keys.MADE + mark, found.sheets_made.isoformat())
        if backup_folder:
            desk.set_setting(BACKUP_FOLDER, backup_folder)

    return opening.build(folder, key, fill, clock, keyring, Compartment.CTER)
