"""The vault: opens with what belongs to it, says exactly what is wrong otherwise, and overwrites nothing."""

import inspect
import json
import os
import shutil
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.store.world import LABEL, PASSPHRASE, House, folder_bytes, refused, with_right_checksum
from zvhdesk.domain.store_refusals import (
    FolderUnusable,
    KeyringMissing,
    KeyringTrouble,
    NewerVault,
    NotAHouse,
    NotEmpty,
    PassphraseWeakness,
    SheetTrouble,
    StoreRefused,
    VaultDamaged,
    WeakenedVault,
    WeakPassphrase,
    WrongPassphrase,
    WrongSheet,
)
from zvhdesk.services.unlock import kek as stretching
from zvhdesk.services.unlock import vault, vault_file
from zvhdesk.services.unlock.kek import WITH_KEYRING, WITHOUT_KEYRING, KdfCost, derive_kek
from zvhdesk.services.unlock.keyring import MemoryKeyring

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NEW_PASSPHRASE = "lantaarn zuivel trommel egel marmer fluit"


def alter(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """What someone does who knows the format: change vault.json and make its checksum right again."""
    path = folder / "vault.json"
    body = json.loads(path.read_text())
    change(body)
    path.write_bytes(with_right_checksum(body))


def test_passphrase_and_keyring_open_it(house: House) -> None:
    assert vault.label(house.folder) == LABEL
    assert vault.needs_keyring(house.folder)
    assert vault.unlock(house.folder, f"  {PASSPHRASE}\n", house.keyring) == house.key
    assert len(house.key) == 32


def test_it_holds_nothing_but_what_it_must(house: House) -> None:
    contents = json.loads((house.folder / "vault.json").read_text())
    assert set(contents) == {
        *("format", "label", "kdf", "keyring", "wrap", "key_fingerprint"),
        *("recovery_box", "recovery_public", "checksum"),
    }
    assert contents["kdf"] | {"salt": ""} == {
        "name": "argon2id", "memory_kib": 131072, "iterations": 3, "lanes": 4, "salt": "",
    }  # fmt: skip
    if os.name == "posix":
        assert (house.folder / "vault.json").stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_is_refused(house: House) -> None:
    with refused(WrongPassphrase(), untouched=house.folder):
        vault.unlock(house.folder, PASSPHRASE + "!", house.keyring)


class TestKeyring:
    def test_without_one_the_passphrase_stands_alone_at_a_higher_cost(self, tmp_path: Path) -> None:
        new = vault.create_house(tmp_path / "huis", LABEL, PASSPHRASE, None, NOW)
        made = vault_file.load(tmp_path / "huis")
        assert made.cost == WITHOUT_KEYRING
        assert made.keyring is None
        assert not vault.needs_keyring(tmp_path / "huis")
        assert vault.unlock(tmp_path / "huis", PASSPHRASE, MemoryKeyring()) == new.key
        # The lower cost is allowed beside a keyring secret only.
        alter(tmp_path / "huis", lambda body: body["kdf"].update(memory_kib=WITH_KEYRING.memory_kib))
        with refused(WeakenedVault(), untouched=tmp_path):
            vault.unlock(tmp_path / "huis", PASSPHRASE, None)

    def test_no_keyring_on_this_machine(self, house: House) -> None:
        with refused(KeyringMissing(KeyringTrouble.ABSENT), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, None)

    def test_a_keyring_without_our_secret(self, house: House) -> None:
        with refused(KeyringMissing(KeyringTrouble.GONE), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, MemoryKeyring())

    def test_a_keyring_with_another_secret_is_no_wrong_passphrase(self, house: House) -> None:
        entry = vault_file.load(house.folder).keyring
        assert entry is not None
        other = MemoryKeyring()
        other.put(entry.entry, bytes(32))
        with refused(KeyringMissing(KeyringTrouble.OTHER), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, other)

    def test_saying_that_no_keyring_is_needed_does_not_help(self, house: House) -> None:
        def change(body: dict[str, Any]) -> None:
            body["keyring"] = None
            body["kdf"].update(memory_kib=WITHOUT_KEYRING.memory_kib, iterations=WITHOUT_KEYRING.iterations)

        alter(house.folder, change)
        with refused(WrongPassphrase(), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)


class TestDamage:
    @pytest.mark.parametrize(
        "part", ["label", "kdf", "wrap", "checksum", "recovery_box", "format", "keyring"]
    )
    def test_a_part_that_is_gone(self, house: House, part: str) -> None:
        path = house.folder / "vault.json"
        body = json.loads(path.read_text())
        del body[part]
        path.write_text(json.dumps(body))
        with refused(VaultDamaged(), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)

    @pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
    def test_a_file_broken_off(self, house: House, share: float) -> None:
        path = house.folder / "vault.json"
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])
        with refused(VaultDamaged(), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)

    @pytest.mark.parametrize("contents", [b"[]", b'"x"', b"{}", b"\xff\xfe", b"[" * 50_000])
    def test_a_file_of_something_else(self, house: House, contents: bytes) -> None:
        (house.folder / "vault.json").write_bytes(contents)
        with refused(VaultDamaged(), untouched=house.folder):
            vault.label(house.folder)

    def test_every_changed_character_is_damage_and_never_a_wrong_passphrase(self, house: House) -> None:
        path = house.folder / "vault.json"
        whole = path.read_bytes()
        for at in range(0, len(whole), 97):
            if whole[at : at + 1].isalnum():
                path.write_bytes(
                    whole[:at] + (b"x" if whole[at : at + 1] != b"x" else b"y") + whole[at + 1 :]
                )
                with refused(VaultDamaged()):
                    vault.label(house.folder)

    @pytest.mark.parametrize(
        "change",
        [
            {"memory_kib": "131072"},
            {"memory_kib": True},
            {"memory_kib": 2**31},
            {"iterations": 1000},
            {"salt": "AAAA"},
            {"name": "scrypt"},
        ],
    )
    def test_parameters_that_are_not_ours(self, house: House, change: dict[str, object]) -> None:
        alter(house.folder, lambda body: body["kdf"].update(change))
        with refused(VaultDamaged(), untouched=house.folder):
            vault.label(house.folder)


class TestKeyEncryptionKey:
    CHEAP = KdfCost(memory_kib=32, iterations=1, lanes=4)

    def test_passphrase_salt_and_keyring_secret_all_count(self) -> None:
        kek = derive_kek("zin", bytes(16), self.CHEAP, bytes(32))
        assert derive_kek("zim", bytes(16), self.CHEAP, bytes(32)) != kek
        assert derive_kek("zin", bytes([1] * 16), self.CHEAP, bytes(32)) != kek
        assert derive_kek("zin", bytes(16), self.CHEAP, bytes([1] * 32)) != kek
        assert derive_kek("zin", bytes(16), self.CHEAP, b"") != kek

    def test_no_two_houses_have_one_salt(self) -> None:
        made = inspect.unwrap(stretching.new_salt)  # the tests' houses share one: tests/conftest.py
        assert len({made() for _ in range(20)}) == 20
        assert all(len(made()) == 16 for _ in range(3))

    def test_it_is_what_an_earlier_version_made(self) -> None:
        kek = derive_kek("zin", bytes(16), self.CHEAP, bytes(32))
        assert kek.hex() == "7366a17830cbf4f90666cc82ec624326c345fc59155a7248a5a78d2c5eb50540"

    def test_an_accent_typed_in_two_keys_is_the_same(self) -> None:
        composed, loose = "één", "e\u0301e\u0301n"
        assert derive_kek(composed, bytes(16), self.CHEAP, b"") == derive_kek(
            loose, bytes(16), self.CHEAP, b""
        )


class TestLowered:
    @pytest.mark.parametrize("change", [{"memory_kib": 65536}, {"iterations": 2}, {"lanes": 1}])
    def test_lowered_parameters_are_refused(self, house: House, change: dict[str, int]) -> None:
        alter(house.folder, lambda body: body["kdf"].update(change))
        with refused(WeakenedVault(), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)

    def test_a_changed_label_does_not_open(self, house: House) -> None:
        alter(house.folder, lambda body: body.update(label="Een ander huis"))
        with refused(WrongPassphrase(), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)

    def test_a_newer_format_is_left_alone(self, house: House) -> None:
        alter(house.folder, lambda body: body.update(format=2, extra="later"))
        with refused(NewerVault(2, 1), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)

    def test_a_cost_reaches_only_when_every_part_does(self) -> None:
        assert WITH_KEYRING.reaches(WITH_KEYRING)
        for lower in (
            replace(WITH_KEYRING, memory_kib=WITH_KEYRING.memory_kib - 1),
            replace(WITH_KEYRING, iterations=2),
            replace(WITH_KEYRING, lanes=3),
            KdfCost(0, 0, 0),
        ):
            assert not lower.reaches(WITH_KEYRING)


class TestNewHouse:
    @pytest.mark.parametrize("there", ["vault.json", "desk.db", "brief.txt", "map/brief.txt"])
    def test_only_in_an_empty_folder(self, tmp_path: Path, there: str) -> None:
        (tmp_path / there).parent.mkdir(exist_ok=True)
        (tmp_path / there).write_text("van iemand")
        with refused(NotEmpty(), untouched=tmp_path):
            vault.create_house(tmp_path, LABEL, PASSPHRASE, MemoryKeyring(), NOW)

    def test_the_lock_and_an_unfinished_vault_may_lie_there(self, tmp_path: Path) -> None:
        (tmp_path / "desk.lock").touch()
        (tmp_path / "vault.json.new").write_bytes(b"{")
        vault.create_house(tmp_path, LABEL, PASSPHRASE, MemoryKeyring(), NOW)
        assert sorted(folder_bytes(tmp_path)) == ["desk.lock", "vault.json"]

    @pytest.mark.parametrize("there", [False, True])
    def test_a_weak_passphrase_leaves_nothing_behind(self, tmp_path: Path, there: bool) -> None:
        folder = tmp_path / "huis"
        if there:
            folder.mkdir()
        keyring = MemoryKeyring()
        with refused(WeakPassphrase(PassphraseWeakness.TOO_SHORT), untouched=tmp_path):
            vault.create_house(folder, LABEL, "te kort", keyring, NOW)
        assert folder.exists() == there

    def test_a_file_in_the_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "huis").write_text("van iemand")
        with refused(NotEmpty(), untouched=tmp_path):
            vault.create_house(tmp_path / "huis", LABEL, PASSPHRASE, MemoryKeyring(), NOW)
        with refused(FolderUnusable(), untouched=tmp_path):
            vault.make_folder(tmp_path / "huis" / "dieper")

    @pytest.mark.parametrize("there", [False, True])
    def test_no_house_to_open(self, tmp_path: Path, there: bool) -> None:
        folder = tmp_path / "leeg"
        if there:
            folder.mkdir()
        assert not vault.is_house(folder)
        with refused(NotAHouse(), untouched=tmp_path):
            vault.unlock(folder, PASSPHRASE, None)


class TestRecovery:
    def test_two_sheets_open_it_on_another_machine(self, house: House) -> None:
        first, second = house.sheets
        elsewhere = MemoryKeyring()
        assert vault.recover(house.folder, first.text, second.text, NEW_PASSPHRASE, elsewhere) == house.key
        assert vault.unlock(house.folder, NEW_PASSPHRASE, elsewhere) == house.key
        with refused(WrongPassphrase()):
            vault.unlock(house.folder, PASSPHRASE, elsewhere)

    @pytest.mark.parametrize("which", [1, 2])
    def test_a_typing_mistake_is_pointed_out(self, house: House, which: int) -> None:
        typed = [sheet.text for sheet in house.sheets]
        typed[which - 1] = typed[which - 1][:-1] + ("A" if typed[which - 1][-1] != "A" else "B")
        with refused(WrongSheet(which, SheetTrouble.ROW, 8), untouched=house.folder):
            vault.recover(house.folder, typed[0], typed[1], NEW_PASSPHRASE, house.keyring)

    def test_the_same_sheet_twice_is_not_two(self, house: House) -> None:
        first = house.sheets[0].text
        with refused(WrongSheet(2, SheetTrouble.OTHER_NUMBER), untouched=house.folder):
            vault.recover(house.folder, first, first, NEW_PASSPHRASE, house.keyring)

    def test_a_weak_new_passphrase_changes_nothing(self, house: House) -> None:
        first, second = house.sheets
        with refused(WeakPassphrase(PassphraseWeakness.COMMON), untouched=house.folder):
            vault.recover(house.folder, first.text, second.text, "welkom2026welkom2026", house.keyring)

    def test_a_box_that_is_damaged_by_hand(self, house: House) -> None:
        first, second = house.sheets
        alter(house.folder, lambda body: body.update(recovery_box="AAAA"))
        with refused(VaultDamaged(), untouched=house.folder):
            vault.recover(house.folder, first.text, second.text, NEW_PASSPHRASE, house.keyring)

    def test_new_sheets_put_the_old_ones_out_of_use(self, house: House, tmp_path: Path) -> None:
        before = tmp_path / "before"
        shutil.copytree(house.folder, before)
        old_first, old_second = (sheet.text for sheet in house.sheets)
        renewal = vault.new_sheets(house.folder, PASSPHRASE, house.keyring, NOW)
        vault.use_sheets(house.folder, renewal)
        renewed = renewal.sheets
        assert renewed[0].pair == renewed[1].pair != house.sheets[0].pair
        assert renewed[0].pair == vault.sheets_mark(house.folder)
        assert vault.unlock(house.folder, PASSPHRASE, house.keyring) == house.key
        with refused(WrongSheet(1, SheetTrouble.OTHER_HOUSE), untouched=house.folder):
            vault.recover(house.folder, old_first, old_second, NEW_PASSPHRASE, house.keyring)
        with refused(WrongSheet(2, SheetTrouble.OTHER_HOUSE), untouched=house.folder):
            vault.recover(house.folder, renewed[0].text, old_second, NEW_PASSPHRASE, house.keyring)
        with refused(WrongSheet(1, SheetTrouble.OTHER_HOUSE), untouched=house.folder):
            vault.recover(house.folder, old_first, renewed[1].text, NEW_PASSPHRASE, house.keyring)
        assert vault.recover(before, old_first, old_second, NEW_PASSPHRASE, None) == house.key
        first, second = (sheet.text for sheet in renewed)
        assert vault.recover(house.folder, first, second, NEW_PASSPHRASE, house.keyring) == house.key


class TestChange:
    def test_a_changed_passphrase_and_a_copy_from_before(self, house: House, made: House) -> None:
        vault.change_passphrase(house.folder, PASSPHRASE, NEW_PASSPHRASE, house.keyring)
        assert vault.unlock(house.folder, NEW_PASSPHRASE, house.keyring) == house.key
        # The keyring still has what a copy from before the change needs.
        assert vault.unlock(made.folder, PASSPHRASE, house.keyring) == house.key

    def test_the_sheets_and_the_keyring_count_as_before(self, house: House) -> None:
        vault.change_passphrase(house.folder, PASSPHRASE, NEW_PASSPHRASE, house.keyring)
        with refused(WrongPassphrase(), untouched=house.folder):
            vault.unlock(house.folder, PASSPHRASE, house.keyring)
        assert vault.needs_keyring(house.folder)
        with refused(KeyringMissing(KeyringTrouble.GONE), untouched=house.folder):
            vault.unlock(house.folder, NEW_PASSPHRASE, MemoryKeyring())
        first, second = (sheet.text for sheet in house.sheets)
        assert vault.recover(house.folder, first, second, PASSPHRASE, house.keyring) == house.key

    def test_a_house_without_keyring_does_not_begin_to_need_one(self, tmp_path: Path) -> None:
        made = vault.create_house(tmp_path / "huis", LABEL, PASSPHRASE, None, NOW)
        vault.change_passphrase(tmp_path / "huis", PASSPHRASE, NEW_PASSPHRASE, MemoryKeyring())
        assert not vault.needs_keyring(tmp_path / "huis")
        assert vault.unlock(tmp_path / "huis", NEW_PASSPHRASE, None) == made.key

    def test_the_old_one_must_be_right(self, house: House) -> None:
        with refused(WrongPassphrase(), untouched=house.folder):
            vault.change_passphrase(house.folder, NEW_PASSPHRASE, NEW_PASSPHRASE, house.keyring)

    def test_the_new_one_must_be_good(self, house: House) -> None:
        with refused(WeakPassphrase(PassphraseWeakness.COMMON), untouched=house.folder):
            vault.change_passphrase(house.folder, PASSPHRASE, f"{LABEL} 2026", house.keyring)

    def test_a_write_that_fails_leaves_the_old_vault(self, house: House) -> None:
        (house.folder / "vault.json.new").mkdir()  # the unfinished name is taken: the write cannot begin
        with refused(FolderUnusable(), untouched=house.folder):
            vault.change_passphrase(house.folder, PASSPHRASE, NEW_PASSPHRASE, house.keyring)
        assert vault.unlock(house.folder, PASSPHRASE, house.keyring) == house.key


def test_a_refusal_says_neither_passphrase_nor_key(house: House) -> None:
    with pytest.raises(StoreRefused) as caught:
        vault.unlock(house.folder, NEW_PASSPHRASE, house.keyring)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value.reason)
    assert NEW_PASSPHRASE not in told
    assert house.key.hex() not in told
