"""`zvhdesk restore`: a backup put back into a new folder, with the passphrase or the two recovery sheets."""

import argparse
from contextlib import closing
from pathlib import Path

from zvhdesk.cli.house import compartment_of, read_passphrase, read_text
from zvhdesk.cli.outcome import Exit, Stop, say
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.services import backup, opening
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock.keyring import os_keyring
from zvhdesk.services.unlock.lock import LOCK_NAME, hold
from zvhdesk.services.unlock.standard import folder_of
from zvhdesk.services.unlock.vault import APART_DATABASE_NAME, DATABASE_NAME, make_folder
from zvhdesk.services.unlock.vault_file import VAULT_NAME


def run(arguments: argparse.Namespace) -> Exit:
    """Put the backup back and open it once. Raises Stop, StoreRefused; then the folder is as it was."""
    house: Path = arguments.folder
    folder = folder_of(house, apart=arguments.cter)
    key = _Key(arguments)
    new = [place for place in dict.fromkeys((folder, house)) if not place.exists()]
    make_folder(house)
    backup.restore(arguments.backup, folder, apart=arguments.cter)
    try:
        with hold(house), closing(key(folder)):
            pass
    except StoreRefused:
        # The backup is whole and this key is not its key: half a success would be in the way of a second try.
        _clear(folder, house, new)
        raise
    say("De reservekopie is teruggezet. Open het huis met de wachtwoordzin.")
    return Exit.DONE


class _Key:
    """Opens the house as the arguments say; what they name is read before anything is put back."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.of = compartment_of(arguments)
        self.sheets: tuple[str, str] | None = None
        if arguments.sheets is None:
            if arguments.new_passphrase_file is not None:
                raise Stop("--new-passphrase-file hoort bij --sheets.")
            self.passphrase = read_passphrase(arguments.passphrase_file)
            return
        if arguments.new_passphrase_file is None:
            raise Stop("Geef bij --sheets ook --new-passphrase-file: de wachtwoordzin voortaan.")
        first, second = (read_text(path, "het herstelblad") for path in arguments.sheets)
        self.sheets = (first, second)
        self.passphrase = read_passphrase(arguments.new_passphrase_file)

    def __call__(self, folder: Path) -> Desk:
        if self.sheets is None:
            return opening.open_house(folder, self.passphrase, os_keyring(), system_clock, self.of)
        sheets, passphrase = self.sheets, self.passphrase
        return opening.recover_house(folder, sheets, passphrase, os_keyring(), system_clock, self.of)


def _clear(folder: Path, house: Path, new: list[Path]) -> None:
    """Take away what was put back; the lock of a house that stood there already stays."""
    files = [name + end for name in (DATABASE_NAME, APART_DATABASE_NAME) for end in ("", "-wal", "-shm")]
    for name in (VAULT_NAME, *files):
        (folder / name).unlink(missing_ok=True)
    if folder == house or house in new:
        (house / LOCK_NAME).unlink(missing_ok=True)
    for place in new:
        place.rmdir()
