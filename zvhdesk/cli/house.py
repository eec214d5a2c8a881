"""Opening a house for one command: lock, passphrase, database, and closing again whatever happens."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zvhdesk.cli.outcome import Stop
from zvhdesk.domain.terms import Compartment
from zvhdesk.services import opening
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock.keyring import os_keyring
from zvhdesk.services.unlock.lock import hold
from zvhdesk.services.unlock.standard import folder_of


def read_text(path: Path, what: str) -> str:
    """The text of a small file. Raises Stop; the sentence names `what` the file is and not what is in it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Stop(f"Het bestand met {what} kan niet worden gelezen.") from None


def read_passphrase(path: Path) -> str:
    """The first line of a file of `--passphrase-file`. Raises Stop."""
    return next(iter(read_text(path, "de wachtwoordzin").splitlines()), "")


def compartment_of(arguments: argparse.Namespace) -> Compartment:
    """Which dossiercompartiment a command is about."""
    return Compartment.CTER if arguments.cter else Compartment.REGULAR


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Desk]:
    """The house of `--house`, held and open for the time of the block. Raises Stop, StoreRefused."""
    passphrase = read_passphrase(arguments.passphrase_file)
    folder = folder_of(arguments.house, apart=arguments.cter)
    with hold(arguments.house):
        desk = opening.open_house(folder, passphrase, os_keyring(), system_clock, compartment_of(arguments))
        try:
            yield desk
        finally:
            desk.close()
