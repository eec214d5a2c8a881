"""`zvhdesk new`: a house with its vault, its database, its first rows and its recovery sheets."""

import argparse
from contextlib import closing
from pathlib import Path

from zvhdesk.cli.house import read_passphrase
from zvhdesk.cli.outcome import Exit, Stop, say
from zvhdesk.domain.terms import FOUNDING
from zvhdesk.services import house_keys, opening, regions
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import os_keyring
from zvhdesk.services.unlock.lock import hold

SHEET_NAMES = ("herstelblad-1.pdf", "herstelblad-2.pdf")
_NO_SHEETS = (
    "Let op: er zijn geen herstelbladen gemaakt. Zonder die bladen is dit huis verloren als de wachtwoordzin "
    "kwijtraakt. Maak ze alsnog in het programma, bij Beheer, Toegang."
)
_SHEETS = (
    "De herstelbladen staan klaar als {} en {}. Druk ze af, geef ze aan twee verschillende personen en wis "
    "de bestanden."
)


def run(arguments: argparse.Namespace) -> Exit:
    """Make the house. Raises Stop, StoreRefused; after a refusal there is no house."""
    folder: Path = arguments.folder
    recovery: Path | None = arguments.recovery_dir
    passphrase = read_passphrase(arguments.passphrase_file)
    if recovery is not None:
        _make_ready(recovery, folder)
    chosen = regions.preset(arguments.region)
    made = opening.make_vault(folder, chosen.name, passphrase, os_keyring(), system_clock())
    with hold(folder), closing(Desk.create(folder, made.key, system_clock)) as desk:
        desk.change(
            lambda session: regions.establish(session, chosen, desk.user, regions.Founder()), FOUNDING
        )
        say(f"Het huis is ingericht: {chosen.name}.")
        if recovery is None:
            say(_NO_SHEETS)
        else:
            for name, sheet in zip(SHEET_NAMES, (made.sheet1, made.sheet2), strict=True):
                _write(recovery / name, sheet)
            house_keys.sheets_handed_out(desk, vault.sheets_mark(folder))
            say(_SHEETS.format(*SHEET_NAMES))
    return Exit.DONE


def _make_ready(recovery: Path, folder: Path) -> None:
    """The folder for the sheets is there, empty of older sheets, and apart from the house they open."""
    if recovery.resolve().is_relative_to(folder.resolve()):
        raise Stop("Leg de herstelbladen niet in de map van het huis: zij openen het.")
    try:
        recovery.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Stop("De map voor de herstelbladen kan niet worden gemaakt.") from None
    if any((recovery / name).exists() for name in SHEET_NAMES):
        raise Stop(
            "In de map voor de herstelbladen staan al bladen. Kies een andere map; er is niets overschreven."
        )


def _write(path: Path, content: bytes) -> None:
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except OSError:
        raise Stop(
            "Het huis is ingericht, maar de herstelbladen konden niet worden geschreven. Maak ze in het "
            "programma, bij Beheer, Toegang."
        ) from None
