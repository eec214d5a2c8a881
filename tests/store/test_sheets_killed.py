"""Killed while new recovery sheets are taken into use: one pair of the two opens the house, never none."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.store.world import PASSPHRASE, House
from zvhdesk.services.unlock import recovery_key, sheets, vault, vault_file

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 12


def opens(folder: Path, pair: tuple[sheets.SheetText, sheets.SheetText]) -> bytes | None:
    """What this pair of sheets gives, as `vault.recover` reads them."""
    found = vault_file.load(folder)
    halves = [sheets.read(sheet.number, sheet.text) for sheet in pair]
    if any(half.pair != recovery_key.pair_id(found.recovery_public) for half in halves):
        return None
    return recovery_key.unseal(found.recovery_box, recovery_key.pair_from(sheets.join(*halves)))


def test_killed_at_any_moment_one_of_the_two_pairs_opens_it(house: House, tmp_path: Path) -> None:
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, datetime(2026, 11, 22, tzinfo=UTC))
    files = [tmp_path / "before.json", tmp_path / "after.json"]
    for file, state in zip(files, (renewal.before, renewal.after), strict=True):
        file.write_bytes(vault_file.serialise(state))
    command = [sys.executable, "-m", "tests.store.sheets_child", str(house.folder), *map(str, files)]
    for at in range(ROUNDS):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            for _ in range(1 + 3 * at):
                child.stdout.readline()
            child.kill()
        assert [opens(house.folder, pair) for pair in (house.sheets, renewal.sheets)].count(house.key) == 1
    assert vault.unlock(house.folder, PASSPHRASE, house.keyring) == house.key
