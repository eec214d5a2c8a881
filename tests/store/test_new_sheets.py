"""New recovery sheets: until they are taken into use the old ones open the house, from then on they do."""

from datetime import UTC, datetime

import pytest

from tests.store.world import PASSPHRASE, House, folder_bytes, refused
from zvhdesk.domain.store_refusals import (
    KeyringMissing,
    KeyringTrouble,
    SheetsOvertaken,
    SheetTrouble,
    WrongPassphrase,
    WrongSheet,
)
from zvhdesk.services.unlock import vault, vault_file
from zvhdesk.services.unlock.keyring import MemoryKeyring

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NEW_PASSPHRASE = "lantaarn zuivel trommel egel marmer fluit"


def test_until_the_new_sheets_are_taken_into_use_the_old_ones_open_it(house: House) -> None:
    before = folder_bytes(house.folder)
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
    assert folder_bytes(house.folder) == before
    assert vault.sheets_mark(house.folder) == house.sheets[0].pair
    first, second = (sheet.text for sheet in renewal.sheets)
    with refused(WrongSheet(1, SheetTrouble.OTHER_HOUSE), untouched=house.folder):
        vault.recover(house.folder, first, second, NEW_PASSPHRASE, house.keyring)
    first, second = (sheet.text for sheet in house.sheets)
    assert vault.recover(house.folder, first, second, NEW_PASSPHRASE, house.keyring) == house.key


@pytest.mark.parametrize("which", ["before", "after"])
def test_broken_off_in_the_writing_one_of_the_two_pairs_opens_it(house: House, which: str) -> None:
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
    unfinished = house.folder / "vault.json.new"
    if which == "before":
        # Killed before the rename: half a file lies beside the old one.
        unfinished.write_bytes(vault_file.serialise(renewal.after)[:200])
    else:
        vault.use_sheets(house.folder, renewal)
    good = house.sheets if which == "before" else renewal.sheets
    first, second = (sheet.text for sheet in good)
    assert vault.unlock(house.folder, PASSPHRASE, house.keyring) == house.key
    assert vault.recover(house.folder, first, second, NEW_PASSPHRASE, house.keyring) == house.key


def test_a_second_time_the_same_sheets_does_nothing(house: House) -> None:
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
    vault.use_sheets(house.folder, renewal)
    before = folder_bytes(house.folder)
    vault.use_sheets(house.folder, renewal)
    assert folder_bytes(house.folder) == before


def test_sheets_for_a_vault_that_changed_since_are_refused(house: House) -> None:
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
    vault.change_passphrase(house.folder, PASSPHRASE, NEW_PASSPHRASE, house.keyring)
    with refused(SheetsOvertaken(), untouched=house.folder):
        vault.use_sheets(house.folder, renewal)


def test_new_sheets_ask_for_the_passphrase(house: House) -> None:
    with refused(WrongPassphrase(), untouched=house.folder):
        vault.new_sheets(house.folder, NEW_PASSPHRASE, house.keyring, NOW)


def test_new_sheets_cost_no_new_secret_in_the_keyring(house: House) -> None:
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
    vault.use_sheets(house.folder, renewal)
    assert vault_file.load(house.folder).keyring == renewal.before.keyring
    with refused(KeyringMissing(KeyringTrouble.GONE), untouched=house.folder):
        vault.unlock(house.folder, PASSPHRASE, MemoryKeyring())


def test_what_is_shown_of_new_sheets_in_a_report_is_nothing(house: House) -> None:
    renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
    assert not any(row in repr(renewal) for sheet in renewal.sheets for row in sheet.rows)
