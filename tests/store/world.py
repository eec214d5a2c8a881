"""What the tests of the store stand on: a house, a database with rows, and the bytes of a folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine, text

from zvhdesk.domain.store_refusals import StoreRefusal, StoreRefused
from zvhdesk.models.engine import open_engine
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.services.unlock.sheets import SheetText
from zvhdesk.services.unlock.vault import DATABASE_NAME

LABEL: Final = "Zorg- en Veiligheidshuis Ergens"
PASSPHRASE: Final = "kastanje vuurtoren polka zeef ijsbeer lepel"


@dataclass(frozen=True, slots=True)
class House:
    """A house as it was just made, its sheets and its keyring."""

    folder: Path
    key: bytes
    sheets: tuple[SheetText, SheetText]
    keyring: MemoryKeyring

    @property
    def database(self) -> Path:
        return self.folder / DATABASE_NAME


@contextmanager
def opened(path: Path, key: bytes, *, create: bool = False) -> Iterator[Engine]:
    engine = open_engine(path, key, create=create)
    try:
        yield engine
    finally:
        engine.dispose()


def fill(engine: Engine, rows: int) -> None:
    """A table `t` with 1 to `rows` and their opposites: its sum is nought in every consistent state."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER NOT NULL)"))
        numbers = [{"a": number} for number in range(1, rows + 1)]
        connection.execute(text("INSERT INTO t VALUES (:a), (-:a)"), numbers)


def count(engine: Engine) -> tuple[int, int]:
    """How many rows `t` has, and their sum."""
    with engine.connect() as connection:
        number, total = connection.execute(text("SELECT count(*), sum(a) FROM t")).one()
    return int(number), int(total)


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below the folder but the WAL index of SQLite: it holds no data and is made anew at will."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


@contextmanager
def refused(reason: StoreRefusal, untouched: Path | None = None) -> Iterator[None]:
    """The block is refused for exactly this reason, and leaves every byte of the folder as it was."""
    before = None if untouched is None else folder_bytes(untouched)
    with pytest.raises(StoreRefused) as caught:
        yield
    assert caught.value.reason == reason
    if untouched is not None:
        assert folder_bytes(untouched) == before


def with_right_checksum(body: dict[str, Any]) -> bytes:
    """A vault.json as someone writes it who knows the format and altered it."""
    bare = {name: value for name, value in body.items() if name != "checksum"}
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return json.dumps({**bare, "checksum": sha256(b"zvh/1/vault" + canonical.encode()).hexdigest()}).encode()
