"""One house, made once because Argon2id takes its time, and copied for each test."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.world import LABEL, PASSPHRASE, House
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.services.unlock.vault import create_house


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("made") / "huis"
    keyring = MemoryKeyring()
    new = create_house(folder, LABEL, PASSPHRASE, keyring, datetime(2026, 11, 22, tzinfo=UTC))
    return House(folder, new.key, new.sheets, keyring)


@pytest.fixture
def house(made: House, tmp_path: Path) -> House:
    folder = tmp_path / "huis"
    shutil.copytree(made.folder, folder)
    return House(folder, made.key, made.sheets, made.keyring)
