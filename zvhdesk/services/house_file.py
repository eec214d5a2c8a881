"""The house file: what the regular desk hands to a CTER desk when there is no server (DATA.md 2).

Settings, people, partners, work areas, gemeenten and casustafels as they stand; nothing of any case. It is
sealed with a code that is shown once and travels another way than the file: whoever finds one of the two
has nothing.
"""

import json
import secrets
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, HouseFileForeign, HouseFileWrong, Refused
from zvhdesk.domain.store_refusals import FolderUnusable, StoreRefused
from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, OpRecord, apply, in_use
from zvhdesk.models.capture.records import DELETED, UNRECORDED
from zvhdesk.models.codec import encode
from zvhdesk.models.house import CaseTable, House, HouseRow, Member, Municipality, Partner, WorkArea
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import house_keys
from zvhdesk.services.desk import Desk
from zvhdesk.services.regions import common_stream
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.files import write_atomic
from zvhdesk.services.unlock.kek import SALT_BYTES, WITH_KEYRING, derive_kek

SUFFIX: Final = ".zvhhuis"
INTENT: Final = "house.copy"
_MAGIC: Final = b"zvh-huis-1\n"
_NONCE: Final = 12
_MOST: Final = 16 * 1024 * 1024
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is taken for another; 32 of them, so 16 letters are 80 bits."""
_CODE: Final = 16
_TABLES: Final[tuple[type[HouseRow], ...]] = (House, Member, WorkArea, Municipality, Partner, CaseTable)
_BY_NAME: Final = {cls.__tablename__: cls for cls in _TABLES}


@dataclass(frozen=True, slots=True)
class HouseFile:
    """A file just made: its bytes, and the code in groups of four that opens it. Kept nowhere."""

    data: bytes
    code: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the house, to choose who sits at the new desk."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a house file. `made_ms` is UTC milliseconds, `recovery` the public half of REC.

    `cells` are codec texts by table, row and column; `sheets_made` is the day of the recovery sheets, None
    when only the paper knows.
    """

    house: str
    stream: str
    device: str
    user: str
    made_ms: int
    recovery: bytes
    sheets_made: date | None
    cells: dict[tuple[str, str, str], str]
    people: tuple[Person, ...]


def gather(desk: Desk) -> bytes:
    """The house as it stands on this desk, to be sealed off the database lane. Raises StoreRefused."""
    recovery, made = vault.recovery_public(desk.folder), house_keys.keys(desk).made

    def collected(session: Session) -> dict[str, Any]:
        return {
            "stream": common_stream(session),
            "device": desk.device,
            "user": desk.user,
            "made_ms": int(desk.clock().timestamp() * 1000),
            "recovery": recovery.hex(),
            "sheets_made": made.isoformat() if made else "",
            "cells": [[*cell, text] for cell, text in _cells(session).items()],
        }

    return json.dumps(desk.look(collected, "house.export", "house")).encode()


def sealed(gathered: bytes) -> HouseFile:
    """A file of it with a new code. Takes about half a second."""
    code = _new_code()
    return HouseFile(_sealed(gathered, code), code)


def save(made: HouseFile, path: Path) -> None:
    """Write the file, for this user only. Raises StoreRefused(FolderUnusable)."""
    try:
        write_atomic(path, made.data)
    except OSError:
        raise StoreRefused(FolderUnusable()) from None


def load(path: Path, code: str) -> Contents:
    """Read a house file. Takes about half a second. Raises Refused as `read`, BadInput for no such file."""
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(BadInput("file", "Dit bestand kan niet worden gelezen.")) from None
    return read(data, code)


def read(data: bytes, code: str) -> Contents:
    """Open a house file. Raises Refused(HouseFileWrong)."""
    try:
        body = json.loads(_opened(data, code))
        cells = {(tbl, row, col): text for tbl, row, col, text in body["cells"]}
        if not {tbl for tbl, _, _ in cells} <= _BY_NAME.keys():
            raise ValueError("a table that is not of the house")
        return Contents(
            house=_one(cells, "house", "name"),
            stream=str(body["stream"]),
            device=str(body["device"]),
            user=str(body["user"]),
            made_ms=int(body["made_ms"]),
            recovery=bytes.fromhex(body["recovery"]),
            sheets_made=date.fromisoformat(body["sheets_made"]) if body["sheets_made"] else None,
            cells=cells,
            people=_people(cells),
        )
    except (ValueError, KeyError, TypeError, StopIteration, zlib.error):
        raise Refused(HouseFileWrong()) from None


def take(desk: Desk, found: Contents) -> int:
    """Bring the copy on this desk up to what the file says. Returns how many cells changed.

    Raises Refused: HouseFileForeign for another house, or for a file older than the last one taken;
    BadInput on a desk that gets the house from a server.
    """
    changed = desk.receive(lambda session: _take(session, found))
    desk.note(INTENT, "house")
    return changed


def _take(session: CaptureSession, found: Contents) -> int:
    if session.scalar(select(CompartmentState.comp).limit(1)) is not None:
        raise Refused(BadInput("file", "Dit bureau krijgt het huis van de server."))
    stands = _cells(session)
    here = {cell[1] for cell in stands if cell[0] == House.__tablename__}
    there = {cell[1] for cell in found.cells if cell[0] == House.__tablename__}
    if here and here != there:
        raise Refused(HouseFileForeign(older=False))
    last = session.scalar(
        select(ChangeSet.wall_ms).where(ChangeSet.intent == INTENT).order_by(ChangeSet.rev.desc()).limit(1)
    )
    if last is not None and found.made_ms < last:
        raise Refused(HouseFileForeign(older=True))
    # What was removed and is in use stands here: that it was removed need not be said again, that it is there
    # again has to be, or it would go with its last use.
    leaving = set(in_use.leaving(session))
    back = {(tbl, row, DELETED) for tbl, row in leaving}
    differ = (cell for cell, text in found.cells.items() if stands.get(cell) != text or cell in back)
    ops = [OpRecord(*cell, new=found.cells[cell]) for cell in differ]
    kept = {(tbl, row) for tbl, row, _ in found.cells}
    gone = sorted({(tbl, row) for tbl, row, _ in stands} - kept - leaving)
    ops += [OpRecord(tbl, row, "deleted", new=encode(True)) for tbl, row in gone]
    if ops:
        apply(session, [_record(found, ops)])
    return len(ops)


def _record(found: Contents, ops: list[OpRecord]) -> ChangeSetRecord:
    return ChangeSetRecord(
        cs_id=new_id(),
        act=new_id(),
        stream_id=found.stream,
        compartment=Compartment.HOUSE.value,
        kind=StreamKind.COMMON.value,
        device=found.device,
        user=found.user,
        wall_ms=found.made_ms,
        intent=INTENT,
        reason=None,
        undo_of=None,
        ops=tuple(ops),
        # Number 0: whatever a later copy or a server says of a cell has seen it and takes its place.
        seq=0,
        recv_ms=found.made_ms,
    )


def _cells(session: Session) -> dict[tuple[str, str, str], str]:
    return {
        (cls.__tablename__, row.id, col): encode(getattr(row, col))
        for cls in _TABLES
        for row in session.scalars(select(cls).where(~cls.deleted).order_by(cls.id))
        for col in cls.__mapper__.column_attrs.keys()  # noqa: SIM118 - not a dict
        if col not in UNRECORDED
    }


def _people(cells: dict[tuple[str, str, str], str]) -> tuple[Person, ...]:
    rows = sorted({row for tbl, row, _ in cells if tbl == Member.__tablename__})
    found = [
        Person(row, *(str(json.loads(cells["member", row, column])) for column in ("name", "role")))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda person: person.name))


def _one(cells: dict[tuple[str, str, str], str], table: str, column: str) -> str:
    named = (text for (tbl, _, col), text in cells.items() if (tbl, col) == (table, column))
    return str(json.loads(next(named)))


def _new_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
    return "-".join(letters[at : at + 4] for at in range(0, _CODE, 4))


def _key(code: str, salt: bytes) -> bytes:
    plain = "".join(sign for sign in code.upper() if sign in _LETTERS)
    return derive_kek(plain, salt, WITH_KEYRING, b"")


def _sealed(body: bytes, code: str) -> bytes:
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE)
    inside = AESGCM(_key(code, salt)).encrypt(nonce, zlib.compress(body), _MAGIC)
    return _MAGIC + salt + nonce + inside


def _opened(data: bytes, code: str) -> bytes:
    rest = data.removeprefix(_MAGIC)
    if rest == data or len(data) > _MOST:
        raise Refused(HouseFileWrong())
    salt, nonce = rest[:SALT_BYTES], rest[SALT_BYTES : SALT_BYTES + _NONCE]
    try:
        inside = AESGCM(_key(code, salt)).decrypt(nonce, rest[SALT_BYTES + _NONCE :], _MAGIC)
    except (InvalidTag, ValueError):
        raise Refused(HouseFileWrong()) from None
    return zlib.decompress(inside)
